// What a subscription brings, the last first.
import { fill, h } from '../core/dom.js';
import { now } from '../core/state.js';
import { plain, tree } from '../view/tree.js';

/** @param {Object} options what the tree of an event takes, without its marks */
export function live(options) {
  const element = h('ul.events', { tabIndex: 0, role: 'region', 'aria-label': options.label });
  const lines = new WeakMap();

  function line(event) {
    const time = new Date(event.at).toLocaleTimeString(now().language);
    const details = h('details', {}, h('summary', {}, h('time', { dateTime: event.at }, time), ' ', h('code', {}, plain(event.text.slice(0, 160)))));
    details.addEventListener('toggle', () => {
      if (details.lastChild.localName === 'summary') details.append(tree(event.json ?? {}, { ...options, mark: () => undefined }).element);
    });
    return h('li', {}, details);
  }

  /** Shows what has come. */
  function update({ events }) {
    for (const event of events) if (!lines.has(event)) lines.set(event, line(event));
    const shown = events.map((event) => lines.get(event));
    for (const old of [...element.children].slice(shown.length)) old.remove();
    // Lines that stand already stay, so that none loses the focus.
    if (!element.firstChild) fill(element, ...shown);
    else element.prepend(...shown.slice(0, shown.indexOf(element.firstChild)));
  }
  return { element, update };
}
