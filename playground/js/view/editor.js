// A place to write code in: the browser's own text area, with coloured letters below it. The keys of
// every platform, input methods, and Tab to leave it are the browser's own.
import { fill, h } from '../core/dom.js';
import { written as keysOf } from '../core/keys.js';
import { canColour, paint } from './highlight.js';

/** Above this many characters colour costs more than it gives. */
const colourLimit = 300_000;
/** How many lines beyond those that are seen have colour. */
const margin = 80;
/** What is typed without such a pause, in milliseconds, is one change. */
const pause = 1000;
/** How many changes can be taken back. */
const changeLimit = 200;
const pairs = { '{': '}', '(': ')', '[': ']', '"': '"' };

/** Where two texts differ. */
function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { start, end: before.length - tail, added: after.slice(start, after.length - tail) };
}

/**
 * @param {Object} options
 * @param {string} options.id
 * @param {'large' | 'small'} options.size
 * @param {(text: string) => ReturnType<import('../gql/lex.js').lex>} [options.lex]
 * @param {(text: string) => void} options.edited
 * @param {(place: number) => void} [options.moved] where the caret stands now
 */
export function editor({ id, size, lex = () => [], edited, moved = () => {} }) {
  const gutter = h('pre.gutter', { 'aria-hidden': 'true' });
  const letters = document.createTextNode('\n');
  const ink = h('pre.ink', { 'aria-hidden': 'true' }, letters);
  const area = h('textarea', {
    id, spellcheck: false, autocomplete: 'off', autocapitalize: 'off', wrap: 'off', rows: 1, onbeforeinput: beforehand,
    oninput: (event) => (event.isComposing ? show() : written(true)),
    // What is being composed has the browser's own underline, which needs its own letters.
    oncompositionstart: () => element.classList.add('plain'),
    oncompositionend: () => written(false),
    onkeydown: (event) => {
      const key = keysOf(event);
      if (key === 'Ctrl+Z') turn('past', 'future');
      else if (key === 'Ctrl+Y' || key === 'Ctrl+Shift+Z') turn('future', 'past');
      else return;
      event.preventDefault();
    },
  });
  const element = h(`div.editor.${size}`, { onscroll: () => colour(false) }, gutter, h('div.paper', {}, ink, area));
  // The browser's own memory breaks when a script writes into a text area, and knows nothing of tabs.
  const memories = new Map();
  const memory = () => ({ past: [], future: [], at: -pause });
  let history = memory();
  let open = '';
  let known = '';
  let mistakes = [];
  let pieces = [];
  /** Where each line begins. */
  let lines = [0];
  let coloured = [0, 0];

  /** What typing a sign does beyond that sign; all of it can be undone. */
  function beforehand(event) {
    if (event.isComposing) return;
    const { selectionStart: start, selectionEnd: end, value } = area;
    const { inputType, data } = event;
    const line = value.slice(value.lastIndexOf('\n', start - 1) + 1, start);
    const next = value[end] ?? '';
    const before = value[start - 1];
    const indent = /^ */.exec(line)[0];
    const isFree = start === end && (next === '' || /[\s)\]},]/.test(next)) && !/#[^"]*$/.test(line);
    if (inputType === 'historyUndo') turn('past', 'future');
    else if (inputType === 'historyRedo') turn('future', 'past');
    else if (inputType === 'insertLineBreak') {
      const isOpen = /[{([]\s*$/.test(line);
      const inner = `\n${indent}${isOpen ? '  ' : ''}`;
      replace(start, end, inner + (isOpen && next === pairs[line.trim().at(-1)] ? `\n${indent}` : ''), start + inner.length);
    } else if (inputType === 'insertFromPaste' && data) replace(start, end, data.replace(/\r\n?/g, '\n'));
    else if (inputType === 'deleteContentBackward' && start === end && next && pairs[before] === next) replace(start - 1, end + 1, '');
    else if (inputType !== 'insertText') return;
    else if (start === end && data === next && /[})\]"]/.test(data)) select(end + 1);
    else if (pairs[data] && start < end) replace(start, end, data + value.slice(start, end) + pairs[data], start + 1, end + 1);
    else if (pairs[data] && isFree && !(data === '"' && /[\w"]/.test(before))) replace(start, end, data + pairs[data], start + 1);
    else if (data === '}' && indent.length > 1 && indent === line) replace(start - 2, end, '}');
    else return;
    event.preventDefault();
  }

  function select(from, to = from) {
    area.setSelectionRange(from, to);
    reveal(to);
  }

  /** Puts a text in the place of another, and the caret behind it or where it is told. */
  function replace(start, end, text, from = start + text.length, to = from) {
    area.setRangeText(text, start, end);
    written(false);
    select(from, to);
  }

  function written(isTyping) {
    element.classList.remove('plain');
    if (known === area.value) return;
    remember(isTyping);
    renew();
  }

  function remember(isTyping) {
    const { past, at } = history;
    if (!isTyping || performance.now() - at > pause) past.push(known);
    if (past.length > changeLimit) past.shift();
    history.future = [];
    history.at = isTyping ? performance.now() : -pause;
  }

  function renew() {
    known = area.value;
    mistakes = [];
    show();
    edited(known);
  }

  function turn(from, to) {
    const text = history[from].pop();
    if (text === undefined) return;
    history[to].push(known);
    history.at = -pause;
    put(text, 'end');
    renew();
    reveal(area.selectionEnd);
  }

  function put(text, caret) {
    const { start, end, added } = difference(area.value, text);
    area.setRangeText(added, start, end, caret);
    return added.length;
  }

  function show() {
    const text = area.value;
    const isLong = text.length > colourLimit;
    element.classList.toggle('long', isLong);
    // A last line that is empty has no height without something after it.
    const { start, end, added } = difference(letters.data, isLong ? '\n' : `${text}\n`);
    letters.replaceData(start, end - start, added);
    const count = lines.length;
    lines = [0];
    if (!isLong) for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
    const width = String(lines.length).length;
    if (count !== lines.length || !gutter.firstChild) fill(gutter, lines.map((_, place) => String(place + 1).padStart(width)).join('\n'));
    pieces = isLong || !canColour ? [] : lex(text);
    colour();
    stand();
  }

  /** Colours the lines that are seen, and some around them. */
  function colour(isNew = true) {
    const height = ink.offsetHeight / (lines.length + 1) || 20;
    const first = Math.floor(element.scrollTop / height);
    const last = first + Math.ceil((element.clientHeight || 400) / height);
    if (!isNew && lines[Math.max(first - 1, 0)] >= coloured[0] && (lines[last] ?? known.length) <= coloured[1]) return;
    coloured = [lines[Math.max(first - margin, 0)] ?? 0, lines[last + margin] ?? known.length];
    const [from, to] = coloured;
    const marks = mistakes.map((place) => ({ kind: 'mistake', start: place, end: wordEnd(place) }));
    paint(ink, [...pieces, ...marks].filter(({ start, end }) => end >= from && start <= to));
  }

  /** Shows in which line the caret stands. */
  function stand() {
    const line = lines.findLastIndex((start) => start <= area.selectionEnd);
    const width = String(lines.length).length;
    paint(gutter, [{ kind: 'here', start: line * (width + 1), end: line * (width + 1) + width }]);
  }

  const wordEnd = (place) => place + (/^[$@]?\w+/.exec(known.slice(place, place + 200))?.[0].length ?? 1);

  /** Where a letter stands on the screen. */
  function rectangle(place) {
    const range = document.createRange();
    range.setStart(letters, Math.min(place, letters.length - 1));
    range.collapse(true);
    return range.getBoundingClientRect();
  }

  function reveal(place) {
    const letter = rectangle(place);
    const frame = element.getBoundingClientRect();
    const left = frame.left + gutter.offsetWidth;
    if (letter.top < frame.top || letter.bottom > frame.bottom) element.scrollTop += letter.top - frame.top - frame.height / 3;
    if (letter.left < left || letter.right > frame.right) element.scrollLeft += letter.left - left - 40;
  }

  /** Puts something that floats below a letter, or above it where there is no room. */
  function attach(popup, place) {
    const { left, top, bottom } = rectangle(place);
    const isLow = bottom + popup.offsetHeight > innerHeight;
    popup.style.setProperty('left', `${Math.max(0, Math.min(left, innerWidth - popup.offsetWidth - 8))}px`);
    popup.style.setProperty('top', `${isLow ? Math.max(0, top - popup.offsetHeight) : bottom}px`);
  }

  document.addEventListener('selectionchange', () => {
    if (document.activeElement !== area) return;
    stand();
    moved(area.selectionEnd);
  });
  show();
  return {
    element, area, replace, select, attach,
    text: () => area.value,
    /** Which letter stands at a place on the screen. */
    placeAt(x, y) {
      const found = document.caretPositionFromPoint?.(x, y);
      const isNear = found?.offsetNode === area && Math.abs(rectangle(found.offset).left - x) < 12;
      return isNear ? found.offset : null;
    },
    /** @param {string} label what a screen reader calls it */
    name: (label) => area.setAttribute('aria-label', label),
    /**
     * @param {string} value
     * @param {string} [key] whose text it is: each has its own memory
     * @param {number} [caret] where the caret is put in another one's text
     */
    write(value, key = open, caret = 0) {
      if (key === open && value === area.value) return;
      let isOther = key !== open;
      if (isOther) {
        memories.set(open, history);
        history = memories.get(key) ?? memory();
        area.value = value;
      } else {
        remember(false);
        isOther = put(value, 'preserve') * 2 > value.length;
      }
      known = value;
      mistakes = [];
      if (isOther) area.setSelectionRange(caret, caret);
      open = key;
      show();
      if (isOther) {
        element.scrollTo(0, 0);
        if (caret > 0) reveal(caret);
      }
    },
    /** @param {number[]} places where the mistakes stand */
    mark(places) {
      mistakes = places.filter((place) => place < known.length);
      colour();
    },
    /** @param {number} place */
    goTo(place) {
      area.focus();
      select(Math.min(place, known.length));
    },
    focus: () => area.focus(),
  };
}
