// What a draft would change, in sentences; publishing it as after a review; and what was published.
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { to } from '../core/router.js';
import { change, now, watch } from '../core/state.js';
import { kinds, read, view } from '../rules/cells.js';
import { act, changes, save } from './draft.js';
import { spoken, who, word } from './matrix.js';

const both = ['ONLINE', 'DESK'];
const effect = (name) => word('effects', ['SEES', 'WRITES', 'ASKED', 'NEEDED'].indexOf(name.split('_')[0]) * 2 + Number(/LESS/.test(name)));
const side = (audience) => word('sides', both.indexOf(audience));
/** Who meets it: customers of a type, or the desk in their tickets. */
const meets = (audience, column) => (audience === 'ONLINE' ? who(column) : `${side(audience)}${column ? ` (${who(column)})` : ''}`);
const reached = (all) => t('reach', ...['openTickets', 'customers', 'values'].map((key) => all.reduce((sum, { reach }) => sum + reach[key], 0)));
const list = (items) => h('ul', {}, ...items.map((item) => h('li', {}, ...[item].flat())));
export const button = (id, text, onclick) => h('button', { type: 'button', id, onclick }, text);

const isCore = (key) => /^(subject|requestText|priority|product|dueDate|solution)$/.test(key);
const tab = (text, query, title) => h('a', { href: to('q'), title, onclick: () => change('tabOpened', { query }) }, text);
function sampled({ ticket, before, after }, key) {
  const [was, is] = [before, after].map(({ access }) => spoken([{ HIDDEN: 'O', READ_ONLY: 'L', WRITABLE: 'V' }[access]]));
  const field = isCore(key) ? key : 'parameters { key access }';
  return [' ', tab(`#${ticket.number} ${was} → ${is}`, `query Touched {\n  ticket(number: ${ticket.number}) {\n    subject status step { name } customer { name }\n    ${field}\n  }\n}\n`)];
}

/** One sentence where all customer types are treated alike, else one for each. */
function sentences(all) {
  return [...Map.groupBy(all, (each) => [each.step.id, each.parameterKey, each.audience, each.effects].join()).values()]
    .flatMap((group) => (group.length === kinds.length ? [group] : group.map((each) => [each])))
    .map((group) => {
      const [{ parameterKey, parameterLabel, step, audience, effects, customerType }] = group;
      const column = group.length > 1 ? 0 : kinds.indexOf(customerType) + 1;
      // Who sees more or less writes more or less: that need not be said.
      const told = effects.filter((each) => !/WRITES/.test(each) || !/SEES/.test(effects)).map(effect).join(', ');
      return [
        h('b', {}, t('sentence', meets(audience, column), told, parameterLabel, step.name)),
        ` (${reached(group)})`,
        ...group.flatMap(({ sample }) => sample).filter(({ ticket }) => ticket).slice(0, 5).flatMap((each) => sampled(each, parameterKey)),
      ];
    });
}

/** What a draft would be felt in. */
export function impact({ preview, version }, examples) {
  const keys = new Set(version.changes.map(({ parameterKey }) => parameterKey));
  const names = new RegExp([...keys].map((key) => (isCore(key) ? `\\b${key}\\b` : `"${key}"|\\b${key}\\b *[({]`)).join('|'));
  const used = [...now().kept, ...examples].filter(({ query }) => names.test(query));
  return [
    list(sentences(preview.changes)),
    list(preview.totals.map((each) => `${side(each.audience)}, ${effect(each.effect)}: ${reached([each])}`)),
    list([...preview.brings.map(({ message, fix }) => [h('b.wrong', {}, `! ${message}`), ` ${fix}`]), ...preview.heals.map(({ message }) => `✓ ${message}`)]),
    h('details', {}, h('summary', {}, t('used', used.length)), list(used.map(({ name, query }) => tab(name, query)))),
  ];
}

/** Asks for a reason, and then does it. */
function ask2(title, content, action) {
  const reason = h('textarea', { id: 'rules-reason', required: true, maxLength: 2000 });
  const wrong = h('p.wrong', { role: 'alert' });
  const onsubmit = async (event) => {
    event.preventDefault();
    const problems = await action(reason.value);
    fill(wrong, problems.join(' '));
    if (problems.length === 0) dialog.close();
  };
  const dialog = h('dialog', { id: 'rules-review', ariaLabel: title, onclose: () => dialog.remove() },
    h('form', { onsubmit }, h('h2', {}, title), ...content, h('label', {}, t('reason'), reason), wrong,
      h('div.row', {}, h('button.primary', { type: 'submit' }, title), button('rules-cancel', t('cancel'), () => dialog.close()))));
  document.body.append(dialog);
  dialog.showModal();
  reason.focus();
}

/** Shows what a draft changes, and publishes it. */
export async function review(examples) {
  await save();
  const { rules } = now();
  ask2(t('publish'), impact(rules, examples), async (reason) => {
    const problems = await act('publishRuleDraft', { draft: rules.draft, reason, expectedRuleVersion: rules.force.id });
    if (problems.length === 0) change('rulesChanged', { former: rules.force });
    return problems;
  });
}

async function restore(version, reason) {
  const problems = await act('restoreRuleVersion', { version, reason });
  change('rulesChanged', { former: null, said: problems.join(' ') });
  return problems;
}
/** Takes back what was published last. */
export const takeBack = () => restore(now().rules.former.id, t('back'));

/** What a change of a rule is for each side, where it is otherwise than for every customer. */
function told({ step, before, after }) {
  const [was, is] = [read(before), read(after)];
  return [0, 1, 2, 3, 4, 5].flatMap((column) => both.map((audience) => {
    const [old, fresh] = [was, is].map((cell) => view(cell, column, audience));
    return old.own !== fresh.own && `${before.parameterLabel}, ${step.name}, ${meets(audience, column)}: ${spoken(old.letters)} → ${spoken(fresh.letters)}`;
  })).filter(Boolean);
}

/** The published versions, each with what it changed. */
export function versions() {
  const summary = h('summary');
  const place = h('div');
  const element = h('details', { id: 'rules-versions', ontoggle: () => show() }, summary, place);
  async function show() {
    if (!element.open) return;
    const { ruleVersions } = await ask(`query Versions { ruleVersions(first: 50) { nodes { id number isInForce reason publishedAt publishedBy { displayName } basedOn { id } ${changes} } } }`);
    fill(place, list(ruleVersions.nodes.filter(({ number }) => number).map((each) => [
      h('b', {}, t('version', each.number)),
      ` ${new Date(each.publishedAt).toLocaleString(now().language)}, ${each.publishedBy?.displayName ?? ''}: ${each.reason} `,
      !each.isInForce && button(`restore-${each.number}`, t('restore'), () => ask2(t('restore'), [t('version', each.number)], (reason) => restore(each.id, reason))),
      each.basedOn && list(each.changes.flatMap(told)),
    ])));
  }
  watch(['rules.force', 'language'], () => {
    fill(summary, t('versions'));
    show();
  });
  return element;
}
