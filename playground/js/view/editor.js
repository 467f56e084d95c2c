// A place to write code in: plain text, coloured, and Tab leaves it.
import { h } from '../core/dom.js';
import { paint } from './highlight.js';

/**
 * @param {Object} options
 * @param {string} options.label what a screen reader calls it
 * @param {boolean} [options.isSmall]
 * @param {(text: string) => ReturnType<import('../gql/lex.js').lex>} options.lex
 * @param {(text: string) => void} options.edited
 */
export function editor({ label, isSmall = false, lex, edited }) {
  const area = h(`div.editor${isSmall ? '.small' : ''}`, {
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': label,
    contenteditable: 'plaintext-only',
    spellcheck: false,
    tabIndex: 0,
    oninput: () => {
      normalise();
      colour();
      edited(text());
    },
    onkeydown: (event) => {
      if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.isComposing) return;
      event.preventDefault();
      insertLine();
    },
  });
  let mistakes = [];

  const text = () => area.textContent;

  /** A browser may split the text into several nodes; ranges want one. */
  function normalise() {
    const selection = getSelection();
    const place = area.contains(selection.anchorNode) ? caret() : null;
    if (area.childNodes.length === 1 && area.firstChild.nodeType === Node.TEXT_NODE) return;
    area.textContent = text();
    if (place !== null) moveTo(place);
  }

  function caret() {
    const selection = getSelection();
    const before = document.createRange();
    before.selectNodeContents(area);
    before.setEnd(selection.focusNode, selection.focusOffset);
    return before.toString().length;
  }

  function moveTo(place) {
    if (!area.firstChild) return;
    getSelection().collapse(area.firstChild, Math.min(place, area.firstChild.length));
  }

  /** A new line begins where the one before began. */
  function insertLine() {
    const before = text().slice(0, caret());
    const line = before.slice(before.lastIndexOf('\n') + 1);
    const indent = /^ */.exec(line)[0] + (/[{(\[]\s*$/.test(line) ? '  ' : '');
    document.execCommand('insertText', false, `\n${indent}`);
  }

  function colour() {
    const length = text().length;
    const marks = mistakes
      .filter((place) => place < length)
      .map((place) => ({ kind: 'mistake', start: place, end: wordEnd(place) }));
    paint(area, [...lex(text()), ...marks]);
  }

  function wordEnd(place) {
    const word = /^\w+/.exec(text().slice(place));
    return place + (word ? word[0].length : 1);
  }

  return {
    element: area,
    text,
    /** @param {string} value */
    write(value) {
      if (value === text()) return;
      area.textContent = value;
      mistakes = [];
      colour();
    },
    /** @param {number[]} places where the mistakes of the last run stand */
    mark(places) {
      mistakes = places;
      colour();
    },
    /** @param {number} place */
    goTo(place) {
      area.focus();
      moveTo(place);
    },
  };
}
