// What came back: how it went, the errors, and the data in the shape that is wanted.
import { headersFor } from '../core/api.js';
import { register } from '../core/commands.js';
import { fill, h } from '../core/dom.js';
import { number, t } from '../core/i18n.js';
import { change, isAdministrator, now, watch } from '../core/state.js';
import { csv } from '../gql/csv.js';
import { lexJSON } from '../gql/lex.js';
import { marks, written } from '../gql/marks.js';
import { lists, rows } from '../gql/rows.js';
import { button } from '../view/controls.js';
import { paint } from '../view/highlight.js';
import { table } from '../view/table.js';
import { copier, save } from '../view/take.js';
import { plain, tree } from '../view/tree.js';
import { live } from './live.js';
import { plan } from './plan.js';
import { whyCard } from './whycard.js';

/** More characters of a text than that cost more than they give. */
const textLimit = 200_000;
const messageLimit = 2000;

/** The shapes of an answer: what shows it, and what can be done with it. */
const shapes = {
  tree: (answer, options) => (answer.events ? live(options) : answer.json?.data ? data(answer, options) : text(answer.json ? '' : answer.text)),
  table: sheets,
  plan: ({ explain }) => ({ element: explain?.levels ? plan(explain) : h('p.quiet', {}, t('noPlan')) }),
  raw: (answer) => text(answer.events?.map((event) => event.text).join('\n') ?? answer.text),
  http: (answer) => text(exchange(answer)),
};

/** @param {(location: {line: number, column: number}) => void} goTo */
export function result(goTo) {
  const heading = h('h2.grow', { id: 'result-heading' }, t('result'));
  const buttons = Object.keys(shapes).map((shape) => button(t(`shape.${shape}`), () => change('tabChanged', { shape }), { 'data-shape': shape }));
  const group = h('div.tabs', { role: 'group', ariaLabel: t('shape') }, ...buttons);
  const status = h('p.status.quiet', { role: 'status' });
  const errors = h('ul.errors');
  const body = h('div.body');
  const card = whyCard();
  const element = h(
    'section.result-panel',
    { onkeydown: card.onkeydown, 'aria-labelledby': 'result-heading', 'data-region': 'result' },
    h('div.row', {}, heading, group), status, errors, body, card.element,
  );
  /** The shapes of the answer that were looked at, each as it was left. */
  let made = {};

  function open(path) {
    change('tabChanged', { shape: 'tree' });
    made.tree.reveal?.(path);
  }
  watch(['tab.answer', 'tab.lens.code', 'tab.status'], ({ tab }) => fill(status, ...summary(tab)));
  watch(['tab.answer', 'tab.shape', 'person'], (state) => {
    const { tab: { answer, shape: wanted } } = state;
    const isPlain = !isAdministrator(state);
    // A link may name anything.
    const shape = !Object.hasOwn(shapes, wanted) || (wanted === 'plan' && isPlain) ? 'tree' : wanted;
    for (const each of buttons) {
      const own = each.dataset.shape;
      each.hidden = own === 'plan' && isPlain;
      each.ariaPressed = own === shape;
    }
    fill(errors, ...(answer?.errors ?? []).map((error) => mistake(error, goTo, open)));
    const of = answer?.events ? answer.at : answer;
    const isNew = of !== made.of;
    if (isNew) {
      made = { of };
      card.close();
    }
    if (!answer) return fill(body);
    if (answer.events && shape !== 'tree') made[shape] = null;
    made[shape] ??= shapes[shape](answer, {
      open,
      label: t('shape.tree'),
      mark: marks(answer),
      why: (entries, from) => card.open(answer, entries, from),
      load: (url, button) => download(url, button, answer),
    });
    const { element: shown, tools, update } = made[shape];
    update?.(answer);
    if (shown.parentElement !== body) fill(body, tools && h('div.row.tools', {}, ...tools), shown);
    // On a phone the answer comes below what can be seen, and can be scrolled to once it is there.
    if (isNew && matchMedia('(max-width: 62rem)').matches) element.scrollIntoView();
  });
  register({
    id: 'why',
    keys: ['Alt+Y'],
    when: () => body.contains(document.activeElement),
    run: () => document.activeElement.querySelector(':scope > div button.hidden')?.click() ?? false,
  });
  return element;
}

function data({ json }, options) {
  const place = h('code.grow');
  let here = { path: [], value: json.data };
  const attend = (node) => {
    here = node;
    fill(place, written(node.path));
  };
  const value = () => (typeof here.value === 'string' ? here.value : JSON.stringify(here.value, null, 2));
  return { ...tree(json.data, { ...options, attend }), tools: [place, copier(t('copyPath'), () => written(here.path)), copier(t('copyValue'), value)] };
}

