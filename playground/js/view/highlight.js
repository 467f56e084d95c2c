// Colour without markup: ranges over one text node, where the browser has the Highlight API.

/** Whether the browser can colour ranges; the page works without. */
export const canColour = typeof Highlight !== 'undefined' && Boolean(CSS.highlights);
/** What each element is coloured with. @type {WeakMap<Element, Array<[Highlight, StaticRange]>>} */
const painted = new WeakMap();

/**
 * Colours the text of an element, and takes back the colours it had.
 * @param {Element} element it holds one text node
 * @param {Array<{kind: string, start: number, end: number}>} pieces
 */
export function paint(element, pieces) {
  if (!canColour) return;
  for (const [highlight, range] of painted.get(element) ?? []) highlight.delete(range);
  const node = element.firstChild;
  const mine = pieces.filter(({ end }) => end <= (node?.length ?? 0)).map(({ kind, start, end }) => {
    if (!CSS.highlights.has(kind)) CSS.highlights.set(kind, new Highlight());
    const range = new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
    return [CSS.highlights.get(kind).add(range), range];
  });
  painted.set(element, mine);
}

/** A browser takes seconds for thousands of colours in one line: so long a line has none. */
const longLine = 4000;

/** Those pieces of a text that stand in lines of a usual length. */
export function inShortLines(text, pieces) {
  let [from, to] = [0, -1];
  return pieces.filter(({ start }) => {
    if (start > to) [from, to] = [text.lastIndexOf('\n', start), text.indexOf('\n', start)];
    return to - from < longLine;
  });
}
