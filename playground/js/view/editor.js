// A place to write code in: the browser's own text area, with coloured letters below it. The keys of
// every platform, input methods, and Tab to leave it are the browser's own; to take back is not, since
// the browser forgets when a script writes into the area, and knows nothing of tabs.
import { fill, h } from '../core/dom.js';
import { written } from '../core/keys.js';
import { later } from '../core/later.js';
import { canColour, inShortLines, paint } from './highlight.js';
import { typing } from './typing.js';

/** Above so many characters colour comes when the hand rests, and above so many it costs too much. */
const [busy, most] = [20_000, 300_000];
/** What is typed without such a pause, in milliseconds, is one change; so many are remembered. */
const [pause, changeLimit] = [1000, 200];
const newMemory = () => ({ past: [], future: [], at: -pause });

/**
 * @param {Object} options
 * @param {string} options.id
 * @param {string} options.label what a screen reader calls it
 * @param {'large' | 'small'} options.size
 * @param {(text: string) => ReturnType<import('../gql/lex.js').lex>} options.lex
 * @param {(text: string) => void} options.edited
 * @param {(place: number) => void} [options.moved] where the caret stands now
 */
export function editor({ id, label, size, lex, edited, moved = () => {} }) {
  const gutter = h('pre.gutter', { 'aria-hidden': 'true' });
  const ink = h('pre.ink', { 'aria-hidden': 'true' }, '\n');
  const letters = ink.firstChild;
  const area = h('textarea', {
    id, ariaLabel: label, spellcheck: false, autocomplete: 'off', autocapitalize: 'off', wrap: 'off', rows: 1, onbeforeinput: beforehand,
    oninput: (event) => (event.isComposing ? show() : typed(true)),
    // What is being composed has the browser's own underline, which needs its own letters.
    oncompositionstart: () => element.classList.add('plain'),
    oncompositionend() {
      element.classList.remove('plain');
      typed(false);
    },
    onkeydown(event) {
      const key = written(event);
      if (!/^Ctrl\+(Shift\+)?[ZY]$/.test(key)) return;
      event.preventDefault();
      turn(key === 'Ctrl+Z');
    },
  });
  const element = h(`div.editor.${size}`, {}, gutter, h('div.paper', {}, ink, area));
  const memories = new Map();
  let [memory, open, known, mistakes] = [newMemory(), '', '', []];

  function beforehand(event) {
    if (event.isComposing) return;
    const isHistory = event.inputType.startsWith('history');
    const change = isHistory ? null : typing(event, area);
    if (isHistory) turn(event.inputType === 'historyUndo');
    else if (change) replace(...change);
    if (isHistory || change) event.preventDefault();
  }

  /** Puts a text in the place of another, and the caret behind it or where it is told. */
  function replace(start, end, text, from = start + text.length, to = from) {
    area.setRangeText(text, start, end);
    area.setSelectionRange(from, to);
    typed(false);
  }

  function remember(isTyping) {
    if (!isTyping || performance.now() - memory.at > pause) memory.past.push(known);
    if (memory.past.length > changeLimit) memory.past.shift();
    memory.future = [];
    memory.at = isTyping ? performance.now() : -pause;
  }

  function typed(isTyping) {
    if (known === area.value) return;
    remember(isTyping);
    renew();
    edited(known);
  }

  /** Takes the last change back, or makes it again. */
  function turn(isBack) {
    const { past, future } = memory;
    const text = (isBack ? past : future).pop();
    if (text === undefined) return;
    (isBack ? future : past).push(known);
    memory.at = -pause;
    // The caret goes behind what has changed.
    let caret = text.length;
    for (let tail = 1; caret > 0 && text[caret - 1] === known.at(-tail); tail += 1) caret -= 1;
    put(text, caret);
    edited(known);
  }

  function put(text, caret) {
    area.value = text;
    area.setSelectionRange(caret, caret);
    renew();
  }

  function renew() {
    known = area.value;
    mistakes = [];
    show();
  }

  function show() {
    const text = area.value;
    const isLong = text.length > most;
    element.classList.toggle('long', isLong);
    // A last line that is empty has no height without something after it.
    letters.data = isLong ? '\n' : `${text}\n`;
    const numbers = letters.data.slice(0, -1).split('\n').map((_, place) => place + 1).join('\n');
    if (gutter.textContent !== numbers) fill(gutter, numbers);
    stand();
    if (text.length < busy) colour();
    else colourLater();
  }

  function colour() {
    const wordEnd = (place) => place + (/^(?:[$@]?\w+|"[^"\n]*"?)/.exec(known.slice(place, place + 99))?.[0].length ?? 1);
    const marks = mistakes.map((place) => ({ kind: 'mistake', start: place, end: wordEnd(place) }));
    const text = letters.data;
    paint(ink, canColour && text.length > 1 ? [...inShortLines(text, lex(text)), ...marks] : []);
  }
  const colourLater = later(150, colour);

  /** Shows in which line the caret stands. */
  function stand() {
    const line = `${letters.data.slice(0, area.selectionEnd).split('\n').length}`;
    const start = `\n${gutter.textContent}\n`.indexOf(`\n${line}\n`);
    paint(gutter, [{ kind: 'here', start, end: start + line.length }]);
  }

  /** Where a letter stands on the screen. */
  function rectangle(place) {
    const range = document.createRange();
    range.setStart(letters, Math.min(place, letters.length - 1));
    return range.getBoundingClientRect();
  }

  function reveal(place) {
    const { top, bottom, left: side } = rectangle(place);
    const frame = element.getBoundingClientRect();
    const left = frame.left + gutter.offsetWidth;
    if (top < frame.top || bottom > frame.bottom) element.scrollTop += top - frame.top - frame.height / 3;
    if (side < left || side > frame.right) element.scrollLeft += side - left - 40;
  }

  document.addEventListener('selectionchange', () => {
    if (document.activeElement !== area) return;
    stand();
    if (area.selectionStart === area.selectionEnd) reveal(area.selectionEnd);
    moved(area.selectionEnd);
  });
  show();
  return {
    element, area, replace,
    text: () => area.value,
    focus: () => area.focus(),
    /** Which letter stands at a place on the screen. */
    placeAt(x, y) {
      const found = document.caretPositionFromPoint?.(x, y);
      return found?.offsetNode === area && Math.abs(rectangle(found.offset).left - x) < 12 ? found.offset : null;
    },
    /** Puts what floats below a letter, or above it where there is no room. */
    attach(popup, place) {
      const { left, top, bottom } = rectangle(place);
      const { offsetWidth: width, offsetHeight: height, style } = popup;
      style.setProperty('left', `${Math.max(0, Math.min(left, innerWidth - width - 8))}px`);
      style.setProperty('top', `${bottom + height < innerHeight ? bottom : Math.max(0, top - height)}px`);
    },
    /**
     * @param {string} value
     * @param {string} key whose text it is: each has its own memory
     * @param {number} [caret] where it is put in another one's text
     */
    write(value, key, caret = 0) {
      if (key === open && value === known) return;
      if (key === open) remember(false);
      else {
        memories.set(open, memory);
        memory = memories.get(key) ?? newMemory();
      }
      put(value, key === open ? area.selectionEnd : caret);
      open = key;
    },
    /** @param {number[]} places where the mistakes stand */
    mark(places) {
      mistakes = places;
      colour();
    },
    /** Puts the caret somewhere, and the focus too. */
    goTo(place, isFocused = true) {
      if (isFocused) area.focus();
      area.setSelectionRange(place, place);
      reveal(place);
      moved(place);
    },
  };
}
