// What was run here, and, for administrators, who looked through whose eyes.
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { number, t } from '../core/i18n.js';
import { change, isAdministrator, now, watch } from '../core/state.js';
import { button } from '../view/controls.js';
import { filterField } from '../view/dialog.js';
import { openDocument, titleOf } from './collections.js';

/** Who waits longer than this wants to know why. */
const slowFrom = 1000;
const line = (name, at, ...more) => [name, h('small', {}, [new Date(at).toLocaleString(now().language), ...more].filter(Boolean).join(' · '))];

/** The runs of this browser, and the uses of a lens. */
export function activity() {
  const filter = filterField('activity-filter', show);
  const runs = h('div', { id: 'history' });
  const looks = h('div', { id: 'audit' });

  function show() {
    const needle = filter.value.trim().toLowerCase();
    const found = now().history.filter(({ query }) => query.toLowerCase().includes(needle));
    fill(runs, button(t('clear'), () => change('historyCleared'), { id: 'clear-history' }), h('ul.links', {}, ...found.map((past) => {
      const { at, query, variables, lens, status, milliseconds, errors } = past;
      const marks = [(errors > 0 || status < 200 || status > 399) && t('failed'), milliseconds > slowFrom && t('slow')].filter(Boolean).join(', ');
      const open = () => openDocument(query, variables, undefined, isAdministrator(now()) ? { lens: lens ?? null } : {});
      return h('li', {}, h('a', { href: '#/q', onclick: open }, marks && h('span.badge.wrong', {}, marks),
        ...line(h('b', {}, past.name || titleOf(past)), at, status, `${number(milliseconds)} ms`, lens?.name)));
    })));
  }

  async function read() {
    fill(looks);
    if (now().route.panel !== 'a' || !isAdministrator(now())) return;
    const { auditLog: { nodes }, message } = await ask('Looks').catch((error) => ({ auditLog: {}, message: error.message }));
    fill(looks, nodes ? h('h3', {}, t('audit')) : h('p.wrong', {}, message), nodes && h('ul', {}, ...nodes.map(({ at, user, subject, changes }) =>
      h('li', {}, h('bdi', {}, user?.displayName), ' → ', ...line(h('bdi', {}, subject?.displayName), at, changes.find(({ name }) => name === 'reason')?.after)))));
  }

  watch(['history'], show);
  watch(['route', 'person'], read);
  return h('div', { id: 'activity' }, filter, runs, looks);
}
