// How the server came to an answer: its levels, their statements, and the database's plans.
import { h } from '../core/dom.js';
import { number, t } from '../core/i18n.js';
import { copy } from '../view/take.js';

function bar(share) {
  const element = h('span.share', { 'aria-hidden': 'true' });
  element.style.width = `${Math.round(share * 100)}%`;
  return element;
}
const figures = ({ rows, runs, statements = 1 }) =>
  t('rowsBy', number(rows), number(statements) + (runs > statements ? ` (${number(runs)}×)` : ''));

/** One statement for many rows is good; the same one again and again is not. A list comes with what it is in. */
function badge(level, levels) {
  const isSource = ({ path, runs }) => runs > 0 && `${level.path}.`.startsWith(`${path}.`);
  const source = levels.findLast(isSource);
  if (!source || level.rows < 2 || (source !== level && source.rows > 1)) return null;
  const isRepeated = source.runs > 2 * source.statements;
  return h(`b.badge.${isRepeated ? 'wrong' : 'good'}`, {}, (isRepeated ? 'N+1: ' : '✓ ') + figures({ ...source, rows: level.rows }));
}

function statement({ query, explain, runs, rows }) {
  const steps = explain.split('\n').map((step) => {
    const isScan = /\bSCAN\b(?!.*VIRTUAL TABLE)/.test(step);
    return h(isScan ? 'li.wrong' : 'li', {}, isScan && '⚠ ', step);
  });
  const take = h('button', { type: 'button', onclick: () => copy(query, take) }, t('copySQL'));
  return h('div.statement', {}, h('pre', {}, query), h('ul', {}, ...steps), h('div.row', {}, h('span.grow.quiet', {}, t('rowsBy', number(rows), number(runs))), take));
}

/** @param {import('../core/state.js').Answer} answer one that the server explained */
export function plan({ explain: { timing = {}, levels = [], operations = [] } }) {
  const most = Math.max(...levels.map(({ ms }) => ms), 0.001);
  const times = Object.entries(timing);
  const total = times.reduce((sum, [, ms]) => sum + ms, 0) || 1;
  /** The level that a statement was run for: the nearest one above its field. */
  const levelOf = ({ title }) =>
    levels.findLast(({ path }) => path === title) ?? levels.findLast(({ path }) => title.startsWith(`${path}.`)) ?? levels[0];
  const rows = levels.map((level) => {
    const mine = operations.filter((operation) => levelOf(operation) === level);
    const line = [
      h('code', {}, level.path || level.type), ' ', badge(level),
      h('small', {}, `${t('rowsBy', number(level.rows), number(level.runs))} · ${number(level.ms, 3)} ms`), bar(level.ms / most),
    ];
    return mine.length > 0 ? h('details', {}, h('summary', {}, ...line), ...mine.map(statement)) : h('div', {}, ...line);
  });
  return h(
    'div.plan',
    { tabIndex: 0, role: 'region', 'aria-label': t('shape.plan') },
    h('ul.row', {}, ...times.map(([name, ms]) => h('li.grow', {}, `${name} ${number(ms, 3)} ms`, bar(ms, total)))),
    ...levels.map((level) => {
      const mine = operations.filter((operation) => levelOf(operation) === level);
      return h(
        'details',
        {},
        h('summary', {}, h('code', {}, level.path || level.type), ' ', badge(level, levels) ?? figures(level), ` · ${number(level.ms, 3)} ms`, bar(level.ms, longest)),
        ...mine.map(statement),
      );
    }),
  );
}
