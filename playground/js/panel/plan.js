// How the server came to an answer: its levels, their statements, and the database's plans.
import { h } from '../core/dom.js';
import { number, t } from '../core/i18n.js';
import { copy } from '../view/take.js';

function bar(share) {
  const element = h('span.share', { 'aria-hidden': 'true' });
  element.style.width = `${Math.round(share * 100)}%`;
  return element;
}

/** One statement for many rows is good; the same one again and again is not. */
function badge({ rows, statements, runs }) {
  if (runs === 0 || rows < 2) return null;
  const isRepeated = runs > 2 * statements;
  return h(`b.badge.${isRepeated ? 'bad' : 'good'}`, {}, `${isRepeated ? 'N+1: ' : '✓ '}${t('rowsBy', number(rows), number(runs))}`);
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
    h('ul.timing', {}, ...times.map(([name, ms]) => h('li', {}, h('code', {}, name), h('small', {}, `${number(ms, 3)} ms`), bar(ms / total)))),
    ...rows,
  );
}
