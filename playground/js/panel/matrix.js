// The rules as a matrix: a row for each field, a column for each step, and for each customer type of one.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { change, now, watch } from '../core/state.js';
import { flag, kinds, view } from '../rules/cells.js';
import { walkable } from '../view/grid.js';
import { edit, keyOf, undo } from './draft.js';

const signs = ['V', 'O', 'L', '*', '<'];
const patch = (members) => change('rulesChanged', members);
const side = () => now().rules.side ?? 'ONLINE';
/** One of the words of a sentence. */
export const word = (key, place) => t(key).split('|')[place];
/** A customer type's name; 0: every customer's. */
export const who = (column) => word('kinds', column);
export const spoken = (letters) => letters.map((letter) => word('flags', signs.indexOf(letter))).join(', ');

/** @returns {{element: HTMLElement, find: (step: string, parameter: string, kind?: string) => void}} */
export function matrix() {
  const narrow = matchMedia('(max-width: 40rem)');
  const table = h('table', { id: 'matrix', role: 'grid', 'aria-multiselectable': 'true' });
  const bar = h('div.row');
  const { choose, range } = walkable(table, () => patch({ active: range()[0].dataset.cell }), pressed);
  /** @type {Map<HTMLElement, {step: Object, key: string, column: number, label: string}>} */
  let places;

  function build({ rules: { steps, rows, step: open, active } }) {
    if (!rows) return;
    places = new Map();
    const one = open ?? (narrow.matches && steps[0].id);
    const columns = steps
      .filter(({ id }) => !narrow.matches || id === one)
      .flatMap((step) => (step.id === one ? [0, 1, 2, 3, 4, 5] : [0]).map((column) => ({ step, column })));
    const cell = (row, { step, column }) => {
      const element = h('td', { tabIndex: -1, role: 'gridcell', 'data-cell': `${step.id}:${row.key}:${kinds[column - 1] ?? ''}` });
      places.set(element, { step, column, key: `${step.id}:${row.key}`, label: `${row.label}, ${step.title}, ${who(column)}` });
      return element;
    };
    const head = ({ step, column }) => h('th', { scope: 'col' }, column ? who(column) : step.title);
    fill(table,
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('field')), ...columns.map(head))),
      h('tbody', {}, ...rows.map((row) =>
        h('tr', {}, h('th', { scope: 'row' }, row.label), ...columns.map((column) => cell(row, column))))));
    const cells = [...places.keys()];
    (cells.find(({ dataset }) => dataset.cell === active) ?? cells[0]).tabIndex = 0;
    const choice = h('select', { id: 'rules-step', ariaLabel: t('kindsAt'), onchange: () => patch({ step: choice.value || null }) },
      ...[{ id: '', title: t('kindsAt') }, ...steps].map(({ id, title }) => h('option', { value: id, selected: id === one }, title)));
    const button = (name, text, action, more) => h('button', { type: 'button', 'data-do': name, onclick: action, ...more }, text);
    fill(bar,
      ...['ONLINE', 'DESK'].map((each, place) => button(each, word('sides', place), () => patch({ side: each }), { ariaPressed: String(each === side()) })),
      choice,
      ...signs.map((sign, place) => button(sign, `${sign === '*' ? 'R *' : sign} ${word('flags', place)}`, () => type(sign))),
      button('undo', t('undo'), () => undo(), { title: 'Ctrl+Z' }),
      button('redo', t('redo'), redo, { title: 'Ctrl+Shift+Z' }),
      h('span.quiet', {}, t('legend')));
    table.ariaLabel = t('panel.rules');
    paint(now());
  }

  function paint({ rules }) {
    for (const [cell, { key, column, label }] of rules.rows ? places : []) {
      const { letters, own, text } = view(rules.cells.get(key), column, side());
      const isChanged = own !== view(rules.before.get(key), column, side()).own;
      const faults = faultsOf(rules, key, column);
      const touched = rules.preview.changes.reduce((sum, each) =>
        sum + (keyOf(each) === key && each.audience === side() && (!column || each.customerType === kinds[column - 1]) ? each.reach.openTickets : 0), 0);
      fill(cell, text + (faults.length > 0 ? '!' : ''));
      cell.className = `${letters[0]}${isChanged ? ' changed' : ''}`;
      cell.ariaLabel = [`${label}: ${spoken(letters)}`, ...(isChanged ? [t('touches', touched)] : []), ...faults].join(', ');
    }
  }

  /** Types a letter into the chosen cells. */
  function type(letter) {
    const { cells } = now().rules;
    const chosen = range().map((cell) => places.get(cell));
    if (chosen.length === 0) return;
    const bits = flag(letter, side());
    const [first] = chosen;
    const sets = letter !== 'V' && !((cells.get(first.key)[0] | cells.get(first.key)[first.column]) & bits);
    const edited = new Map();
    let said;
    for (const { key, column } of chosen) {
      const cell = edited.get(key) ?? cells.get(key);
      // A customer type takes nothing away of what holds for every customer.
      if (column && cell[0] & bits) said = t('narrows', who(column));
      else edited.set(key, cell.with(column, sets ? cell[column] | bits : cell[column] & ~bits));
    }
    if (edited.size > 0) edit(edited);
    patch({ said: said ?? range()[0].ariaLabel });
  }

  function pressed({ key, ctrlKey, metaKey, altKey, shiftKey, target }) {
    const letter = key.toUpperCase().replace('R', '*');
    if ((ctrlKey || metaKey) && letter === 'Z') return shiftKey ? redo() : undo();
    if (key === 'Enter') {
      const { step } = places.get(target);
      patch({ step: now().rules.step === step.id ? null : step.id });
      return find(step.id, ...target.dataset.cell.split(':').slice(1, 2));
    }
    return !ctrlKey && !metaKey && !altKey && signs.includes(letter) && type(letter);
  }

  /** Stands in a cell. */
  function find(step, parameter, kind = '') {
    if (kind || narrow.matches) patch({ step });
    const cell = [...places.keys()].find(({ dataset }) => dataset.cell === `${step}:${parameter}:${kind}`);
    if (cell) choose(cell);
  }

  watch(['rules.rows', 'rules.step', 'rules.side'], build);
  narrow.onchange = () => build(now());
  watch(['rules.cells', 'rules.findings', 'rules.preview', 'rules.problems'], paint);
  return { element: h('div', {}, bar, h('div.sheet', {}, table)), find };
}

const redo = () => undo('future', 'past');

/** What is wrong in a cell; of a customer type whose column is closed, at its base too. */
function faultsOf({ findings, problems, step }, key, column) {
  const mine = findings.filter((each) => keyOf(each) === key
    && (column ? each.customerType === kinds[column - 1] : !each.customerType || step !== each.step.id));
  return [...mine.map(({ message }) => message), ...(problems.has(key) ? [problems.get(key)] : [])];
}
