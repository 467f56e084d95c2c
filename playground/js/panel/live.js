// What a subscription brings, the last first.
import { h } from '../core/dom.js';
import { now } from '../core/state.js';
import { plain, tree } from '../view/tree.js';

/** @param {Object} options what a tree takes */
export function live(options) {
  const element = h('div.events', { tabIndex: 0, role: 'region', 'aria-label': options.label });
  let last = null;

  function line({ at, text, json }) {
    const ontoggle = () => {
      if (!details.lastChild.matches('.tree')) details.append(tree(json, { ...options, mark: () => null }).element);
    };
    const time = h('time', { dateTime: at }, new Date(at).toLocaleTimeString(now().language));
    const details = h('details', { ontoggle }, h('summary', {}, time, ` ${plain(text.slice(0, 160))}`));
    return details;
  }

  /** Shows what has come; the lines that stand stay, so that none loses the focus. */
  function update({ events }) {
    const known = events.indexOf(last);
    element.prepend(...events.slice(0, known < 0 ? undefined : known).map(line));
    while (element.children.length > events.length) element.lastChild.remove();
    [last] = events;
  }
  return { element, update };
}
