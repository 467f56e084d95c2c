// What a draft would change, in sentences; publishing it as after a review; and what was published.
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { to } from '../core/router.js';
import { now, watch } from '../core/state.js';
import { kinds, letterOf, view } from '../rules/cells.js';
import { button, renew } from '../view/controls.js';
import { openDocument } from './collections.js';
import { act, attempt, patch } from './draft.js';
import { audiences, spoken, who } from './matrix.js';

const effect = (name) => t(`effect.${name}`);
const side = (audience) => t(`side.${audience}`);
/** Customers of a type, or the desk in their tickets. */
const meets = (audience, column) => (audience === 'ONLINE' ? who(column) : `${side(audience)}${column ? ` (${who(column)})` : ''}`);
const reached = (all) => t('reach', ...['openTickets', 'customers', 'values'].map((key) => all.reduce((sum, { reach }) => sum + reach[key], 0)));
const list = (items) => h('ul', {}, ...items.map((item) => h('li', {}, ...[item].flat())));
const tab = (text, ...document) => h('a', { href: to('q'), onclick: () => openDocument(...document) }, text);

/** What is wrong, and what would put it right. */
export const wrong = ({ severity, message, fix }) => [h(severity === 'ERROR' ? 'b.wrong' : 'b', {}, `${severity === 'ERROR' ? '✕' : '!'} ${message}`), ` ${fix} `];

/** One sentence where all customer types are treated alike, else one for each. */
const sentences = (all, document) => [...Map.groupBy(all, (each) => [each.step.id, each.parameterKey, each.audience, each.effects].join()).values()]
  .flatMap((group) => (group.length === kinds.length - 1 ? [group] : group.map((each) => [each])))
  .map((group) => {
    const [{ parameterLabel, step, audience, effects, customerType }] = group;
    const column = group.length > 1 ? 0 : kinds.indexOf(customerType);
    // Who sees less, writes and fills in less: that need not be said.
    const told = effects.filter((each, place) => place === 0 || !/SEES_LESS|SEES.*WRITES/.test(`${effects[0]} ${each}`));
    const samples = group.flatMap(({ sample }) => sample).filter(({ ticket }) => ticket).slice(0, 5);
    return [
      h('b', {}, t('sentence', meets(audience, column), told.map(effect).join(', '), parameterLabel, step.name)), ` (${reached(group)})`,
      ...samples.flatMap(({ ticket: { number }, before, after }) =>
        [' ', tab(`#${number} ${spoken([letterOf(before)])} → ${spoken([letterOf(after)])}`, document, JSON.stringify({ number }))]),
    ];
  });

/** What a draft would be felt in, and the way to publish it. */
export function review({ examples, documents }) {
  const [felt, label, go] = [h('div', { id: 'rules-impact' }), h('span', {}, t('reason')), h('button.primary', {}, t('publish'))];
  const reason = h('textarea', { id: 'rules-reason', required: true, maxLength: 2000 });
  const form = h('form', { id: 'rules-review', onsubmit: publish }, felt, h('label', {}, label, reason), go);
  async function publish(event) {
    event.preventDefault();
    const { draft, force } = now().rules;
    if (await act('PublishRuleDraft', { draft, reason: reason.value, expectedRuleVersion: force?.id })) return;
    reason.value = '';
    patch({ former: force });
    document.getElementById('rules-type').focus();
  }
  watch(['rules.version', 'rules.preview'], ({ kept, language, rules: { preview, version } }) => {
    form.hidden = !version?.changes.length;
    if (form.hidden) return;
    const names = new RegExp(version.changes.map(({ parameterKey }) => `\\b${parameterKey}\\b`).join('|'));
    const used = [...kept, ...examples].filter(({ query }) => names.test(query));
    fill(felt,
      list(sentences(preview.changes, documents.Ticket)),
      list(preview.totals.map((each) => `${side(each.audience)}, ${effect(each.effect)}: ${reached([each])}`)),
      list([...preview.brings.map(wrong), ...preview.heals.map(({ message }) => `✓ ${message}`)]),
      h('details', {}, h('summary', {}, t('used', used.length)), list(used.map(({ name, title, query, variables }) => tab(title?.[language] ?? name, query, variables)))));
  });
  return form;
}

/** Takes a version up again, with one click. */
export const restore = ({ id, number }, name = `restore-${number}`, text = t('restore')) => button(text, async () => {
  if (!(await act('RestoreRuleVersion', { version: id, reason: `${t('restore')}: ${t('version', number)}` }))) patch({ former: null });
}, { id: name });

/** What a change of a rule is, for each side that meets something else. */
const told = ({ step, before, after }) => [...kinds.keys()].flatMap((column) => audiences.map((audience) => {
  const [was, is] = [before, after].map((cell) => view(cell, column, audience));
  return was.own !== is.own && `${before.parameterLabel}, ${step.name}, ${meets(audience, column)}: ${spoken(was.letters)} → ${spoken(is.letters)}`;
})).filter(Boolean);

/** The published versions, each with what it changed. */
export function versions() {
  const place = h('div');
  const element = h('details', { id: 'rules-versions', ontoggle: () => attempt(show()) }, h('summary', {}, t('versions')), place);
  async function show() {
    if (!element.open) return;
    const { ruleVersions } = await ask('PublishedRules');
    renew(place, list(ruleVersions.nodes.filter(({ number }) => number).sort((one, other) => other.number - one.number).map((each) => [
      h('b', {}, t('version', each.number)), ` ${new Date(each.publishedAt).toLocaleString(now().language)}, ${each.publishedBy?.displayName ?? ''}: ${each.reason} `,
      !each.isInForce && restore(each),
      each.basedOn && list(each.changes.flatMap(told)),
    ])));
  }
  watch(['rules.force'], () => attempt(show()));
  return element;
}
