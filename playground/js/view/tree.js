// Data as a tree that folds. What was never open is not in the document, so that it bears any size.
import { h, turning } from '../core/dom.js';
import { number, t } from '../core/i18n.js';
import { button } from './controls.js';

/** There a text is cut; and a list folds into parts of so many. */
const longText = 600;
const longList = 100;

/** A text with the signs written out that turn the direction, and so make a word look like another. */
export const plain = (text) =>
  text.replace(turning, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What a mark says: `why` opens the explanation of what is hidden. */
export function sign(mark, why) {
  if (mark?.error) return h('span.wrong', {}, `! ${plain(String(mark.error.message).slice(0, longText))}`);
  const count = mark?.hidden.length;
  if (!count) return null;
  const onclick = (event) => why(mark.hidden, event.currentTarget);
  return button(t('hidden') + (count > 1 ? ` ×${count}` : ''), onclick, { className: 'hidden', title: mark.hidden[0].text });
}

/** A value that holds no others. */
function leaf(value, load) {
  if (typeof value !== 'string') return h(`span.${value === null ? 'null' : 'number'}`, {}, String(value));
  if (/^\/attachments\/[\w-]+$/.test(value)) return button(`↓ ${value}`, (event) => load(value, event.currentTarget));
  const text = plain(JSON.stringify(value));
  const element = h('span.string', {}, text.slice(0, longText));
  const whole = () => {
    element.textContent = text;
  };
  if (text.length > longText) element.append('… ', button(t('showAll', number(value.length)), whole));
  return element;
}

/** `mark` says of a path what is to be said, `why` explains it, `load` fetches a file, `attend` hears what has the focus. */
export function tree(data, { label, mark, why, load, attend }) {
  const nodes = new WeakMap();
  const items = new Map();
  /** About how many lines are open at first. */
  let room = 300;

  function line(record, ...content) {
    const item = h('li', { role: 'treeitem', tabIndex: -1 }, h('div', {}, ...content));
    for (const button of item.querySelectorAll('button')) button.tabIndex = -1;
    nodes.set(item, record);
    fold(item, room > 0);
    return item;
  }

  function node([key, value], above) {
    const path = [...above, key];
    const isBranch = typeof value === 'object' && value !== null;
    const isList = Array.isArray(value);
    const said = sign(mark(path), why);
    const shown = isBranch ? h('i', {}, isList ? `[${value.length}] ` : '{} ') : !(said && value === null) && leaf(value, load);
    const entries = isList ? [...value.entries()] : isBranch ? Object.entries(value) : [];
    const item = line({ path, value, entries }, h('b', {}, `${key}: `), shown, said);
    items.set(path.join(), item);
    return item;
  }

  function lines({ entries, path }) {
    if (entries.length <= longList) return entries.map((entry) => node(entry, path));
    return Array.from({ length: Math.ceil(entries.length / longList) }, (_, place) => {
      const part = entries.slice(place * longList, (place + 1) * longList);
      return line({ path, value: part, entries: part }, h('i', {}, `[${part[0][0]} … ${part.at(-1)[0]}]`));
    });
  }

  function fold(item, isOpen) {
    const record = nodes.get(item);
    if (record.entries.length === 0) return;
    item.ariaExpanded = isOpen;
    if (!isOpen || item.lastChild.localName === 'ul') return;
    room -= Math.min(record.entries.length, longList);
    item.append(h('ul', { role: 'group' }, ...lines(record)));
  }

  function onclick({ target }) {
    const item = target.closest('li');
    if (!item || target.closest('button')) return;
    item.focus();
    if (getSelection().isCollapsed) fold(item, item.ariaExpanded !== 'true');
  }

  function onfocusin({ target }) {
    const item = target.closest('li');
    element.querySelector('[tabindex="0"]').tabIndex = -1;
    item.tabIndex = 0;
    attend?.(nodes.get(item));
  }

  function onkeydown(event) {
    const item = event.target;
    const all = [...element.querySelectorAll('li:not([aria-expanded=false] li)')];
    const here = all.indexOf(item);
    const isOpen = item.ariaExpanded === 'true';
    const act = {
      ArrowDown: () => all[here + 1],
      ArrowUp: () => all[here - 1],
      Home: () => all[0],
      End: () => all.at(-1),
      ArrowRight: () => (isOpen ? all[here + 1] : fold(item, true)),
      ArrowLeft: () => (isOpen ? fold(item, false) : item.parentElement.closest('li')),
      Enter: () => (item.firstChild.querySelector('button') ?? item.firstChild).click(),
    }[event.key];
    if (!act || here < 0 || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    act()?.focus();
  }

  /** Opens the way to a place, as far as there is one. */
  function reveal(path) {
    let item = null;
    path.forEach((key, depth) => {
      const part = item?.lastChild.children[Math.floor(key / longList)];
      const at = path.slice(0, depth + 1).join();
      if (!items.has(at) && nodes.has(part)) fold(part, true);
      item = items.get(at) ?? item;
      if (item) fold(item, true);
    });
    item?.focus();
    item?.firstChild.scrollIntoView({ block: 'center' });
  }

  const element = h('ul.tree', { role: 'tree', ariaLabel: label, onclick, onkeydown, onfocusin }, ...lines({ entries: Object.entries(data), path: [] }));
  if (element.firstChild) element.firstChild.tabIndex = 0;
  return { element, reveal };
}
