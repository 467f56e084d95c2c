// What can be written at the caret of an editor, and what is under the mouse, explained on the spot.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { written } from '../core/keys.js';
import { later } from '../core/later.js';

/** More choices than these nobody reads. */
const limit = 60;
/** How long the mouse rests before something is explained. */
const delay = 400;

/**
 * @param {ReturnType<import('./editor.js').editor>} editor
 * @param {(place: number) => {from: number, to: number, found: import('../gql/complete.js').Choice[]}} find
 * @param {(place: number) => Node[] | null} explain
 */
export function suggest(editor, find, explain) {
  const { area } = editor;
  const id = `${area.id}-choices`;
  const list = h('ul', { id, role: 'listbox', ariaLabel: t('do.complete') });
  const about = h('div.about', { role: 'status' });
  const element = h('div.popup', { onmouseenter: () => point.stop(), onmouseleave: leave, onkeydown: back, onclick: back, onfocusout: left }, list, about);
  let [at, chosen] = [null, 0];

  function close() {
    point.stop();
    element.hidden = list.hidden = true;
    area.removeAttribute('aria-activedescendant');
  }

  /** @param {boolean} isAsked whether somebody asked for it, or only writes */
  function open(isAsked) {
    at = find(area.selectionEnd);
    close();
    if (at.found.length === 0 || (!isAsked && at.from === area.selectionEnd)) return;
    fill(list, ...at.found.slice(0, limit).map(({ name, type }, place) =>
      h('li', { id: `${id}-${place}`, role: 'option', onmousedown: (event) => event.preventDefault(), onclick: () => accept(place) }, name, ' ', h('small', {}, type))));
    element.hidden = list.hidden = false;
    choose(0);
    editor.attach(element, at.from);
  }

  function choose(place) {
    chosen = (place + list.children.length) % list.children.length;
    [...list.children].forEach((each, number) => each.setAttribute('aria-selected', String(number === chosen)));
    list.children[chosen].scrollIntoView({ block: 'nearest' });
    fill(about, at.found[chosen].about.split('\n')[0]);
    area.setAttribute('aria-activedescendant', `${id}-${chosen}`);
  }

  function accept(place) {
    const { insert, name } = at.found[place];
    // What follows already stays.
    const text = /^\s*[({:]/.test(editor.text().slice(at.to)) ? name : insert;
    const [before, after] = text.split('|');
    close();
    editor.replace(at.from, at.to, before + (after ?? ''), at.from + before.length);
    if (after !== undefined || text.endsWith(': ')) open(true);
  }

  /** @returns {boolean} whether there is something to say of a place */
  function show(place) {
    const content = place !== null && explain(place);
    close();
    if (!content) return false;
    fill(about, ...content);
    element.hidden = false;
    editor.attach(element, place);
    return true;
  }
  const point = later(delay, (x, y) => list.hidden && show(editor.placeAt(x, y)));
  function leave() {
    point(-1, -1);
  }

  function back(event) {
    if (event.type === 'click' ? event.target.localName !== 'a' : event.key !== 'Escape') return;
    if (event.key) event.preventDefault();
    close();
    area.focus();
  }
  function left({ relatedTarget }) {
    if (relatedTarget !== area && !element.contains(relatedTarget)) close();
  }

  area.setAttribute('aria-autocomplete', 'list');
  area.setAttribute('aria-controls', id);
  area.addEventListener('blur', left);
  area.addEventListener('input', (event) => {
    if (!event.isComposing && (!list.hidden || /[\w$@]/.test(event.data ?? ''))) open(false);
  });
  area.addEventListener('mousemove', ({ clientX, clientY }) => point(clientX, clientY));
  area.addEventListener('mouseleave', leave);
  editor.element.addEventListener('keydown', (event) => {
    if (element.hidden || event.isComposing) return;
    const key = written(event);
    const step = list.hidden ? 0 : { ArrowDown: 1, ArrowUp: -1 }[key];
    const isWhole = list.hidden || at.found[chosen].insert === editor.text().slice(at.from, at.to);
    if (step) choose(chosen + step);
    else if (key === 'Escape') close();
    else if (/^(Enter|Tab)$/.test(key) && !isWhole) accept(chosen);
    else {
      if (key.length > 1 && key !== 'Backspace') close();
      return;
    }
    event.preventDefault();
  }, true);
  close();
  return {
    element, open,
    /** Explains a place to the keyboard. */
    explainAt(place) {
      const isSaid = show(place);
      about.querySelector('a')?.focus();
      return isSaid;
    },
  };
}
