// The rules as a matrix: a row for each field, a column for each step and for the customer types of one.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { now, watch } from '../core/state.js';
import { flag, kinds, view } from '../rules/cells.js';
import { button, choice, renew } from '../view/controls.js';
import { walkable } from '../view/grid.js';
import { edit, keyOf, patch, undo } from './draft.js';

const signs = ['V', 'O', 'L', '*', '<'];
export const audiences = ['ONLINE', 'DESK'];
const side = () => now().rules.side ?? 'ONLINE';
const redo = () => undo('future', 'past');
/** One of the words of a sentence. */
export const word = (key, place) => t(key).split('|')[place];
/** A customer type's name; 0: every customer's. */
export const who = (column) => word('kinds', column);
/** Letters in words. */
export const spoken = (letters) => letters.map((letter) => word('flags', signs.indexOf(letter))).join(', ');

/** @returns {{element: HTMLElement, find: (step: string, parameter: string, kind?: string) => void}} */
export function matrix() {
  const narrow = matchMedia('(max-width: 40rem)');
  const table = h('table', { id: 'matrix', role: 'grid', 'aria-multiselectable': 'true' });
  const bar = h('div.row');
  const { choose, range } = walkable(table, () => patch({ active: range()[0].dataset.cell }), pressed);
  let cells = [];

  function build({ rules: { steps, rows, step: open, active } }) {
    if (!rows) return;
    const one = open || (narrow.matches && steps[0].id);
    const columns = steps.filter(({ id }) => !narrow.matches || id === one)
      .flatMap((step) => (step.id === one ? [0, 1, 2, 3, 4, 5] : [0]).map((column) => ({ step, column })));
    const cell = (row, { step, column }) => Object.assign(
      h('td', { tabIndex: -1, role: 'gridcell', 'data-cell': `${step.id}:${row.key}:${kinds[column - 1] ?? ''}` }),
      { key: `${step.id}:${row.key}`, column, name: `${row.label}, ${step.title}, ${who(column)}` },
    );
    fill(table,
      h('thead', {}, h('tr', {}, h('th', {}, t('field')), ...columns.map(({ step, column }) => h('th', {}, column ? who(column) : step.title)))),
      h('tbody', {}, ...rows.map((row) => h('tr', {}, h('th', { scope: 'row' }, row.label), ...columns.map((column) => cell(row, column))))));
    cells = [...table.querySelectorAll('td')];
    (cells.find(({ dataset }) => dataset.cell === active) ?? cells[0]).tabIndex = 0;
    const does = (name, ...more) => button(`rules-${name}`, ...more);
    renew(bar,
      ...audiences.map((each, place) => does(each, word('sides', place), () => patch({ side: each }), { ariaPressed: String(each === side()) })),
      choice('rules-step', t('kindsAt'), [['', t('kindsAt')], ...steps.map(({ id, title }) => [id, title])], one || '', (step) => patch({ step })),
      ...signs.map((sign, place) => does(sign, `${sign.replace('*', 'R *')} ${word('flags', place)}`, () => type(sign))),
      does('undo', t('undo'), () => undo(), { title: 'Ctrl+Z' }),
      does('redo', t('redo'), redo, { title: 'Ctrl+Shift+Z' }),
      h('span.quiet', {}, t('legend')));
    table.ariaLabel = t('panel.rules');
    paint(now());
  }

  function paint({ rules }) {
    for (const cell of rules.rows ? cells : []) {
      const { key, column } = cell;
      const concerns = (each) => keyOf(each) === key && each.customerType === kinds[column - 1];
      const { letters, own, text } = view(rules.cells.get(key), column, side());
      const isChanged = own !== view(rules.before.get(key), column, side()).own;
      // What is wrong for a customer type shows at the base while its column is closed.
      const faults = rules.findings.filter((each) => keyOf(each) === key && (each.step.id === rules.step ? (each.customerType ?? undefined) === kinds[column - 1] : !column))
        .map(({ message }) => message).concat(rules.problems.get(key) ?? []);
      const touched = rules.preview.changes.filter((each) => each.audience === side() && keyOf(each) === key && (!column || concerns(each)))
        .reduce((sum, { reach }) => sum + reach.openTickets, 0);
      fill(cell, text + (faults.length > 0 ? '!' : ''));
      cell.className = `${letters[0]}${isChanged ? ' changed' : ''}`;
      cell.title = cell.ariaLabel = [`${cell.name}: ${spoken(letters)}`, ...(isChanged ? [t('touches', touched)] : []), ...faults].join(', ');
    }
  }

  /** Types a letter into the chosen cells. */
  function type(letter) {
    const all = now().rules.cells;
    const chosen = range();
    if (chosen.length === 0) return;
    const bits = flag(letter, side());
    const first = all.get(chosen[0].key);
    const sets = letter !== 'V' && !((first[0] | first[chosen[0].column]) & bits);
    const edited = new Map();
    let said;
    for (const { key, column } of chosen) {
      const cell = edited.get(key) ?? all.get(key);
      // A customer type takes nothing away of what holds for every customer.
      if (column && cell[0] & bits) said = t('narrows', who(column));
      else edited.set(key, cell.with(column, sets ? cell[column] | bits : cell[column] & ~bits));
    }
    if (edited.size > 0) edit(edited);
    patch({ said: said ?? chosen[0].title });
  }

  function pressed({ key, ctrlKey, metaKey, altKey, shiftKey }) {
    const letter = key.toUpperCase().replace('R', '*');
    if (ctrlKey || metaKey || altKey) return letter === 'Z' && (shiftKey ? redo() : undo());
    return signs.includes(letter) && type(letter);
  }

  watch(['rules.rows', 'rules.step', 'rules.side'], build);
  narrow.onchange = () => build(now());
  watch(['rules.cells', 'rules.findings', 'rules.preview', 'rules.problems'], paint);
  // Whom the last edit touches comes from the server, a moment later.
  watch(['rules.preview'], ({ rules: { past } }) => past?.length > 0 && patch({ said: range()[0]?.title }));
  return {
    element: h('div', {}, bar, h('div.sheet', {}, table)),
    find(step, parameter, kind = '') {
      if (kind || narrow.matches) patch({ step });
      const cell = cells.find(({ dataset }) => dataset.cell === `${step}:${parameter}:${kind}`);
      if (cell) choose(cell);
    },
  };
}
