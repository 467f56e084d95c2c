// Rules: who sees and writes what, at which step; changed in a draft, and published as after a review.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { go } from '../core/router.js';
import { isAdministrator, now, watch } from '../core/state.js';
import { act, load } from './draft.js';
import { found, matrix } from './matrix.js';
import { impact, review, takeBack, versions } from './versions.js';
import { walk } from './walk.js';

/** @param {{examples: Array<{name: string, query: string}>}} instance */
export function rules({ examples }) {
  const type = h('select', { id: 'rules-type', onchange: () => go('r', type.value) });
  const draft = h('select', { id: 'rules-draft', onchange: () => load({ draft: draft.value || null }) });
  const bar = h('div.row', { id: 'rules-bar' });
  const said = h('p', { id: 'rules-said', role: 'status' });
  const news = h('div');
  const above = h('div');
  const below = h('section', { id: 'rules-impact' });
  const { element, find } = matrix();
  const button = (id, action, name = t(id)) => h('button', { type: 'button', id: `rules-${id}`, onclick: action }, name);

  watch(['route', 'person', 'language'], async (state) => {
    if (state.route.panel !== 'r' || !isAdministrator(state)) return;
    const [id, step, parameter, kind] = (state.route.name ?? '').split(':');
    await load({ type: id || undefined });
    if (parameter && now().rules.rows) find(step, parameter, kind);
  });
  watch(['rules.drafts', 'rules.draft', 'rules.own', 'rules.former', 'language'], ({ rules: all }) => {
    if (!all.rows) return;
    const option = (value, text, isIt) => h('option', { value, selected: isIt }, text);
    fill(type, ...all.types.map(({ id, name }) => option(id, name, id === all.type)));
    fill(draft, option('', `${t('version', all.force.number)}, ${t('inForce')}`, !all.draft),
      ...(all.draft && !all.drafts.some(({ id }) => id === all.draft) ? [option(all.draft, t('draft', ''), true)] : []),
      ...all.drafts.map(({ id, createdAt, createdBy }) => option(id, `${t('draft', createdBy?.displayName ?? '')} ${new Date(createdAt).toLocaleString(now().language)}`, id === all.draft)));
    type.ariaLabel = t('type');
    draft.ariaLabel = t('versions');
    fill(bar, type, draft, h('span.grow', {}, all.draft && t('count', all.own.length)),
      all.draft && button('discard', () => act('discardRuleDraft', { draft: all.draft })),
      all.draft && all.own.length > 0 && h('button.primary', { type: 'button', id: 'rules-publish', onclick: () => review(examples) }, t('review')));
    const mine = new Set(all.own.map(({ step, parameterKey }) => `${step.id}:${parameterKey}`));
    const both = all.theirs.filter(({ step, parameterKey }) => mine.has(`${step.id}:${parameterKey}`));
    fill(news,
      all.former && h('p.note', {}, t('published', all.force.number), ' ', button('back', takeBack)),
      all.draft && all.isUpToDate === false && h('p.note', {}, t('behind'), ' ',
        both.length > 0 && t('both', both.map(({ step, parameterKey }) => `${all.rows.find(({ key }) => key === parameterKey)?.label ?? parameterKey}, ${step.name}`).join('; ')), ' ',
        button('rebase', () => act('rebaseRuleDraft', { draft: all.draft }))));
  });
  watch(['rules.said'], ({ rules: all }) => fill(said, all.said ?? ''));
  watch(['rules.findings', 'rules.preview', 'rules.problems', 'language'], ({ rules: all }) => {
    if (!all.rows) return;
    const item = ({ message, fix, step, parameterKey, customerType }) => h('li', {}, h('b.wrong', {}, `! ${message}`), ` ${fix} `,
      step && parameterKey && h('button', { type: 'button', onclick: () => find(step.id, parameterKey, customerType ?? '') }, t('goToCell')));
    fill(above, h('ul', {}, ...all.findings.map(item)));
    fill(below, ...(all.own.length > 0 ? impact(all, examples) : []));
  });
  return h('div', { id: 'rules' }, bar, news, above, element, said, below, walk(), versions());
}