function sheets({ json, text: whole, operation, at }, options) {
  const found = lists(json?.data);
  if (found.length === 0) return { element: h('p.quiet', {}, t('noTable')) };
  const names = found.map(({ path, value }, place) => h('option', { value: place }, `${written(path)} · ${t('rows', number(value.length))}`));
  const which = h('select', { ariaLabel: t('shape.table'), onchange: choose }, ...names);
  const element = h('div.body');
  let chosen = null;
  function choose() {
    const { path, value } = found[which.value];
    chosen = rows(value);
    fill(element, table({ ...options, ...chosen, path, label: written(path) }));
  }
  choose();
  const name = `${operation || 'guiche'}-${at.slice(0, 10)}.`;
  const separated = () => csv(chosen.columns, chosen.rows, now().language === 'en' ? ',' : ';');
  return { element, tools: [which, button('CSV', () => save(`${name}csv`, separated())), button('JSON', () => save(`${name}json`, whole))] };
}

function text(content) {
  const shown = content.slice(0, textLimit);
  const element = h('pre.answer', { tabIndex: 0, role: 'region', ariaLabel: t('shape.raw') }, shown, shown !== content && '…');
  paint(element, lexJSON(shown));
  return { element, tools: content && [copier(t('copy'), () => content)] };
}

/** What was sent, but for secrets, and what came. */
function exchange({ query, operation, variables, sent, status, headers, explain, events }) {
  const own = [['Accept', events ? 'text/event-stream' : 'application/graphql-response+json, application/json;q=0.9']];
  if (explain) own.push(['X-GraphQL-Explain', 'plan,sql,rules']);
  const isSecret = (name) => /auth|cookie|secret|key$/i.test(name)
    || /token/i.test(name);
  const lines = (list) => list.map(([name, value]) => `${name}: ${isSecret(name) ? '•••' : value}`);
  const asked = JSON.stringify({ query, variables: variables || undefined, operationName: operation || undefined }, null, 2);
  return ['POST /graphql', ...lines(own), ...lines(sent), '', asked, '', `HTTP ${status}`, ...lines(headers)].join('\n');
}

function summary({ answer, status, files, lens: on }) {
  const sizes = Object.values(files).flat().map(({ size }) => size);
  if (status === 'running') return [sizes[0] === undefined ? t('running') : t('sending', sizes.length, number(sizes.reduce((sum, size) => sum + size)))];
  if (!answer?.status) return [!answer && t('nothingYet')];
  const { explain, events, lens } = answer;
  const more = explain?.truncated ? '+' : '';
  const parts = [
    status === 'listening' && t('listening'),
    events ? t('events', number(events.length)) : `${number(answer.milliseconds, 1)} ms`,
    t('bytes', number(answer.bytes)),
    explain?.operations && `${number(explain.operations.reduce((sum, { runs }) => sum + runs, 0))}${more} SQL`,
    explain?.hidden && t('hiddenCount', number(explain.hidden.filter(({ read }) => !read).length) + more),
    explain?.requestId,
    (lens || on) && t('as', lens?.name ?? t('lens.me')),
  ];
  const isOther = lens?.code !== on?.code;
  const isGood = answer.status < 400 && answer.errors.length === 0;
  return [h(isGood ? 'b' : 'b.wrong', {}, `HTTP ${answer.status}`), ...parts.filter(Boolean).map((part) => ` · ${part}`), isOther && h('b.wrong', {}, ` · ${t('otherLens')}`)];
}

function mistake({ message, locations, path, extensions }, goTo, open) {
  const words = plain(String(message).slice(0, messageLimit));
  const place = locations?.[0];
  const details = [place && t('place', place.line, place.column), extensions?.code].filter(Boolean).join(' · ');
  const main = place ? button(words, () => goTo(place), { title: t('goTo') }) : h('div', {}, words);
  main.append(h('small', {}, details));
  return h('li', {}, main, path && button(written(path), () => open(path), { className: 'path', title: t('inTree') }));
}

/** Fetches a file with the session's token, which never stands in an address, and saves it. */
async function download(url, button, { lens }) {
  try {
    const response = await fetch(new URL(`..${url}`, document.baseURI), { headers: headersFor({ lens }), credentials: 'omit', redirect: 'error' });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition'))?.[1];
    save(decodeURIComponent(name ?? url.slice(13)), await response.blob());
  } catch ({ message }) {
    button.append(` ${message}`);
  }
}
