// Who sees and writes what at which step: changed in a draft, and published as after a review.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { go } from '../core/router.js';
import { isAdministrator, now, watch } from '../core/state.js';
import { button, choice, renew } from '../view/controls.js';
import { act, keyOf, load } from './draft.js';
import { matrix } from './matrix.js';
import { impact, review, takeBack, versions } from './versions.js';
import { walk } from './walk.js';

/** @param {{examples: Array<{name: string, query: string}>}} instance */
export function rules({ examples }) {
  const [top, lint, below] = [h('div'), h('ul', { id: 'rules-lint' }), h('section', { id: 'rules-impact' })];
  const said = h('p', { id: 'rules-said', role: 'status' });
  const { element, find } = matrix();

  function head({ force, types, type, drafts, draft, version, theirs, former }) {
    const known = drafts.map(({ id, createdBy, createdAt }) => [id, t('draft', createdBy?.displayName, new Date(createdAt).toLocaleString(now().language))]);
    const clash = version.changes.filter((each) => theirs.some((other) => keyOf(other) === keyOf(each))).map(({ step, before }) => `${before.parameterLabel}, ${step.name}`);
    const bar = h('div.row', {},
      choice('rules-type', t('type'), types.map(({ id, name }) => [id, name]), type, (id) => go('r', id)),
      choice('rules-draft', t('versions'), [['', t('published', force?.number ?? 0)], ...known], draft ?? '', (id) => load({ draft: id || null })),
      h('span.grow', { id: 'rules-count' }, draft ? t('count', version.changes.length) : ''),
      draft && button('rules-discard', t('discard'), () => act('discardRuleDraft', { draft })),
      draft && version.changes.length > 0 && button('rules-publish', t('review'), () => review(examples), { className: 'primary' }));
    renew(top, bar,
      former && h('p.note', {}, t('published', force.number), ' ', button('rules-back', t('back'), takeBack)),
      draft && !version.isUpToDate && h('p.note', {}, t('behind', clash.join('; ') || '–'), ' ', button('rules-rebase', t('rebase'), () => act('rebaseRuleDraft', { draft }, draft))));
  }

  function effects({ findings, version, ...all }) {
    fill(lint, ...findings.map(({ message, fix, step, parameterKey, customerType }) => h('li', {}, h('b.wrong', {}, `! ${message}`), ` ${fix} `,
      step && parameterKey && button(null, t('show'), () => find(step.id, parameterKey, customerType ?? '')))));
    fill(below, ...(all.draft && version.changes.length > 0 ? impact({ ...all, version }, examples) : []));
  }

  watch(['route', 'person', 'language'], async (state) => {
    if (state.route.panel !== 'r' || !isAdministrator(state)) return;
    const [type, step, parameter, kind] = (state.route.name ?? '').split(':');
    await load({ type: type || undefined });
    if (parameter) find(step, parameter, kind);
  });
  watch(['rules.drafts', 'rules.draft', 'rules.version', 'rules.former'], ({ rules: all }) => all.rows && head(all));
  watch(['rules.preview', 'rules.version'], ({ rules: all }) => all.rows && effects(all));
  watch(['rules.said'], ({ rules: all }) => fill(said, all.said ?? ''));
  const page = h('div', { id: 'rules' }, top, lint, walk(), element, said, below, versions());
  watch(['rules.rows'], ({ rules: { rows } }) => {
    page.hidden = !rows;
  });
  return page;
}
