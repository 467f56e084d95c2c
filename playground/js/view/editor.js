// A place to write code in: the browser's own text area, with coloured letters below it. Undo, the
// keys of every platform, and Tab to leave it are the browser's own.
import { fill, h } from '../core/dom.js';
import { paint } from './highlight.js';

/**
 * @param {Object} options
 * @param {string} options.id
 * @param {'large' | 'small'} options.size
 * @param {(text: string) => ReturnType<import('../gql/lex.js').lex>} options.lex
 * @param {(text: string) => void} options.edited
 */
export function editor({ id, size, lex, edited }) {
  const gutter = h('pre.gutter', { 'aria-hidden': 'true' });
  const ink = h('pre.ink', { 'aria-hidden': 'true' });
  const area = h('textarea', {
    id,
    spellcheck: false,
    autocomplete: 'off',
    autocapitalize: 'off',
    wrap: 'off',
    rows: 1,
    oninput: () => {
      mistakes = [];
      show();
      edited(area.value);
    },
    onkeydown: (event) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
      if (event.key === 'Enter' && isPlain && insertLine()) event.preventDefault();
    },
  });
  const element = h(`div.editor.${size}`, {}, gutter, h('div.paper', {}, ink, area));
  let mistakes = [];

  /** A new line begins where the one before began. */
  function insertLine() {
    const before = area.value.slice(0, area.selectionStart);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    const indent = /^ */.exec(line)[0] + (/[{(\[]\s*$/.test(line) ? '  ' : '');
    return insert(`\n${indent}`);
  }

  /** Puts a text in the place of the selection, so that undo takes it back. */
  const insert = (text) => document.execCommand('insertText', false, text);

  function show() {
    const text = area.value;
    // A last line that is empty has no height without something after it.
    fill(ink, `${text}\n`);
    fill(gutter, text.split('\n').map((_, index) => index + 1).join('\n'));
    const marks = mistakes
      .filter((place) => place < text.length)
      .map((place) => ({ kind: 'mistake', start: place, end: wordEnd(place) }));
    paint(ink, [...lex(text), ...marks]);
  }

  function wordEnd(place) {
    const word = /^\w+/.exec(area.value.slice(place));
    return place + (word ? word[0].length : 1);
  }

  /** Scrolls until a place can be seen. */
  function reveal(place) {
    const range = document.createRange();
    range.setStart(ink.firstChild, place);
    range.setEnd(ink.firstChild, place + 1);
    const letter = range.getBoundingClientRect();
    const frame = element.getBoundingClientRect();
    const left = frame.left + gutter.offsetWidth;
    if (letter.top < frame.top || letter.bottom > frame.bottom) {
      element.scrollTop += letter.top - frame.top - frame.height / 3;
    }
    if (letter.left < left || letter.right > frame.right) element.scrollLeft += letter.left - left - 40;
  }

  show();
  return {
    element,
    text: () => area.value,
    /** @param {string} label what a screen reader calls it */
    name: (label) => area.setAttribute('aria-label', label),
    /** @param {string} value */
    write(value) {
      if (value === area.value) return;
      const focused = document.activeElement;
      area.focus({ preventScroll: true });
      area.select();
      if (!insert(value)) area.value = value;
      area.setSelectionRange(0, 0);
      if (focused !== area) focused?.focus?.({ preventScroll: true });
      if (focused === document.body) area.blur();
      element.scrollTo(0, 0);
      mistakes = [];
      show();
    },
    /** @param {number[]} places where the mistakes of the last run stand */
    mark(places) {
      mistakes = places;
      show();
    },
    /** @param {number} place */
    goTo(place) {
      area.focus();
      area.setSelectionRange(place, place);
      reveal(Math.min(place, area.value.length));
    },
    focus: () => area.focus(),
  };
}
