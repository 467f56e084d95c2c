// Colour without markup: ranges over one text node, where the browser has the Highlight API.

/** Whether the browser can colour ranges; the page works without. */
export const canColour = typeof Highlight !== 'undefined' && Boolean(CSS.highlights);
const kinds = ['comment', 'string', 'variable', 'keyword', 'number', 'type', 'property', 'mistake'];
/** @type {Map<Element, Map<string, StaticRange[]>>} */
const painted = new Map();

/**
 * Colours the text of an element, and takes back the colours it had.
 * @param {Element} element it holds one text node
 * @param {Array<{kind: string, start: number, end: number}>} pieces
 */
export function paint(element, pieces) {
  if (!canColour) return;
  const node = element.firstChild;
  const mine = new Map(kinds.map((kind) => [kind, []]));
  for (const { kind, start, end } of node ? pieces : []) {
    if (end > node.length) continue;
    mine.get(kind)?.push(
      new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }),
    );
  }
  painted.set(element, mine);
  for (const kind of kinds) {
    const highlight = new Highlight();
    for (const byKind of painted.values()) byKind.get(kind).forEach((range) => highlight.add(range));
    CSS.highlights.set(kind, highlight);
  }
}
