// Write a document and run it.
import { register } from '../core/commands.js';
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { go, to } from '../core/router.js';
import { change, now, watch } from '../core/state.js';
import { choices, fitting } from '../gql/complete.js';
import { comment, fillAll } from '../gql/edit.js';
import { lex, offset } from '../gql/lex.js';
import { operationAt, outline, titleOf, typesOf } from '../gql/outline.js';
import { editor } from '../view/editor.js';
import { hint } from '../view/hint.js';
import { prose } from '../view/prose.js';
import { suggest } from '../view/suggest.js';
import { run, stop } from './run.js';
import { variables } from './variables.js';

/** How long somebody has to rest before the server is asked what it thinks. */
const rest = 600;

/** @returns {{element: HTMLElement, focus: () => void, goTo: (location: {line: number, column: number}) => void}} */
export function query() {
  let moving = 0;
  const source = editor({
    id: 'document', size: 'large', lex,
    edited: (text) => change('tabChanged', { query: text, cursor: source.area.selectionEnd }),
    moved: (cursor) => {
      clearTimeout(moving);
      const { id } = now().tab;
      moving = setTimeout(() => change('tabChanged', { id, cursor }), 100);
    },
  });
  const { area } = source;
  const spotAt = (place) => outline(source.text(), now().schema, place);
  const suggestions = suggest(source, (place) => {
    const { spot, definitions } = spotAt(place);
    const begun = source.text().slice(spot.from, place);
    return { from: begun ? spot.from : place, to: begun ? spot.to : place, found: fitting(choices(spot, now().schema, definitions), begun) };
  });

  /** What the word at a place means. */
  function meaning(place) {
    const { spot, definitions } = spotAt(place);
    return spot.word && choices(spot, now().schema, definitions).find(({ name }) => name === spot.word);
  }
  const docs = hint(source, (place) => {
    const found = meaning(place);
    if (!found) return null;
    const { name, type, about, old, link } = found;
    return [
      h('p.signature', {}, h('b', {}, name), type && `: ${type}`),
      prose(about),
      old && h('p.wrong', {}, t('deprecated', old)),
      link && h('a', { href: to('s', link) }, t('openInSchema')),
    ];
  });
  const openSchema = () => {
    const link = meaning(area.selectionEnd)?.link;
    if (link) go('s', link);
    return Boolean(link);
  };
  area.addEventListener('click', ({ altKey }) => altKey && openSchema());

  const picker = h('select', { id: 'operation', onchange: () => source.goTo(Number(picker.value)) });
  const launch = h('button.primary', { type: 'button', id: 'run', onclick: () => runHere() });
  const halt = h('button', { type: 'button', id: 'stop', onclick: stop });
  const here = () => operationAt(outline(source.text(), now().schema).definitions, area.selectionEnd);
  const runHere = () => void run(here()?.name ?? '');

  const problems = problemsOf(source);
  watch(['tab.id', 'tab.query'], ({ tab }) => source.write(tab.query, tab.id, tab.cursor));
  let waiting = 0;
  watch(['tab.query', 'tab.cursor', 'schema', 'language'], () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 100);
  });

  /** Says what will be run, and what else could be. */
  function offer() {
    const operations = outline(source.text(), now().schema).definitions.filter(({ kind }) => kind !== 'fragment');
    const mine = operationAt(operations, area.selectionEnd);
    const several = operations.length > 1;
    picker.hidden = !several;
    fill(picker, ...operations.map((each) => h('option', { value: each.start, selected: each === mine }, titleOf(each))));
    fill(launch, `▶ ${t('do.run')} `, several && `${titleOf(mine)} `, h('kbd', {}, 'Ctrl+Enter'));
  }

  async function format() {
    const text = source.text();
    const { formatDocument: formatted } = await ask('query($text: String!) { formatDocument(text: $text) { text } }', { text });
    if (!formatted?.text || source.text() !== text) return;
    // The caret stays behind as many signs that are no space.
    let signs = text.slice(0, area.selectionEnd).replace(/\s/g, '').length;
    const caret = [...formatted.text].findIndex((sign) => (/\s/.test(sign) ? false : (signs -= 1) < 0));
    source.replace(0, text.length, formatted.text, caret < 0 ? formatted.text.length : caret);
  }
  const edit = (made) => {
    if (made) source.replace(made.start, made.end, made.text);
    return Boolean(made);
  };
  const isHere = () => document.activeElement === area;
  register(
    { id: 'run', keys: ['Ctrl+Enter'], run: runHere },
    { id: 'stop', keys: ['Escape'], run: stop },
    { id: 'complete', keys: ['Ctrl+Space'], run: () => isHere() && suggestions.open() },
    { id: 'docsAtCursor', keys: ['Ctrl+Alt+K'], run: () => docs.showAt(area.selectionEnd) },
    { id: 'definition', keys: ['F12'], run: openSchema },
    { id: 'format', keys: ['Alt+Shift+F'], run: () => void format().catch(() => {}), when: () => offers('formatDocument') },
    { id: 'comment', keys: ['Ctrl+/'], run: () => isHere() && edit(comment(source.text(), area.selectionStart, area.selectionEnd)) },
    { id: 'fillAll', keys: ['Ctrl+Shift+Enter'], run: () => edit(fillAll(source.text(), spotAt(area.selectionEnd).spot.set, now().schema)) },
    { id: 'nextProblem', keys: ['F8'], run: problems.next },
  );

  const heading = h('h2.grow', { id: 'query-heading' });
  watch(['language'], () => {
    fill(heading, t('query'));
    fill(halt, `${t('do.stop')} `, h('kbd', {}, 'Esc'));
    source.name(t('document'));
    suggestions.list.setAttribute('aria-label', t('do.complete'));
    picker.setAttribute('aria-label', t('operation'));
  });
  watch(['tab.status'], ({ tab }) => {
    halt.hidden = tab.status === 'idle';
  });
  const element = h(
    'section.query',
    { 'aria-labelledby': 'query-heading', 'data-region': 'query' },
    h('div.row', {}, heading, halt, picker, launch),
    source.element,
    problems.element,
    variables(),
    suggestions.element,
    docs.element,
  );
  return { element, focus: source.focus, goTo: (location) => source.goTo(offset(source.text(), location)) };
}

