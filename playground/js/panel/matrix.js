// The rules as a matrix: a row for each field, a column for each step and for the customer types of one.
import { fill, h, straight } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { now, watch } from '../core/state.js';
import { has, kinds, set, signs, view } from '../rules/cells.js';
import { button, choice, renew } from '../view/controls.js';
import { walkable } from '../view/grid.js';
import { edit, keyOf, patch, undo } from './draft.js';

/** Whom a rule is for, as the schema names them. */
export const audiences = ['ONLINE', 'DESK'];
const side = () => now().rules.side ?? 'ONLINE';
const redo = () => undo('future', 'past');
/** What a column is called. */
export const who = (column) => t(`kind.${kinds[column] || 'every'}`);
/** Letters in words. */
export const spoken = (letters) => letters.map((letter) => t(`flag.${letter}`)).join(', ');

/** @returns {{element: HTMLElement, find: (step: string, parameter: string, kind?: string) => void}} */
export function matrix() {
  const narrow = matchMedia('(max-width: 40rem)');
  const table = h('table', { id: 'matrix', role: 'grid', 'aria-multiselectable': 'true' });
  const bar = h('div.row');
  const { choose, range } = walkable(table, pressed);
  let cells = [];

  function build({ rules: { steps, rows, step: one } }) {
    if (!rows) return;
    if (narrow.matches && !steps.some(({ id }) => id === one)) return patch({ step: steps[0].id });
    const columns = steps.filter(({ id }) => !narrow.matches || id === one)
      .flatMap((step) => (step.id === one ? [...kinds.keys()] : [0]).map((column) => ({ step, column })));
    const cell = (parameter, label, { step, column }) => Object.assign(
      h('td', { tabIndex: -1, role: 'gridcell', 'data-cell': `${step.id}:${parameter}:${kinds[column]}` }),
      { key: `${step.id}:${parameter}`, column, name: `${label}, ${step.title}, ${who(column)}` },
    );
    fill(table,
      h('thead', {}, h('tr', {}, h('th', {}, t('field')), ...columns.map(({ step, column }) => h('th', {}, column ? who(column) : step.title)))),
      h('tbody', {}, ...rows.map(([key, label]) => h('tr', {}, h('th', { scope: 'row' }, label), ...columns.map((column) => cell(key, label, column))))));
    cells = [...table.querySelectorAll('td')];
    cells[0].tabIndex = 0;
    table.ariaLabel = t('panel.rules');
    paint(now());
  }

  function tools({ rules: { steps, step } }) {
    if (!steps) return;
    renew(bar,
      ...audiences.map((each) => button(t(`side.${each}`), () => patch({ side: each }), { id: `rules-${each}`, ariaPressed: String(each === side()) })),
      choice('rules-step', t('kindsAt'), [['', t('kindsAt')], ...steps.map(({ id, title }) => [id, title])], step || '', (id) => patch({ step: id })),
      ...signs.map((sign) => button(`${sign.replace('*', 'R *')} ${t(`flag.${sign}`)}`, () => type(sign), { id: `rules-${sign}` })),
      button(t('undo'), () => undo(), { id: 'rules-undo', title: 'Ctrl+Z' }),
      button(t('redo'), redo, { id: 'rules-redo', title: 'Ctrl+Shift+Z' }),
      h('span.quiet', {}, t('legend')));
  }

  function paint({ rules }) {
    const [faulty, felt] = [rules.findings, rules.preview?.changes].map((all = []) => Map.groupBy(all, keyOf));
    for (const cell of rules.rows ? cells : []) {
      const { key, column } = cell;
      const { letters, own, text } = view(rules.cells.get(key), column, side());
      const isChanged = own !== view(rules.before.get(key), column, side()).own;
      const isHere = ({ customerType }) => !column || customerType === kinds[column];
      // What is wrong for one customer type shows at the base while its column is closed.
      const faults = (faulty.get(key) ?? []).filter((each) => isHere(each) && (column || !each.customerType || each.step.id !== rules.step))
        .map(({ message }) => message).concat(rules.problems.get(key) ?? []);
      const touched = (felt.get(key) ?? []).filter((each) => each.audience === side() && isHere(each)).reduce((sum, { reach }) => sum + reach.openTickets, 0);
      fill(cell, text + (faults.length > 0 ? '!' : ''));
      cell.className = `${letters[0]}${isChanged ? ' changed' : ''}`;
      cell.title = cell.ariaLabel = straight([`${cell.name}: ${spoken(letters)}`, ...(isChanged ? [t('touches', touched)] : []), ...faults].join(', '));
    }
  }

  /** Types a letter into the chosen cells: what the first of them gets, all get. */
  function type(letter) {
    const all = now().rules.cells;
    const [first, ...others] = range();
    if (!first) return;
    const on = letter !== 'V' && !has(all.get(first.key), first.column, side(), letter);
    const edited = new Map();
    let said;
    for (const { key, column } of [first, ...others]) {
      const cell = edited.get(key) ?? all.get(key);
      const taken = letter === 'V' ? ['O', 'L'] : [letter];
      // A customer type takes nothing away of what holds for every customer.
      if (column && taken.some((each) => has(cell, 0, side(), each))) said = t('narrows', who(column));
      else edited.set(key, taken.reduce((sum, each) => set(sum, column, side(), each, on), cell));
    }
    if (edited.size > 0) edit(edited);
    patch({ said: said ?? first.title });
  }

  function pressed({ key, ctrlKey, metaKey, altKey, shiftKey }) {
    const letter = key.toUpperCase().replace('R', '*');
    if (ctrlKey || metaKey || altKey) return letter === 'Z' && (shiftKey ? redo() : undo());
    return signs.includes(letter) && type(letter);
  }

  watch(['rules.rows', 'rules.step'], build);
  watch(['rules.rows', 'rules.step', 'rules.side'], tools);
  narrow.onchange = () => build(now());
  watch(['rules.cells', 'rules.side', 'rules.findings', 'rules.problems'], paint);
  // Whom the last edit touches comes from the server, a moment later.
  watch(['rules.version'], ({ rules: { past } }) => past?.length > 0 && patch({ said: range()[0]?.title }));
  return {
    element: h('div', {}, bar, h('div.sheet', {}, table)),
    find(step, parameter, kind = '') {
      if (kind || narrow.matches) patch({ step });
      const cell = cells.find(({ dataset }) => dataset.cell === `${step}:${parameter}:${kind}`);
      if (cell) choose(cell);
    },
  };
}
