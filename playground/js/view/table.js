// Rows as a table. Only those in view are in the document, so that it bears any number.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { now } from '../core/state.js';
import { button } from './controls.js';
import { plain, sign } from './tree.js';

/** Pixels, as in answer.css. */
const rowHeight = 28;
const margin = 10;
const text = (value) => plain(String(value ?? '–').slice(0, 300));

/** Rows of the list at `path`; `open` shows one in the tree. */
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
  const body = h('tbody');
  const sheet = h('table', { ariaLabel: label, ariaRowCount: rows.length + 1 }, h('colgroup', {}, ...cols), h('thead', {}, head), body);
  const element = h('div.sheet', { tabIndex: 0, role: 'region', ariaLabel: label, onscroll: () => requestAnimationFrame(show) }, sheet);

  function sort(name) {
    const by = sorted[0] === name ? -sorted[1] : 1;
    sorted = [name, by];
    const { compare } = new Intl.Collator(now().language, { numeric: true });
    order.sort((...both) => {
      const [one, other] = both.map((place) => rows[place].get(name) ?? null);
      if (one === null || other === null) return (one === null) - (other === null);
      return by * (typeof one === 'number' ? one - other : compare(one, other));
    });
    heads.forEach((each, place) => {
      each.ariaSort = columns[place] !== name ? null : by > 0 ? 'ascending' : 'descending';
    });
    drawn.clear();
    show();
  }

  function cell(place, column) {
    const value = rows[place].get(column) ?? null;
    // What is hidden may be an object that the cell would have stood in.
    const keys = column.split('.');
    const said = sign(keys.map((_, end) => mark([...path, place, ...keys.slice(0, end + 1)])).find(Boolean), why);
    return h(typeof value === 'number' ? 'td.number' : 'td', { title: text(value) }, said, said && ' ', (value !== null || !said) && text(value));
  }

  function row(index) {
    const place = order[index];
    const go = button(String(place), () => open([...path, place]), { title: t('inTree') });
    return h('tr', { ariaRowIndex: index + 2 }, h('th', { scope: 'row' }, go), ...columns.map((name) => cell(place, name)));
  }

  function space(count) {
    const line = h('tr', { ariaHidden: true });
    line.style.height = `${count * rowHeight}px`;
    return line;
  }

  function show() {
    const first = Math.max(0, Math.floor(element.scrollTop / rowHeight / margin) - 1) * margin;
    const last = Math.min(order.length, first + Math.ceil(element.clientHeight / rowHeight) + 3 * margin);
    if (drawn.keys().next().value === first && drawn.has(last - 1)) return;
    const focus = document.activeElement;
    const isHeld = body.contains(focus);
    const shown = order.slice(first, last).map((_, place) => drawn.get(first + place) ?? row(first + place));
    drawn.clear();
    shown.forEach((line, place) => drawn.set(first + place, line));
    fill(body, space(first), ...shown, space(order.length - last));
    if (isHeld) (focus.isConnected ? focus : element).focus({ preventScroll: true });
  }
  new ResizeObserver(show).observe(element);
  return element;
}
