// How the server came to an answer: its levels, their statements, and the database's plans.
import { h } from '../core/dom.js';
import { number, t } from '../core/i18n.js';
import { copier } from '../view/take.js';

function bar(ms, whole) {
  const element = h('span.share');
  element.style.width = `${(100 * ms) / whole}%`;
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

function statement(operation) {
  const steps = operation.explain.split('\n').map((step) => {
    const isScan = /\bSCAN\b(?!.*VIRTUAL TABLE)/.test(step);
    return h(isScan ? 'li.wrong' : 'li', {}, (isScan ? '⚠ ' : '') + step);
  });
  return h('div.statement', {}, h('pre', {}, operation.query), h('ul', {}, ...steps), figures(operation), ' ', copier(t('copy'), () => operation.query));
}

/** @param {Object} explain what the server told */
export function plan({ timing = {}, levels = [], operations = [] }) {
  const longest = Math.max(...levels.map(({ ms }) => ms), 0.001);
  const times = Object.entries(timing);
  const total = times.reduce((sum, [, ms]) => sum + ms, 0.001);
  /** A statement's field is of the level that is nearest above it. */
  const levelOf = ({ title }) => levels.findLast(({ path }) => !path || `${title}.`.startsWith(`${path}.`));
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
