// What came back: the errors first, each a way to its place in the document, then the data.
import { fill, h } from '../core/dom.js';
import { number, t } from '../core/i18n.js';
import { change, watch } from '../core/state.js';
import { lexJSON } from '../gql/lex.js';
import { rows } from '../gql/rows.js';
import { paint } from '../view/highlight.js';
import { table } from '../view/table.js';

/** Above this many characters colour costs more than it gives. */
const colourLimit = 200_000;
/** Signs that turn the direction of what follows: written out, they cannot make a word look like another. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const shapes = ['tree', 'table', 'raw'];

/** @param {(location: {line: number, column: number}) => void} goTo */
export function result(goTo) {
  const heading = h('h2.grow', { id: 'result-heading' });
  const tabs = shapes.map((shape) =>
    h('button', { type: 'button', 'data-shape': shape, onclick: () => change('tabChanged', { shape }) }),
  );
  const group = h('div.tabs', { role: 'group' }, ...tabs);
  const status = h('p.status.quiet', { role: 'status' });
  const errors = h('ul.errors');
  const text = h('pre.answer', { tabIndex: 0, role: 'region' });
  const sheet = h('div.sheet', { tabIndex: 0, role: 'region' });

  watch(['tab.answer', 'language', 'tab.status'], ({ tab }) => {
    fill(status, ...summary(tab.answer, tab.status === 'running'));
  });
  watch(['tab.answer', 'language'], ({ tab: { answer } }) => {
    fill(errors, ...(answer?.errors ?? []).map((error) => h('li', {}, mistake(error, goTo))));
  });
  watch(['tab.answer', 'tab.shape', 'language'], ({ tab: { answer, shape } }) => {
    fill(heading, t('result'));
    group.setAttribute('aria-label', t('shape'));
    for (const tab of tabs) {
      fill(tab, t(`shape.${tab.dataset.shape}`));
      tab.setAttribute('aria-pressed', String(tab.dataset.shape === shape));
    }
    for (const region of [text, sheet]) region.setAttribute('aria-label', t(`shape.${shape}`));
    const isTable = shape === 'table';
    sheet.hidden = !isTable;
    text.hidden = isTable;
    fill(sheet, ...(isTable && answer ? [table(rows(answer.json?.data))] : []));
    fill(text, ...(answer && !isTable ? [written(answer, shape)] : []));
    const length = text.textContent.length;
    paint(text, length > 0 && length <= colourLimit ? lexJSON(text.textContent) : []);
  });
  const element = h(
    'section.result-panel',
    { 'aria-labelledby': 'result-heading', 'data-region': 'result' },
    h('div.row', {}, heading, group),
    status,
    errors,
    text,
    sheet,
  );
  // On a phone the answer comes below what can be seen.
  watch(['tab.answer'], ({ tab: { answer } }) => {
    if (answer && matchMedia('(max-width: 62rem)').matches) element.scrollIntoView();
  });
  return element;
}

/** The errors stand above, so that the data alone are the data. */
function written({ json, text }, shape) {
  if (json === null || shape === 'raw') return text;
  if (json.data === undefined) return '';
  return JSON.stringify(json.data, null, 2).replace(turning, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`);
}

function summary(answer, isRunning) {
  if (isRunning) return [t('running')];
  if (!answer) return [t('nothingYet')];
  if (answer.status === 0) return [];
  const good = answer.status < 400 && answer.errors.length === 0;
  return [
    h(good ? 'b' : 'b.wrong', {}, `HTTP ${answer.status}`),
    ` · ${number(answer.milliseconds, 1)} ms · ${t('bytes', number(answer.bytes))}`,
  ];
}

function mistake(error, goTo) {
  const location = error.locations?.[0];
  const details = [
    location && t('place', location.line, location.column),
    error.path && error.path.join('.'),
    error.extensions?.code,
  ].filter(Boolean);
  const content = [String(error.message), details.length > 0 && h('small', {}, details.join(' · '))];
  if (!location) return h('div', {}, ...content);
  return h('button', { type: 'button', title: t('goTo'), onclick: () => goTo(location) }, ...content);
}
