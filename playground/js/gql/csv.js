// Rows as CSV (RFC 4180) that a spreadsheet opens as a table and never as a program.

function field(value, separator) {
  // Where the semicolon separates, the comma is the decimal sign.
  if (typeof value === 'number') return separator === ';' ? String(value).replace('.', ',') : value;
  let text = String(value ?? '');
  if (/^[=+\-@＝＋－＠\t\r\n]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text)) text = `'${text}`;
  return /["\r\n\t;,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** With the mark by which Excel knows UTF-8; Excel in Brazil wants `;` to separate. */
export const csv = (columns, rows, separator) =>
  `\ufeff${[columns, ...rows.map((row) => columns.map((name) => row.get(name)))]
    .map((cells) => `${cells.map((cell) => field(cell, separator)).join(separator)}\r\n`).join('')}`;
