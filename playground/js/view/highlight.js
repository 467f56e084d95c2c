// Colour without markup: ranges over one text node, where the browser has the Highlight API.

const isPossible = typeof Highlight !== 'undefined' && Boolean(CSS.highlights);
const kinds = ['comment', 'string', 'variable', 'keyword', 'number', 'type', 'property', 'mistake'];
/** @type {Map<Element, Map<string, Range[]>>} */
const painted = new Map();

/**
 * Colours the text of an element, and takes back the colours it had.
 * @param {Element} element it holds one text node
 * @param {Array<{kind: string, start: number, end: number}>} pieces
 */
export function paint(element, pieces) {
  if (!isPossible) return;
  const node = element.firstChild;
  const mine = new Map(kinds.map((kind) => [kind, []]));
  for (const { kind, start, end } of node ? pieces : []) {
    if (end > node.length) continue;
    const range = new StaticRange({
      startContainer: node,
      startOffset: start,
      endContainer: node,
      endOffset: end,
    });
    mine.get(kind)?.push(range);
  }
  painted.set(element, mine);
  for (const kind of kinds) {
    const ranges = [...painted.values()].flatMap((byKind) => byKind.get(kind));
    CSS.highlights.set(kind, new Highlight(...ranges));
  }
}
