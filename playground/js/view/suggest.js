// The list of what can be written at the caret of an editor.
import { fill, h } from '../core/dom.js';
import { written } from '../core/keys.js';

/** More than these nobody reads. */
const limit = 60;

/**
 * @param {ReturnType<import('./editor.js').editor>} editor
 * @param {(place: number) => {from: number, to: number, found: import('../gql/complete.js').Choice[]}} find
 */
export function suggest(editor, find) {
  const { area } = editor;
  const id = `${area.id}-choices`;
  const list = h('ul', { id, role: 'listbox' });
  const about = h('p.quiet');
  const element = h('div.popup.choices', { hidden: true }, list, about);
  let at = { from: 0, to: 0, found: [] };
  let chosen = 0;

  function close() {
    element.hidden = true;
    area.removeAttribute('aria-activedescendant');
  }

  /** @param {boolean} isAsked whether somebody asked for it, or only writes */
  function open(isAsked) {
    at = find(area.selectionEnd);
    at.found = at.found.slice(0, limit);
    if (at.found.length === 0 || (!isAsked && at.from === area.selectionEnd)) return close();
    fill(list, ...at.found.map(option));
    element.hidden = false;
    choose(0);
    editor.attach(element, at.from);
    return undefined;
  }

  const option = ({ name, type, old }, place) =>
    h(
      'li',
      { id: `${id}-${place}`, role: 'option', onpointerdown: (event) => { event.preventDefault(); accept(place); } },
      h(old ? 's' : 'b', {}, name), ' ', h('small', {}, type),
    );

  function choose(place) {
    chosen = (place + at.found.length) % at.found.length;
    [...list.children].forEach((each, number) => each.setAttribute('aria-selected', String(number === chosen)));
    list.children[chosen].scrollIntoView({ block: 'nearest' });
    fill(about, at.found[chosen].about.split('\n')[0]);
    area.setAttribute('aria-activedescendant', `${id}-${chosen}`);
  }

  function accept(place) {
    const { insert, name } = at.found[place];
    // What follows already stays.
    const text = /^\s*[({:]/.test(editor.text().slice(at.to)) ? name : insert;
    const caret = text.indexOf('|');
    close();
    editor.replace(at.from, at.to, text.replace('|', ''), at.from + (caret < 0 ? text.length : caret));
    if (text.endsWith(': ') || caret >= 0) open(true);
  }

  area.setAttribute('aria-autocomplete', 'list');
  area.setAttribute('aria-controls', id);
  area.addEventListener('blur', close);
  area.addEventListener('input', (event) => {
    if (!event.isComposing && (!element.hidden || /[\w$@]/.test(event.data ?? ''))) open(false);
  });
  editor.element.addEventListener('keydown', (event) => {
    if (element.hidden || event.isComposing) return;
    const key = written(event);
    const isWhole = at.found[chosen].insert === editor.text().slice(at.from, at.to);
    if (key === 'ArrowDown' || key === 'ArrowUp') choose(chosen + (key === 'ArrowDown' ? 1 : -1));
    else if (key === 'Escape') close();
    else if ((key === 'Enter' || key === 'Tab') && !isWhole) accept(chosen);
    else {
      if (key.length > 1 && key !== 'Backspace') close();
      return;
    }
    event.preventDefault();
  }, true);
  return { element, list, open: () => open(true), close };
}
