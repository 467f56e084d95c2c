// Data as a tree that folds. What was never open is not in the document, so that it bears any size.
import { h } from '../core/dom.js';
import { number, t } from '../core/i18n.js';
import { press } from './take.js';

/** There a text is cut; and a list folds into parts of so many. */
const longText = 600;
const longList = 100;

/** A text with the signs written out that turn the direction, and so make a word look like another. */
export const plain = (text) =>
  text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`);

/** What a mark says: `why` opens the explanation of what is hidden. */
export function sign(mark, why) {
  if (mark?.error) return h('span.wrong', {}, `! ${mark.error.message}`);
  const count = mark?.hidden.length;
  if (!count) return null;
  const open = (event) => why(mark.hidden, event.currentTarget);
  return press(t('hidden') + (count > 1 ? ` ×${count}` : ''), open, { className: 'hidden', title: mark.hidden[0].text });
}

/** A value that holds no others. */
function leaf(value, load) {
  if (typeof value !== 'string') return h(`span.${value === null ? 'null' : typeof value}`, {}, String(value));
  if (/^\/attachments\/[\w-]+$/.test(value)) return press(`⭳ ${value}`, (event) => load(value, event.currentTarget));
  const text = plain(JSON.stringify(value));
  const element = h('span.string', {}, text.slice(0, longText));
  if (text.length > longText) {
    element.append('… ', press(t('showAll', number(value.length)), () => {
      element.textContent = text;
    }));
  }
  return element;
}

/** `mark` says of a path what is to be said, `why` explains it, `load` fetches a file, `attend` hears what has the focus. */
export function tree(data, { label, mark, why, load, attend }) {
  const nodes = new WeakMap();
  /** About how many lines are open at first. */
  let room = 300;

  function lines(entries, path) {
    if (entries.length <= longList) return entries.map(([key, value]) => node(key, value, [...path, key]));
    return Array.from({ length: Math.ceil(entries.length / longList) }, (_, place) => {
      const part = entries.slice(place * longList, (place + 1) * longList);
      return line({ path, entries: part, value: part }, h('i', {}, `[${part[0][0]} … ${part.at(-1)[0]}]`));
    });
  }

  function node(key, value, path) {
    const list = Array.isArray(value);
    const entries = list ? [...value.entries()] : typeof value === 'string' ? [] : Object.entries(value ?? {});
    const said = sign(mark(path), why);
    const isBranch = typeof value === 'object' && value !== null;
    const shown = isBranch ? h('i', {}, list ? `[${value.length}] ` : '{} ') : !(said && value === null) && leaf(value, load);
    return line({ key, path, entries, value }, h('b', {}, `${key}: `), shown, said);
  }

  function line(record, ...content) {
    const item = h('li', { role: 'treeitem', tabIndex: -1 }, h('div', {}, ...content));
    for (const button of item.querySelectorAll('button')) button.tabIndex = -1;
    nodes.set(item, record);
    fold(item, room > 0);
    return item;
  }

  function fold(item, isOpen) {
    const { entries, path } = nodes.get(item);
    if (entries.length === 0) return;
    item.ariaExpanded = isOpen;
    if (!isOpen || item.lastChild.localName === 'ul') return;
    room -= Math.min(entries.length, longList);
    item.append(h('ul', { role: 'group' }, ...lines(entries, path)));
  }
  const toggle = (item) => fold(item, item.ariaExpanded !== 'true');

  function onclick({ target }) {
    const item = target.closest('li');
    if (!item || target.closest('button')) return;
    item.focus();
    if (getSelection().isCollapsed) toggle(item);
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

  function reveal(path) {
    let list = element;
    let item = null;
    for (let depth = 0; depth < path.length && list.localName === 'ul'; list = item.lastChild) {
      const next = [...list.children].find((each) => {
        const { key, entries } = nodes.get(each);
        return key === undefined ? entries.some(([name]) => name === path[depth]) : key === path[depth];
      });
      if (!next) break;
      item = next;
      fold(item, true);
      if (nodes.get(item).key !== undefined) depth += 1;
    }
    item?.focus();
    item?.firstChild.scrollIntoView({ block: 'center' });
  }

  const element = h('ul.tree', { role: 'tree', 'aria-label': label, onclick, onkeydown, onfocusin }, ...lines(Object.entries(data), []));
  if (element.firstChild) element.firstChild.tabIndex = 0;
  return { element, reveal };
}
