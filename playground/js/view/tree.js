// Data as a tree that folds. What was never open is not in the document, so that it bears any size.
import { h, turning } from '../core/dom.js';
import { number, t } from '../core/i18n.js';
import { button } from './controls.js';

/** Signs that turn the direction of what follows: written out, they cannot make a word look like another. */
const turning = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
/** How long a text may be before it is cut, and a list before it folds into parts of that length. */
const longText = 600;
const longList = 100;

/** A text with the signs written out that turn the direction, and so make a word look like another. */
export const plain = (text) =>
  text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

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
  if (text.length <= longText) return element;
  const whole = (event) => {
    event.currentTarget.remove();
    element.textContent = text;
  };
  if (text.length > longText) element.append('… ', button(t('showAll', number(value.length)), whole));
  return element;
}

/**
 * @param {Object} data
 * @param {Object} options
 * @param {string} options.label
 * @param {(path: Array<string | number>) => Object | undefined} options.mark
 * @param {(entries: Object[], from: Element) => void} options.why
 * @param {(url: string, button: Element) => void} options.load fetches a file
 * @param {(node: {path: Array<string | number>, value: unknown}) => void} [options.attend] what has the focus
 * @returns {{element: HTMLElement, reveal: (path: Array<string | number>) => void}}
 */
export function tree(data, { label, mark, why, load, attend }) {
  const nodes = new WeakMap();
  /** About how many lines are open at first. */
  let room = 300;
  const element = h('ul.tree', { role: 'tree', 'aria-label': label, onclick: clicked, onkeydown: pressed, onfocusin: focused });

  function lines(entries, path) {
    if (entries.length <= longList) return entries.map(([key, value]) => node(key, value, [...path, key]));
    return Array.from({ length: Math.ceil(entries.length / longList) }, (_, place) => {
      const part = entries.slice(place * longList, (place + 1) * longList);
      return line({ path, entries: part, value: part.map(([, value]) => value) }, h('i', {}, `[${part[0][0]} … ${part.at(-1)[0]}]`));
    });
  }

  function node(key, value, path) {
    const isBranch = typeof value === 'object' && value !== null;
    const entries = !isBranch ? [] : Array.isArray(value) ? value.map((each, place) => [place, each]) : Object.entries(value);
    const marked = sign(mark(path), why);
    const shown = isBranch ? h('i', {}, Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`) : (marked === null || value !== null) && leaf(value, load);
    return line({ key, path, entries, value }, h('b', {}, `${key}: `), shown, marked && ' ', marked);
  }

  function line(record, ...content) {
    const item = h('li', { role: 'treeitem', tabIndex: -1 }, h('div', {}, ...content));
    for (const button of item.querySelectorAll('button')) button.tabIndex = -1;
    nodes.set(item, record);
    if (record.entries.length > 0) fold(item, room > 0);
    return item;
  }

  function fold(item, isOpen) {
    const { entries, path } = nodes.get(item);
    item.setAttribute('aria-expanded', isOpen);
    if (!isOpen || item.lastChild.localName === 'ul') return;
    room -= Math.min(entries.length, longList);
    item.append(h('ul', { role: 'group' }, ...lines(entries, path)));
  }

  const isFolded = (item) => item.getAttribute('aria-expanded') === 'false';
  const toggle = (item) => item.ariaExpanded !== null && fold(item, isFolded(item));

  function clicked({ target }) {
    const item = target.closest('li');
    if (!item || target.closest('button')) return;
    item.focus();
    if (getSelection().isCollapsed) toggle(item);
  }

  function focused({ target }) {
    const item = target.closest('li');
    element.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1');
    item.tabIndex = 0;
    attend?.(nodes.get(item));
  }

  /** The keys of a tree, as ARIA's practices have them. */
  function pressed(event) {
    const item = event.target;
    if (item.localName !== 'li' || event.altKey || event.ctrlKey || event.metaKey) return;
    const shown = () => [...element.querySelectorAll('li:not([aria-expanded=false] li)')];
    const step = (by) => shown()[shown().indexOf(item) + by];
    const act = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Home: () => shown()[0],
      End: () => shown().at(-1),
      ArrowRight: () => (isFolded(item) ? toggle(item) : item.querySelector('li')),
      ArrowLeft: () => (item.ariaExpanded === 'true' ? toggle(item) : item.parentElement.closest('li')),
      Enter: () => item.firstChild.querySelector('button')?.click() ?? toggle(item),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act()?.focus?.();
  }

  function reveal(path) {
    const named = (list, key) => [...list.children].find((item) => nodes.get(item).key === key);
    let [list, item] = [element, null];
    for (const key of path) {
      let next = named(list, key);
      if (!next) {
        const part = [...list.children].find((each) => nodes.get(each).entries.some(([name]) => name === key));
        if (!part) break;
        fold(part, true);
        next = named(part.lastChild, key);
      }
      item = next;
      if (item.ariaExpanded === null) break;
      fold(item, true);
      list = item.lastChild;
    }
    element.querySelector('[aria-current]')?.removeAttribute('aria-current');
    item?.setAttribute('aria-current', 'true');
    item?.focus();
    item?.firstChild.scrollIntoView({ block: 'center' });
  }

  element.append(...lines(Object.entries(data), []));
  if (element.firstChild) element.firstChild.tabIndex = 0;
  return { element, reveal };
}
