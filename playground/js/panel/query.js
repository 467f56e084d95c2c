// Write a document and run it.
import { ask } from '../core/api.js';
import { register } from '../core/commands.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { later } from '../core/later.js';
import { go, to } from '../core/router.js';
import { change, now, watch } from '../core/state.js';
import { choices, fitting } from '../gql/complete.js';
import { comment, fillAll } from '../gql/edit.js';
import { lex, offset } from '../gql/lex.js';
import { operations, outline, titleOf, typesOf } from '../gql/outline.js';
import { editor } from '../view/editor.js';
import { prose } from '../view/prose.js';
import { suggest } from '../view/suggest.js';
import { leakButton } from './leaks.js';
import { run, stop } from './run.js';
import { sharing } from './share.js';
import { variables } from './variables.js';

/** How long a hand rests before the operations are read again, and before the server is asked. */
const [short, rest] = [100, 600];
/** Whether the viewer's schema has a field of Query. */
const offers = (name) => typesOf(now().schema).get(now().schema?.queryType?.name)?.fields.some((field) => field.name === name) ?? false;

/** @returns {{element: HTMLElement, focus: () => void, goTo: (location: {line: number, column: number}) => void}} */
export function query() {
  let told = [];
  const move = later(short, (patch) => change('tabChanged', patch));
  const source = editor({
    id: 'document', label: t('document'), size: 'large', lex,
    edited: (text) => change('tabChanged', { query: text, cursor: area.selectionEnd }),
    moved: (cursor) => move({ id: now().tab.id, cursor }),
  });
  const { area } = source;
  const caret = () => area.selectionEnd;
  const read = (place) => outline(source.text(), now().schema, place);
  /** What the word at a place means. */
  const meaning = (place) => {
    const found = read(place);
    return choices(found, now().schema).find(({ name }) => name === found.spot.word);
  };
  const popup = suggest(
    source,
    (place) => {
      const found = read(place);
      const { from, to: end } = found.spot;
      const begun = source.text().slice(from, place);
      return { from: Math.min(from, place), to: begun ? end : place, found: fitting(choices(found, now().schema), begun) };
    },
    (place) => {
      const { name, type, about, link } = meaning(place) ?? {};
      return name ? [h('p.signature', {}, h('b', {}, name), type && `: ${type}`), prose(about), link && h('a', { href: to('s', link) }, t('do.definition'))] : null;
    },
  );
  const openSchema = () => {
    const link = meaning(caret())?.link;
    if (link) go('s', link);
    return Boolean(link);
  };
  area.addEventListener('click', ({ altKey }) => altKey && openSchema());

  const picker = h('select', { id: 'operation', ariaLabel: t('operation'), onchange: () => source.goTo(Number(picker.value), false) });
  const launch = h('button.primary', { type: 'button', id: 'run', onclick: runHere });
  const halt = h('button', { type: 'button', id: 'stop', onclick: stop }, `${t('do.stop')} `, h('kbd', {}, 'Esc'));
  const saying = h('p.problems', { role: 'status' });
  const heading = h('h2.visually-hidden', { id: 'query-heading' }, t('query'));

  function runHere() {
    run(operations(source.text(), now().schema, caret()).mine?.name);
  }

  /** Says what will be run, and what else could be. */
  function offer() {
    const { all, mine } = operations(source.text(), now().schema, caret());
    picker.hidden = all.length < 2;
    fill(picker, ...all.slice(0, 100).map((each) => h('option', { value: each.start, selected: each === mine }, titleOf(each))));
    fill(launch, `▶ ${t('do.run')} `, all.length > 1 && `${titleOf(mine)} `, h('kbd', {}, 'Ctrl+Enter'));
  }

  /** What the server thinks of the document, and what it said of the last run, with their places. */
  function problems() {
    const { query: text, answer } = now().tab;
    return [...told, ...(answer?.query === text ? answer.errors : [])]
      .flatMap(({ message, locations }) => (locations ?? []).map((location) => ({ message, place: offset(text, location) })))
      .sort((one, other) => one.place - other.place);
  }
  function show(at = 0) {
    const places = problems().map(({ place }) => place);
    source.mark([...new Set(places)]);
    fill(saying, told.length > 0 && h('button.wrong', { type: 'button', onclick: nextProblem }, t('problems', told.length, told[at]?.message ?? told[0].message), ' ', h('kbd', {}, 'F8')));
  }
  function nextProblem() {
    const all = problems();
    const next = all.find(({ place }) => place > caret()) ?? all[0];
    if (!next) return false;
    source.goTo(next.place);
    show(told.findIndex(({ message }) => message === next.message));
    return true;
  }
  async function check() {
    const { session, tab: { id, query: text, lens } } = now();
    if (!text.trim() || !offers('validateDocument')) return;
    const answer = await ask('Validate', { text }, { lens }).catch(() => null);
    const { session: later, tab } = now();
    if (later !== session || tab.id !== id || tab.query !== text || tab.lens !== lens) return;
    told = answer?.validateDocument ?? [];
    show();
  }

  async function format() {
    const text = source.text();
    const answer = await ask('Format', { text }).catch(() => null);
    const { text: made, errors } = answer?.formatDocument ?? {};
    if (!errors || source.text() !== text) return;
    if (!made) {
      told = errors;
      show();
      return;
    }
    // The caret stays behind as many signs that are no space.
    let signs = text.slice(0, caret()).replace(/\s/g, '').length;
    const end = made.split('').findIndex((sign) => /\S/.test(sign) && (signs -= 1) < 0);
    source.replace(0, text.length, made, end < 0 ? made.length : end);
  }
  const edit = (made) => {
    if (made) source.replace(made.start, made.end, made.text);
    return Boolean(made);
  };
  const isHere = () => document.activeElement === area;
  register(
    { id: 'run', keys: ['Ctrl+Enter'], run: runHere, when: () => area.checkVisibility() },
    { id: 'stop', keys: ['Escape'], run: stop },
    { id: 'complete', keys: ['Ctrl+Space'], run: () => isHere() && popup.open(true) },
    { id: 'docsAtCursor', keys: ['Ctrl+Alt+K'], run: () => popup.explainAt(caret()) },
    { id: 'definition', keys: ['F12'], run: openSchema },
    { id: 'format', keys: ['Alt+Shift+F'], run: () => void format(), when: () => offers('formatDocument') },
    { id: 'comment', keys: ['Ctrl+/'], run: () => isHere() && edit(comment(source.text(), area.selectionStart, caret())) },
    { id: 'fillAll', keys: ['Ctrl+Shift+Enter'], run: () => edit(fillAll(source.text(), read(caret()).spot.set, now().schema)) },
    { id: 'nextProblem', keys: ['F8'], run: nextProblem },
  );

  watch(['tab.id', 'tab.query'], ({ tab }) => source.write(tab.query, tab.id, tab.cursor));
  watch(['tab.query', 'tab.cursor', 'schema'], later(short, offer));
  const checkLater = later(rest, check);
  watch(['tab.id', 'tab.query', 'tab.lens', 'schema'], () => {
    told = [];
    checkLater();
  });
  watch(['tab.id', 'tab.answer'], () => show());
  watch(['tab.status'], ({ tab }) => {
    halt.hidden = tab.status === 'idle';
  });
  const element = h(
    'section.query',
    { 'aria-labelledby': 'query-heading', 'data-region': 'query' },
    h('div.row', {}, heading, launch, picker, halt, leakButton(), sharing()),
    source.element,
    saying,
    variables(),
    popup.element,
  );
  return { element, focus: source.focus, goTo: (location) => source.goTo(offset(source.text(), location)) };
}
