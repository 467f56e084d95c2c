// Who sees and writes what at which step: changed in a draft, and published as after a review.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { go } from '../core/router.js';
import { isAdministrator, now, watch } from '../core/state.js';
import { act, keyOf, load } from './draft.js';
import { matrix } from './matrix.js';
import { button, impact, review, takeBack, versions } from './versions.js';
import { walk } from './walk.js';

/** @param {{examples: Array<{name: string, query: string}>}} instance */
export function rules({ examples }) {
  const [bar, news, above, below] = [h('div.row'), h('div'), h('ul', { id: 'rules-lint' }), h('section', { id: 'rules-impact' })];
  const said = h('p', { id: 'rules-said', role: 'status' });
  const { element, find } = matrix();

  function head({ force, types, type, drafts, draft, version, theirs, rows, former }) {
    const name = ({ createdBy, createdAt }) => t('draft', createdBy?.displayName ?? '', new Date(createdAt).toLocaleString(now().language));
    const choice = (id, label, chosen, options, ...more) => {
      const select = h('select', { id, ariaLabel: label, onchange: () => more[0](select.value) },
        ...options.map(([value, text]) => h('option', { value, selected: value === chosen }, text)));
      return select;
    };
    const known = drafts.map((each) => [each.id, name(each)]);
    if (draft && !drafts.some(({ id }) => id === draft)) known.push([draft, t('draft', '', '')]);
    fill(bar,
      choice('rules-type', t('type'), type, types.map((each) => [each.id, each.name]), (id) => go('r', id)),
      choice('rules-draft', t('versions'), draft ?? '', [['', `${t('version', force.number)}: ${t('inForce')}`], ...known], (id) => load({ draft: id || null })),
      h('span.grow', { id: 'rules-count' }, draft ? t('count', version.changes.length) : ''),
      draft && button('rules-discard', t('discard'), () => act('discardRuleDraft', { draft })),
      draft && version.changes.length > 0 && button('rules-publish', t('review'), () => review(examples)));
    const mine = new Set(version.changes.map(keyOf));
    const clash = theirs.filter((each) => mine.has(keyOf(each)))
      .map(({ step, parameterKey }) => `${rows.find(({ key }) => key === parameterKey)?.label ?? parameterKey}, ${step.name}`);
    fill(news,
      former && h('p.note', {}, t('published', force.number), ' ', button('rules-back', t('back'), takeBack)),
      draft && !version.isUpToDate && h('p.note', {}, t('behind'), ' ', clash.length > 0 && t('clash', clash.join('; ')), ' ',
        button('rules-rebase', t('rebase'), () => act('rebaseRuleDraft', { draft }, draft))));
  }

  function effects({ findings, version, ...all }) {
    fill(above, ...findings.map(({ message, fix, step, parameterKey, customerType }) => h('li', {}, h('b.wrong', {}, `! ${message}`), ` ${fix} `,
      step && parameterKey && button(null, t('show'), () => find(step.id, parameterKey, customerType ?? '')))));
    fill(below, ...(version.changes.length > 0 ? impact({ ...all, version }, examples) : []));
  }

  watch(['route', 'person', 'language'], async (state) => {
    if (state.route.panel !== 'r' || !isAdministrator(state)) return;
    const [type, step, parameter, kind] = (state.route.name ?? '').split(':');
    await load({ type: type || undefined });
    if (parameter) find(step, parameter, kind);
  });
  watch(['rules.drafts', 'rules.draft', 'rules.version', 'rules.former'], ({ rules: all }) => all.rows && head(all));
  watch(['rules.findings', 'rules.preview', 'rules.version'], ({ rules: all }) => all.rows && effects(all));
  watch(['rules.said'], ({ rules: all }) => fill(said, all.said ?? ''));
  return h('div', { id: 'rules' }, bar, news, above, element, said, below, walk(), versions());
}
