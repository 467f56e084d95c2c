// What stands under the mouse or at the caret of an editor, explained on the spot.
import { fill, h } from '../core/dom.js';

const delay = 400;

/**
 * @param {ReturnType<import('./editor.js').editor>} editor
 * @param {(place: number) => Node[] | null} describe
 */
export function hint(editor, describe) {
  const element = h('div.popup.hint', { hidden: true, onmouseenter: () => clearTimeout(waiting), onmouseleave: close });
  let waiting = 0;

  function close() {
    clearTimeout(waiting);
    if (element.contains(document.activeElement)) editor.focus();
    element.hidden = true;
  }

  /** @returns {boolean} whether there is something to say */
  function show(place) {
    const content = place === null ? null : describe(place);
    if (!content) close();
    else {
      fill(element, ...content);
      element.hidden = false;
      editor.attach(element, place);
    }
    return Boolean(content);
  }

  editor.area.addEventListener('mousemove', ({ clientX, clientY, buttons }) => {
    clearTimeout(waiting);
    if (!buttons) waiting = setTimeout(() => show(editor.placeAt(clientX, clientY)), delay);
  });
  editor.area.addEventListener('mouseleave', () => {
    clearTimeout(waiting);
    waiting = setTimeout(close, delay);
  });
  addEventListener('keydown', (event) => {
    if (element.hidden || (event.key !== 'Escape' && event.target !== editor.area)) return;
    if (event.key === 'Escape') event.preventDefault();
    close();
  }, true);
  return {
    element,
    /** Shows it for the keyboard, and goes to its link. */
    showAt: (place) => show(place) && (element.querySelector('a')?.focus(), true),
  };
}
