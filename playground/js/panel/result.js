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
import { paint } from '../view/highlight.js';
import { table } from '../view/table.js';
import { copier, press, save } from '../view/take.js';
import { tree } from '../view/tree.js';
import { live } from './live.js';
import { plan } from './plan.js';
import { whyCard } from './whycard.js';

/** More characters of a text than that cost more than they give. */
const textLimit = 200_000;

/** The shapes of an answer: what shows it, and what can be done with it. */
const shapes = {
  tree: (answer, options) => (answer.events ? live(options) : answer.json?.data ? data(answer, options) : text('')),
  table: sheets,
  plan: ({ explain }) => (explain?.levels ? { element: plan(explain) } : text('')),
  raw: (answer) => text(answer.events?.map((event) => event.text).join('\n') ?? answer.text),
  http: (answer) => text(exchange(answer)),
};

/** @param {(location: {line: number, column: number}) => void} goTo */
export function result(goTo) {
  const heading = h('h2.grow', { id: 'result-heading' });
  const buttons = Object.keys(shapes).map((shape) => press('', () => change('tabChanged', { shape }), { 'data-shape': shape }));
  const group = h('div.tabs', { role: 'group' }, ...buttons);
  const status = h('p.status.quiet', { role: 'status' });
  const errors = h('ul.errors');
  const body = h('div.body');
  const card = whyCard();
  /** The shapes of the answer that were looked at, each as it was left. */
  let made = {};

  function reveal(path) {
    change('tabChanged', { shape: 'tree' });
    made.tree.reveal?.(path);
  }
  watch(['tab.answer', 'language', 'tab.status'], ({ tab }) => fill(status, ...summary(tab)));
  watch(['tab.answer', 'language'], ({ tab: { answer } }) => {
    fill(errors, ...(answer?.errors ?? []).map((error) => h('li', {}, ...mistake(error, goTo, reveal))));
  });
  watch(['tab.answer', 'tab.shape', 'language', 'person'], (state) => {
    const { tab: { answer, shape: wanted }, language } = state;
    const shape = wanted === 'plan' && !isAdministrator(state) ? 'tree' : wanted;
    fill(heading, t('result'));
    group.ariaLabel = t('shape');
    for (const button of buttons) {
      const own = button.dataset.shape;
      fill(button, t(`shape.${own}`));
      button.hidden = own === 'plan' && !isAdministrator(state);
      button.ariaPressed = own === shape;
    }
    // A stream's answer is another one at each event.
    const key = [answer?.at, language, answer?.status, answer?.events && shape !== 'tree' && answer.bytes].join();
    if (key !== made.key) {
      made = { key };
      card.close();
    }
    if (!answer) return fill(body);
    made[shape] ??= shapes[shape](answer, {
      label: t('shape.tree'),
      mark: marks(answer),
      why: (entries, from) => card.open(answer, entries, from),
      load: (url, button) => download(url, button, answer),
      open: reveal,
    });
    const { element, tools, update } = made[shape];
    update?.(answer);
    if (element.parentElement !== body) fill(body, tools && h('div.row.tools', {}, ...tools), element);
  });
  register({
    id: 'why',
    keys: ['Alt+Y'],
    when: () => body.contains(document.activeElement),
    run: () => document.activeElement.querySelector(':scope > div button.hidden')?.click() ?? false,
  });
  const element = h(
    'section.result-panel',
    { 'aria-labelledby': 'result-heading', 'data-region': 'result' },
    h('div.row', {}, heading, group),
    status,
    errors,
    body,
    card.element,
  );
  // On a phone the answer comes below what can be seen.
  let last = '';
  watch(['tab.answer'], ({ tab: { answer } }) => {
    if (answer && answer.at !== last && matchMedia('(max-width: 62rem)').matches) element.scrollIntoView();
    last = answer?.at;
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
  const names = found.map(({ path, value }, place) => h('option', { value: place }, `${written(path)}: ${t('rows', number(value.length))}`));
  const which = h('select', { 'aria-label': t('shape.table'), onchange: choose }, ...names);
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
  return { element, tools: [which, press('CSV', () => save(`${name}csv`, separated())), press('JSON', () => save(`${name}json`, whole))] };
}

function text(content) {
  const shown = content.slice(0, textLimit);
  const element = h('pre.answer', { tabIndex: 0, role: 'region', ariaLabel: t('result') }, shown, shown !== content && '…');
  paint(element, lexJSON(shown));
  return { element, tools: content && [copier(t('copy'), () => content)] };
}

/** What was sent, but for secrets, and what came. */
function exchange({ query, operation, variables, sent, status, headers }) {
  const lines = (list) => list.map(([name, value]) => `${name}: ${/auth|cookie|token|secret|key$/i.test(name) ? '•••' : value}`);
  const asked = JSON.stringify({ query, variables: variables || undefined, operationName: operation || undefined }, null, 2);
  return ['POST /graphql', ...lines(sent), '', asked, '', `HTTP ${status}`, ...lines(headers)].join('\n');
}

function summary({ answer, status, files }) {
  if (status === 'running') {
    const sizes = Object.values(files).flat().map(({ size }) => size);
    return [sizes.length > 0 ? t('sending', sizes.length, number(sizes.reduce((sum, size) => sum + size))) : t('running')];
  }
  if (!answer) return [t('nothingYet')];
  if (answer.status === 0) return [];
  const { explain, events, lens } = answer;
  const more = explain?.truncated ? '+' : '';
  const parts = [
    status === 'listening' && t('listening'),
    events ? t('events', number(events.length)) : `${number(answer.milliseconds, 1)} ms`,
    t('bytes', number(answer.bytes)),
    explain?.operations && `${number(explain.operations.reduce((sum, { runs }) => sum + runs, 0))}${more} SQL`,
    explain?.hidden && t('hiddenCount', number(explain.hidden.filter(({ read }) => !read).length) + more),
    explain?.requestId,
    lens && t('as', lens.name),
  ];
  const isGood = answer.status < 400 && answer.errors.length === 0;
  return [h(isGood ? 'b' : 'b.wrong', {}, `HTTP ${answer.status}`), ...parts.filter(Boolean).map((part) => ` · ${part}`)];
}

function mistake({ message, locations, path, extensions }, goTo, reveal) {
  const location = locations?.[0];
  const details = [location && t('place', location.line, location.column), extensions?.code].filter(Boolean).join(' · ');
  const content = [String(message), details && h('small', {}, details)];
  return [
    location ? h('button', { type: 'button', title: t('goTo'), onclick: () => goTo(location) }, ...content) : h('div', {}, ...content),
    path && press(written(path), () => reveal(path), { className: 'path', title: t('inTree') }),
  ];
}

/** Fetches a file with the session's token, which never stands in an address, and saves it. */
async function download(url, button, { lens }) {
  const response = await fetch(new URL(`..${url}`, document.baseURI), { headers: headersFor({ lens }), credentials: 'omit', redirect: 'error' });
  if (!response.ok) return button.append(` HTTP ${response.status}`);
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition'))?.[1];
  return save(decodeURIComponent(name ?? url.slice(13)), await response.blob());
}
