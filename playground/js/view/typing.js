// What typing does in code beyond the sign that is typed: pairs, and lines that begin where those above do.

const pairs = { __proto__: null, '{': '}', '(': ')', '[': ']', '"': '"' };
/** Patterns look at so much of a line and no more: it may be endless. */
const reach = 1000;

/**
 * @param {InputEvent} event before it happens
 * @param {HTMLTextAreaElement} area
 * @returns {[number, number, string, number?, number?] | null} what of the text is replaced by what, and
 *   where the selection is then; null where the browser does what there is to do
 */
export function typing({ inputType, data }, { selectionStart: start, selectionEnd: end, value }) {
  const line = value.slice(Math.max(value.lastIndexOf('\n', start - 1) + 1, start - reach), start);
  const next = value[end] ?? '';
  const pair = pairs[data];
  const isOne = start === end;
  if (inputType === 'insertLineBreak') {
    const indent = `\n${/^ */.exec(line)[0]}`;
    const sign = /[{([]?\s*$/.exec(line)[0].trim();
    const inner = indent + (sign && '  ');
    return [start, end, inner + (sign && next === pairs[sign] ? indent : ''), start + inner.length];
  }
  if (inputType === 'insertFromPaste' && data) return [start, end, data.replace(/\r\n?/g, '\n')];
  if (inputType === 'deleteContentBackward' && isOne && next && pairs[value[start - 1]] === next) return [start - 1, end + 1, ''];
  if (inputType !== 'insertText') return null;
  if (isOne && data === next && /[})\]"]/.test(data)) return [end, end, '', end + 1];
  if (pair && !isOne) return [start, end, data + value.slice(start, end) + pair, start + 1, end + 1];
  const isWord = data === '"' && /[\w"]$/.test(line);
  if (pair && /^[\s)\]},]?$/.test(next) && !/#[^"]*$/.test(line) && !isWord) return [start, end, data + pair, start + 1];
  return null;
}
