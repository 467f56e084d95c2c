// Who sees and writes what at which step: changed in a draft, and published as after a review.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { later } from '../core/later.js';
import { go } from '../core/router.js';
import { isAdministrator, now, watch } from '../core/state.js';
import { button, choice, renew } from '../view/controls.js';
import { act, attempt, keyOf, load } from './draft.js';
import { matrix } from './matrix.js';
import { restore, review, versions, wrong } from './versions.js';
import { walk } from './walk.js';

/** A name is typed letter by letter: a type is opened when the hand rests. */
const open = later(300, (id) => go('r', id));

/** @param {{examples: Array<Object>, documents: Object}} instance */
export function rules(instance) {
  const [top, lint, said] = [h('div'), h('ul', { id: 'rules-lint' }), h('p', { id: 'rules-said', role: 'status' })];
  const { element, find } = matrix();
  const page = h('div', { id: 'rules' }, top, lint, walk(), element, said, review(instance), versions());

  watch(['route', 'person'], async (state) => {
    if (state.route.panel !== 'r' || !isAdministrator(state)) return;
    const [type, step, parameter, kind] = (state.route.name ?? '').split(':');
    await attempt(load({ type: type || undefined }));
    if (parameter) find(step, parameter, kind);
  });
  watch(['rules.drafts', 'rules.draft', 'rules.version', 'rules.former'], ({ rules: all }) => {
    const { force, types, type, drafts, draft, version, theirs, former, rows } = all;
    page.hidden = !rows;
    if (!rows) return;
    const published = t('published', force?.number ?? 0);
    const both = version.changes.filter((each) => theirs.some((other) => keyOf(other) === keyOf(each)));
    renew(top,
      h('div.row', {},
        choice('rules-type', t('type'), types.map(({ id, name }) => [id, name]), type, open),
        choice('rules-draft', t('versions'), [['', published], ...drafts.map(({ id, createdBy, createdAt }) =>
          [id, t('draft', createdBy?.displayName, new Date(createdAt).toLocaleString(now().language))])], draft ?? '', (id) => attempt(load({ draft: id || null }))),
        h('span.grow', { id: 'rules-count' }, draft ? t('count', version.changes.length) : ''),
        draft && button(t('discard'), () => act('DiscardRuleDraft', { draft }), { id: 'rules-discard' }),
        version.changes.length > 0 && button(t('review'), () => document.getElementById('rules-reason').focus(), { id: 'rules-publish', className: 'primary' })),
      former && h('p.note', {}, `${published} `, restore(former, 'rules-back', t('back'))),
      draft && !version.isUpToDate && h('p.note', {}, t('behind', both.map(({ step, before }) => `${before.parameterLabel}, ${step.name}`).join('; ') || '–'), ' ',
        button(t('rebase'), () => act('RebaseRuleDraft', { draft }, draft), { id: 'rules-rebase' })));
  });
  watch(['rules.findings'], ({ rules: { findings = [] } }) =>
    fill(lint, ...findings.map((each) => h('li', {}, ...wrong(each),
      each.step && each.parameterKey && button(t('show'), () => find(each.step.id, each.parameterKey, each.customerType ?? ''))))));
  watch(['rules.said'], ({ rules: all }) => fill(said, all.said ?? ''));
  return page;
}
