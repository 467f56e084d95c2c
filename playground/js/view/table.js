// Rows as a table. Only those in view are in the document, so that it bears any number.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { now } from '../core/state.js';
import { button } from './controls.js';
import { plain, sign } from './tree.js';

/** Pixels, as in answer.css. */
const rowHeight = 28;
const margin = 10;
/** From so many rows the widths of the columns are taken. */
const sample = 200;

const text = (value) => plain(String(value ?? '–').slice(0, 300));

/**
 * @param {Object} options
 * @param {Array<string | number>} options.path where the list stands
 * @param {string[]} options.columns
 * @param {Array<Map<string, unknown>>} options.rows
 * @param {string} options.label
 * @param {(path: Array<string | number>) => Object | undefined} options.mark
 * @param {(entries: Object[], from: Element) => void} options.why
 * @param {(path: Array<string | number>) => void} options.open shows a row in the tree
 */
export function table({ path, columns, rows, label, mark, why, open }) {
  const drawn = new Map();
  let order = [...rows.keys()];
  let sorted = [];
  const heads = columns.map((name) => h('th', { scope: 'col' }, button(name, () => sort(name))));
  const head = h('tr', { ariaRowIndex: 1 }, h('th', { scope: 'col' }, '#'), ...heads);
  const cols = ['', ...columns].map((name) => {
    const col = h('col');
    const lengths = rows.slice(0, 200).map((row) => text(row.get(name)).length);
    col.style.width = `${name ? Math.min(Math.max(name.length + 1, 7, ...lengths) + 4, 36) : 7}ch`;
    return col;
  });
  const head = h('tr', { 'aria-rowindex': 1 }, h('th', { scope: 'col' }, '#'), ...heads);
  const sheet = h('table', { 'aria-label': label, 'aria-rowcount': rows.length + 1 }, h('colgroup', {}, ...cols), h('thead', {}, head), body);
  const element = h('div.sheet', { tabIndex: 0, role: 'region', 'aria-label': label, onscroll: () => requestAnimationFrame(show) }, sheet);

  function sort(name) {
    const by = sorted.column === name ? [1, -1, 0][[0, 1, -1].indexOf(sorted.by)] : 1;
    const { compare } = new Intl.Collator(now().language, { numeric: true });
    const isEmpty = (value) => value === null || value === undefined;
    const against = (one, other) => {
      if (isEmpty(one) || isEmpty(other)) return isEmpty(one) - isEmpty(other);
      return by * (typeof one === 'number' && typeof other === 'number' ? one - other : compare(one, other));
    };
    sorted = { column: name, by };
    order = rows.map((_, place) => place);
    if (by) order.sort((one, other) => against(rows[one].get(name), rows[other].get(name)));
    heads.forEach((each, place) => {
      if (by && columns[place] === name) each.setAttribute('aria-sort', by > 0 ? 'ascending' : 'descending');
      else each.removeAttribute('aria-sort');
    });
    drawn.clear();
    show();
  }

  /** What is said of a cell, or of what it would have stood in. */
  function signOf(place, column) {
    const keys = column.split('.');
    const found = keys.map((_, end) => mark([...path, place, ...keys.slice(0, end + 1)])).find(Boolean);
    return sign(found, why);
  }

  function row(index) {
    const place = order[index];
    const go = button(String(place), () => open([...path, place]), { title: t('inTree') });
    return h('tr', { ariaRowIndex: index + 2 }, h('th', { scope: 'row' }, go), ...columns.map((name) => cell(place, name)));
  }

  const drawn = new Map();
  const space = (count) => {
    const line = h('tr', { 'aria-hidden': 'true' });
    line.style.height = `${count * rowHeight}px`;
    return line;
  };
  function show() {
    const first = Math.max(0, Math.floor(element.scrollTop / rowHeight / margin) - 1) * margin;
    const last = Math.min(order.length, first + Math.ceil(element.clientHeight / rowHeight) + 3 * margin);
    if (drawn.keys().next().value === first && drawn.has(last - 1)) return;
    const focus = document.activeElement;
    const held = body.contains(focus);
    for (const index of drawn.keys()) if (index < first || index >= last) drawn.delete(index);
    for (let index = first; index < last; index += 1) if (!drawn.has(index)) drawn.set(index, row(index));
    const shown = [...drawn].sort(([one], [other]) => one - other).map(([, line]) => line);
    fill(body, space(first), ...shown, space(order.length - last));
    if (held) (focus.isConnected ? focus : element).focus({ preventScroll: true });
  }
  new ResizeObserver(show).observe(element);
  return element;
}
