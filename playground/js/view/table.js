// Rows as a table.
import { h } from '../core/dom.js';
import { t } from '../core/i18n.js';

/** Above this many rows a table costs more than it gives. */
const rowLimit = 200;

/** @param {ReturnType<import('../gql/rows.js').rows>} found */
export function table(found) {
  if (!found) return h('p.quiet', {}, t('noTable'));
  const shown = found.rows.slice(0, rowLimit);
  const head = h('tr', {}, ...found.columns.map((name) => h('th', { scope: 'col' }, name)));
  const body = shown.map((row) => h('tr', {}, ...found.columns.map((name) => cell(row.get(name)))));
  return h(
    'table',
    {},
    h('caption', {}, t('rows', found.path, shown.length, found.rows.length)),
    h('thead', {}, head),
    h('tbody', {}, ...body),
  );
}

function cell(value) {
  if (value === null || value === undefined) return h('td.quiet', {}, '–');
  return h(typeof value === 'number' ? 'td.number' : 'td', {}, String(value));
}
