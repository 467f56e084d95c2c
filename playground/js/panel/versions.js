// What a draft would change, in sentences; publishing it as after a review; and what was published.
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { to } from '../core/router.js';
import { change, now, watch } from '../core/state.js';
import { kinds, read, view } from '../rules/cells.js';
import { button } from '../view/controls.js';
import { act, attempt, changes, patch, save } from './draft.js';
import { audiences, spoken, who, word } from './matrix.js';

const side = (audience) => word('sides', audiences.indexOf(audience));
const effect = (name) => word('effects', ['SEES', 'WRITES', 'ASKED', 'NEEDED'].indexOf(name.split('_')[0]) * 2 + Number(/LESS/.test(name)));
/** The letter of an access. */
export const letterOf = ({ access }) => ({ HIDDEN: 'O', READ_ONLY: 'L', WRITABLE: 'V' })[access];
/** Customers of a type, or the desk in their tickets. */
const meets = (audience, column) => (audience === 'ONLINE' ? who(column) : `${side(audience)}${column ? ` (${who(column)})` : ''}`);
const reached = (all) => t('reach', ...['openTickets', 'customers', 'values'].map((key) => all.reduce((sum, { reach }) => sum + reach[key], 0)));
const list = (items) => h('ul', {}, ...items.map((item) => h('li', {}, ...[item].flat())));
const tab = (text, query) => h('a', { href: to('q'), onclick: () => change('tabOpened', { query }) }, text);
const isCore = (key) => /^(subject|requestText|priority|product|dueDate|solution)$/.test(key);
const touched = (number, key) => `query Touched {
  ticket(number: ${number}) {
    subject status step { name } customer { name }
    ${isCore(key) ? key : 'parameters { key access }'}
  }
}
`;

/** One sentence where all customer types are treated alike, else one for each. */
function sentences(all) {
  return [...Map.groupBy(all, (each) => [each.step.id, each.parameterKey, each.audience, each.effects].join()).values()]
    .flatMap((group) => (group.length === kinds.length ? [group] : group.map((each) => [each])))
    .map((group) => {
      const [{ parameterKey, parameterLabel, step, audience, effects, customerType }] = group;
      const who = meets(audience, group.length > 1 ? 0 : kinds.indexOf(customerType) + 1);
      // Who sees less, writes and fills in less: that need not be said.
      const told = effects.filter((each, place) => place === 0 || !/SEES_LESS|SEES.*WRITES/.test(`${effects[0]} ${each}`));
      const samples = group.flatMap(({ sample }) => sample).filter(({ ticket }) => ticket).slice(0, 5);
      return [
        h('b', {}, t('sentence', who, told.map(effect).join(', '), parameterLabel, step.name)), ` (${reached(group)})`,
        ...samples.flatMap(({ ticket: { number }, before, after }) =>
          [' ', tab(`#${number} ${[before, after].map((each) => spoken([letterOf(each)])).join(' → ')}`, touched(number, parameterKey))]),
      ];
    });
}

/** What a draft would be felt in. */
export function impact({ preview, version }, examples) {
  const keys = version.changes.map(({ parameterKey: key }) => `\\b${key}\\b`);
  const used = [...now().kept, ...examples].filter(({ query }) => new RegExp(keys.join('|')).test(query));
  return [
    list(sentences(preview.changes)),
    list(preview.totals.map((each) => `${side(each.audience)}, ${effect(each.effect)}: ${reached([each])}`)),
    list([...preview.brings.map(({ message, fix }) => [h('b.wrong', {}, `! ${message}`), ` ${fix}`]), ...preview.heals.map(({ message }) => `✓ ${message}`)]),
    h('details', {}, h('summary', {}, t('used', used.length)), list(used.map(({ name, query }) => tab(name, query)))),
  ];
}

/** Asks for a reason, and then does it. */
function decide(title, content, action) {
  const reason = h('textarea', { id: 'rules-reason', required: true, maxLength: 2000 });
  const wrong = h('p.wrong', { role: 'alert' });
  const onsubmit = async (event) => {
    event.preventDefault();
    const problem = await action(reason.value);
    fill(wrong, problem);
    if (!problem) dialog.close();
  };
  const opener = document.activeElement;
  const onclose = () => {
    dialog.remove();
    if (!opener.isConnected) document.getElementById('rules-type').focus();
  };
  const dialog = h('dialog', { id: 'rules-review', ariaLabel: title, onclose },
    h('form', { onsubmit }, h('h2', {}, title), ...content, h('label', {}, t('reason'), reason), wrong,
      h('div.row', {}, h('button.primary', {}, title), button('rules-cancel', t('cancel'), () => dialog.close()))));
  document.body.append(dialog);
  dialog.showModal();
  reason.focus();
}

/** Shows what a draft changes, and publishes it. */
export async function review(examples) {
  await save();
  const { rules: { draft, force, ...rules } } = now();
  decide(t('publish'), impact(rules, examples), async (reason) => {
    const problem = await act('publishRuleDraft', { draft, reason, expectedRuleVersion: force?.id });
    if (!problem) patch({ former: force });
    return problem;
  });
}

async function restore(version, reason) {
  const problem = await act('restoreRuleVersion', { version, reason });
  if (!problem) patch({ former: null });
  return problem;
}
/** Takes back what was published last. */
export const takeBack = () => restore(now().rules.former.id, t('back'));

/** What a change of a rule is, for each side that meets something else. */
function told({ step, before, after }) {
  const cells = [before, after].map(read);
  return [0, 1, 2, 3, 4, 5].flatMap((column) => audiences.map((audience) => {
    const [was, is] = cells.map((cell) => view(cell, column, audience));
    return was.own !== is.own && `${before.parameterLabel}, ${step.name}, ${meets(audience, column)}: ${spoken(was.letters)} → ${spoken(is.letters)}`;
  })).filter(Boolean);
}

/** The published versions, each with what it changed. */
export function versions() {
  const [summary, place] = [h('summary'), h('div')];
  const element = h('details', { id: 'rules-versions', ontoggle: () => attempt(show()) }, summary, place);
  async function show() {
    fill(summary, t('versions'));
    if (!element.open) return;
    const { ruleVersions } = await ask(`query Versions { ruleVersions(first: 50) { nodes { id number isInForce reason publishedAt publishedBy { displayName } basedOn { id } ${changes} } } }`);
    fill(place, list(ruleVersions.nodes.filter(({ number }) => number).map(({ id, number, isInForce, reason, publishedAt, publishedBy, basedOn, changes: all }) => [
      h('b', {}, t('version', number)), ` ${new Date(publishedAt).toLocaleString(now().language)}, ${publishedBy?.displayName ?? ''}: ${reason} `,
      !isInForce && button(`restore-${number}`, t('restore'), () => decide(t('restore'), [t('version', number)], (why) => restore(id, why))),
      basedOn && list(all.flatMap(told)),
    ])));
  }
  watch(['rules.force', 'language'], () => attempt(show()));
  return element;
}
