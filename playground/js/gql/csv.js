// Rows as CSV (RFC 4180) that a spreadsheet opens as a table and never as a program.

/** A spreadsheet takes a text that begins so for a formula. */
const formula = /^[=+\-@＝＋－＠\t\r\n]/;
const numeral = /^-?\d+([.,]\d+)?$/;

function field(value, separator) {
  if (value === null || value === undefined) return '';
  // Where the semicolon separates, the comma is the decimal sign.
  if (typeof value === 'number') return separator === ';' ? String(value).replace('.', ',') : String(value);
  const text = String(value);
  const safe = formula.test(text) && !numeral.test(text) ? `'${text}` : text;
  return /["\r\n\t;,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * @param {string[]} columns
 * @param {Array<Map<string, unknown>>} rows
 * @param {',' | ';'} separator Excel in Brazil wants `;`
 * @returns {string} with the mark by which Excel knows UTF-8
 */
export const csv = (columns, rows, separator) =>
  `\ufeff${[columns, ...rows.map((row) => columns.map((column) => row.get(column)))]
    .map((cells) => `${cells.map((cell) => field(cell, separator)).join(separator)}\r\n`)
    .join('')}`;