/** Whether the viewer's schema has a field of Query. */
const offers = (name) => Boolean(typesOf(now().schema).get(now().schema?.queryType?.name)?.fields.some((field) => field.name === name));

/** What the server thinks of the document while it is written, and what it said of the last run. */
function problemsOf(source) {
  let told = [];
  let waiting = 0;
  const element = h('p.problems.wrong', { role: 'status' });
  const all = () => {
    const { query: text, answer } = now().tab;
    const failed = answer?.query === text ? answer.errors : [];
    return [...told, ...failed]
      .flatMap(({ message, locations }) => (locations ?? []).map((location) => ({ message, place: offset(text, location) })))
      .sort((one, other) => one.place - other.place);
  };

  function next() {
    const found = all();
    const { place } = found.find((each) => each.place > source.area.selectionEnd) ?? found[0] ?? {};
    if (place !== undefined) source.goTo(place);
    return place !== undefined;
  }

  function show() {
    source.mark(all().map(({ place }) => place));
    fill(element, told.length > 0 && h('button.plain', { type: 'button', onclick: next }, t('problems', told.length, told[0].message), ' ', h('kbd', {}, 'F8')));
  }

  async function check() {
    const { tab: { query: text, lens } } = now();
    const { validateDocument: found } = await ask('query($text: String!) { validateDocument(text: $text) { message locations { line column } } }', { text }, { lens });
    if (now().tab.query !== text) return;
    told = found ?? [];
    show();
  }

  watch(['tab.id', 'tab.query', 'tab.lens', 'schema'], ({ tab }) => {
    clearTimeout(waiting);
    told = [];
    if (tab.query.trim() && offers('validateDocument')) waiting = setTimeout(() => check().catch(() => {}), rest);
  });
  watch(['tab.id', 'tab.answer', 'language'], show);
  return { element, next };
}
