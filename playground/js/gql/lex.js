// A lenient lexer for colour: it never refuses, the server does that.

const token =
  /(?<comment>#[^\n\r]*)|(?<string>"""(?:\\"""|[^])*?(?:"""|$)|"(?:\\.|[^"\\\n\r])*"?)|(?<variable>\$[A-Za-z_]\w*)|(?<keyword>\b(?:query|mutation|subscription|fragment|on|true|false|null)\b(?!\s*:)|@[A-Za-z_]\w*)|(?<number>-?\b\d[\d.eE+-]*)|(?<type>\b[A-Z]\w*)/g;

const jsonToken =
  /(?<property>"(?:\\.|[^"\\])*"(?=\s*:))|(?<string>"(?:\\.|[^"\\])*")|(?<number>-?\d[\d.eE+-]*)|(?<keyword>\b(?:true|false|null)\b)/g;

/**
 * Cuts a text into coloured pieces.
 * @param {string} text
 * @param {RegExp} pattern
 * @returns {Array<{kind: string, start: number, end: number}>}
 */
function pieces(text, pattern) {
  const found = [];
  for (const match of text.matchAll(pattern)) {
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    found.push({ kind, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** The coloured pieces of a GraphQL document. */
export const lex = (text) => pieces(text, token);
/** The coloured pieces of JSON. */
export const lexJSON = (text) => pieces(text, jsonToken);

/**
 * Where a line and a column stand in a text; both count from 1, columns in UTF-16 units. A place
 * beyond the line is the line's end.
 */
export function offset(text, { line, column }) {
  const lines = text.split('\n');
  const before = lines.slice(0, Math.max(line - 1, 0)).reduce((sum, each) => sum + each.length + 1, 0);
  const within = Math.min(Math.max(column - 1, 0), (lines[line - 1] ?? '').length);
  return Math.min(before + within, text.length);
}
