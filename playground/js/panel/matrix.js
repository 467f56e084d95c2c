// The rules as a matrix: a row for each field, a column for each step and, opened, for each customer type.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { change, now, watch } from '../core/state.js';
import { differs, kinds, letters, sets, shown, typed } from '../rules/cells.js';
import { walkable } from '../view/grid.js';
import { edit, redo, undo } from './draft.js';

const signs = ['V', 'O', 'L', '*', '<'];
const patch = (members) => change('rulesChanged', members);
/** A customer type's name, or every customer's. */
export const who = (column) => (column ? t(`kind.${kinds[column - 1]}`) : t('everyone'));

/** @returns {{element: HTMLElement, find: (step: string, parameter: string, kind?: string) => void}} */
export function matrix() {
  const narrow = matchMedia('(max-width: 40rem)');
  const table = h('table', { id: 'matrix', role: 'grid', 'aria-multiselectable': 'true' });
  const choice = h('select', { id: 'rules-step', onchange: () => patch({ step: choice.value }) });
  const keys = h('div.row', { role: 'toolbar' });
  const { choose, chosen } = walkable(table, (cell) => patch({ active: cell.dataset.cell }), pressed);
  /** @type {Array<{cell: HTMLElement, step: Object, place: number, row: Object, column: number}>} */
  let cells = [];

  function build({ rules: { steps, rows, open = new Set(), step: one = steps?.[0].id } }) {
    if (!rows) return;
    cells = [];
    const all = steps.map((step, place) => ({ ...step, place }));
    const picked = narrow.matches ? all.filter(({ id }) => id === one) : all;
    const columns = (step) => (narrow.matches || open.has(step.id) ? [0, 1, 2, 3, 4, 5] : [0]);
    const cell = (row, step, column) => {
      const element = h('td', { tabIndex: -1, role: 'gridcell', 'data-cell': `${step.id}:${row.key}:${kinds[column - 1] ?? ''}` });
      cells.push({ cell: element, step, row, column });
      return element;
    };
    const toggle = (step) => {
      const next = new Set(open);
      if (!next.delete(step.id)) next.add(step.id);
      patch({ open: next });
      table.querySelector(`[data-step="${step.id}"]`)?.focus();
    };
    fill(choice, ...all.map(({ id, name, place }) => h('option', { value: id, selected: id === one }, `${place + 1} ${name}`)));
    choice.hidden = !narrow.matches;
    choice.setAttribute('aria-label', t('steps'));
    fill(
      table,
      h('thead', {}, h('tr', {}, h('th', { rowSpan: 2, scope: 'col' }, t('field')), ...picked.map((step) =>
        h('th', { colSpan: columns(step).length, scope: 'colgroup' }, h('button', {
          type: 'button', 'data-step': step.id, 'aria-expanded': String(columns(step).length > 1), title: t('kinds'), onclick: () => toggle(step),
        }, `${step.place + 1} ${step.name}`)))),
      h('tr', {}, ...picked.flatMap((step) => columns(step).map((column) =>
        h('th', { scope: 'col', title: who(column), 'aria-label': who(column) }, column ? who(column).slice(0, 4) : t('base')))))),
      h('tbody', {}, ...rows.map((row) =>
        h('tr', {}, h('th', { scope: 'row', title: row.key }, row.label), ...picked.flatMap((step) => columns(step).map((column) => cell(row, step, column)))))),
    );
    paint(now());
    const active = cells.find(({ cell: { dataset } }) => dataset.cell === now().rules.active) ?? cells[0];
    active.cell.tabIndex = 0;
  }

  function paint({ rules }) {
    if (!rules.rows) return;
    const { side = 'ONLINE' } = rules;
    for (const { cell, step, row, column } of cells) {
      const key = `${step.id}:${row.key}`;
      const flags = rules.cells.get(key);
      const [isChanged, marks] = [differs(flags, rules.before.get(key), column, side), found(rules, key, column)];
      fill(cell, shown(flags, column, side) + (marks.length > 0 ? '!' : ''));
      cell.dataset.access = letters(flags, column, side)[0];
      cell.classList.toggle('changed', isChanged);
      cell.classList.toggle('faulty', marks.length > 0);
      const words = letters(flags, column, side).map((letter) => t(`flag.${letter}`)).join(', ');
      cell.ariaLabel = [
        `${row.label}, ${t('stepN', step.place + 1, step.name)}, ${who(column)}: ${words}`,
        isChanged && t('touches', touched(rules, key, column, side)),
        ...marks,
      ].filter(Boolean).join(', ');
    }
  }

  const place = (cell) => cells.find((each) => each.cell === cell);
  /** Types a letter into the chosen cells. */
  function type(letter) {
    const { cells: all, side = 'ONLINE' } = now().rules;
    const range = chosen().filter((cell) => cell.isConnected).map(place);
    if (range.length === 0) return;
    const key = ({ step, row }) => `${step.id}:${row.key}`;
    const on = sets(all.get(key(range[0])), range[0].column, side, letter);
    const changed = new Map();
    let refused = '';
    for (const each of range) {
      const next = typed(changed.get(key(each)) ?? all.get(key(each)), each.column, side, letter, on);
      if (next) changed.set(key(each), next);
      else refused = t('narrows', who(each.column));
    }
    if (changed.size > 0) edit(changed);
    patch({ said: refused || range[0].cell.ariaLabel });
  }

  function pressed({ key, ctrlKey, metaKey, altKey, shiftKey }) {
    const letter = key.toUpperCase() === 'R' ? '*' : key.toUpperCase();
    if (ctrlKey || metaKey) {
      if (letter !== 'Z' && letter !== 'Y') return false;
      if (letter === 'Y' || shiftKey) redo();
      else undo();
      return true;
    }
    if (altKey || !signs.includes(letter)) return false;
    type(letter);
    return true;
  }

  const sides = ['ONLINE', 'DESK'].map((side) => h('button', { type: 'button', 'data-side': side, onclick: () => patch({ side }) }));
  watch(['rules.rows', 'rules.steps', 'rules.open', 'rules.step'], build);
  narrow.addEventListener('change', () => build(now()));
  watch(['rules.cells', 'rules.before', 'rules.side', 'rules.findings', 'rules.preview', 'rules.problems'], paint);
  watch(['language', 'rules.side'], ({ rules: { side = 'ONLINE' } }) => {
    for (const each of sides) {
      fill(each, t(`side.${each.dataset.side}`));
      each.setAttribute('aria-pressed', String(each.dataset.side === side));
    }
    fill(keys, h('div.tabs', { role: 'group', 'aria-label': t('view') }, ...sides), choice,
      ...signs.map((sign) => h('button', { type: 'button', 'data-letter': sign, onclick: () => type(sign) }, h('b', {}, sign === '*' ? 'R *' : sign), ` ${t(`flag.${sign}`)}`)),
      h('button', { type: 'button', id: 'undo', title: 'Ctrl+Z', onclick: () => undo() }, `↶ ${t('undo')}`),
      h('button', { type: 'button', id: 'redo', title: 'Ctrl+Shift+Z', onclick: redo }, `↷ ${t('redo')}`),
      h('span.quiet', {}, t('legend')));
    keys.setAttribute('aria-label', t('rules'));
    table.setAttribute('aria-label', t('rules'));
  });
  return {
    element: h('div', {}, keys, h('div.sheet', {}, table)),
    /** Stands in a cell. */
    find(step, parameter, kind = '') {
      patch({ step, open: new Set([...(now().rules.open ?? []), ...(kind ? [step] : [])]) });
      const there = cells.find(({ cell: { dataset } }) => dataset.cell === `${step}:${parameter}:${kind}`);
      if (there) choose(there.cell);
    },
  };
}

/** What is wrong in a cell; of a customer type whose column is closed, at its base too. */
export function found({ findings, problems, open, draft }, key, column) {
  const mine = findings.filter((each) => `${each.step?.id}:${each.parameterKey}` === key
    && (column ? each.customerType === kinds[column - 1] : !each.customerType || !open?.has(each.step.id)));
  return [...mine.map(({ message }) => message), ...(problems.has(key) ? [problems.get(key)] : [])];
}

const touched = ({ preview }, key, column, side) => preview.changes
  .filter((each) => `${each.step.id}:${each.parameterKey}` === key && each.audience === side && (!column || each.customerType === kinds[column - 1]))
  .reduce((sum, { reach }) => sum + reach.openTickets, 0);
