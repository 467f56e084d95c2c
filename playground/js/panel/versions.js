// What a draft would change, said in sentences; publishing it as after a review; and what was published.
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { number, t } from '../core/i18n.js';
import { go, to } from '../core/router.js';
import { change, now, watch } from '../core/state.js';
import { kinds, letters, read } from '../rules/cells.js';
import { act, changes, save } from './draft.js';
import { who } from './matrix.js';

const reached = ({ openTickets, customers, values }) => t('reach', ...[openTickets, customers, values].map((each) => number(each)));
const side = (audience, column) => (audience === 'ONLINE' ? who(column) : t('side.DESK') + (column ? ` (${who(column)})` : ''));
/** Who sees less writes less, too: that need not be said. */
const told = (effects) => effects.filter((each) => !/WRITES/.test(each) || !/SEES/.test(effects)).map((each) => t(`effect.${each}`)).join(', ');
const list = (items) => h('ul', {}, ...items.map((item) => h('li', {}, ...[item].flat())));

/** The changes of a preview as sentences: one for every customer where all types are treated alike. */
function sentences({ changes: all }) {
  const groups = Map.groupBy(all, (each) => [each.step.id, each.parameterKey, each.audience, each.effects].join());
  return [...groups.values()].flatMap((group) => (group.length === kinds.length ? [[group, 0]] : group.map((each) => [[each], kinds.indexOf(each.customerType) + 1])))
    .map(([group, column]) => {
      const [{ parameterKey, parameterLabel, step, audience, effects }] = group;
      const total = (key) => group.reduce((sum, { reach }) => sum + reach[key], 0);
      const samples = group.flatMap(({ sample }) => sample).slice(0, 5);
      return [
        h('b', {}, t('sentence', side(audience, column), told(effects), parameterLabel, step.name)), ' ',
        h('span.quiet', {}, reached({ openTickets: total('openTickets'), customers: total('customers'), values: total('values') })),
        ...samples.flatMap(({ ticket, before, after }) => [' ', look(ticket?.number, parameterKey, `${access(before)} → ${access(after)}`)]),
      ];
    });
}

const access = ({ access: each }) => t(`flag.${{ HIDDEN: 'O', READ_ONLY: 'L', WRITABLE: 'V' }[each]}`);
const isCore = (key) => /^(subject|requestText|priority|product|dueDate|solution)$/.test(key);

/** A way to a query in a tab of its own. */
const tab = (name, query, title) => h('a', { href: to('q'), title, onclick: () => change('tabOpened', { query }) }, name);
function look(ticket, key, title) {
  const field = isCore(key) ? key : /^(discussion|attachments|stepHistory|understandings)$/.test(key) ? `${key} { totalCount }` : 'parameters { key label access }';
  return tab(`#${ticket}`, `query Touched {\n  ticket(number: ${ticket}) {\n    subject status step { name } customer { name }\n    ${field}\n  }\n}\n`, title);
}

/** @returns {Array<Node>} what a draft would be felt in */
export function impact({ preview, own }, examples) {
  const keys = [...new Set(own.map(({ parameterKey }) => parameterKey))];
  const names = (query) => keys.some((key) => new RegExp(isCore(key) ? `\\b${key}\\b` : `"${key}"|\\b${key}\\s*[({]`).test(query));
  const used = [...now().kept, ...examples].filter(({ query }) => names(query));
  const part = (key, items) => items.length > 0 && h('section', {}, h('h3', {}, t(key)), list(items));
  return [
    part('impact', preview.totals.map(({ audience, effect, reach }) => `${t(`side.${audience}`)}: ${t(`effect.${effect}`)}: ${reached(reach)}`)),
    part('changes', sentences(preview)),
    part('brings', preview.brings.map(({ message, fix }) => [h('b.wrong', {}, `! ${message}`), ` ${fix}`])),
    part('heals', preview.heals.map(({ message }) => `✓ ${message}`)),
    used.length > 0 && h('details', {}, h('summary', {}, t('used', used.length)), list(used.map(({ name, query }) => tab(name, query)))),
  ];
}

/** Asks for a reason, and then does it. */
function reviewed(title, content, label, action) {
  const reason = h('textarea', { id: 'rules-reason', required: true, maxLength: 2000, rows: 2 });
  const wrong = h('ul.wrong', { role: 'alert' });
  const dialog = h('dialog', { id: 'rules-review', 'aria-label': title, onclose: () => dialog.remove() }, h('form', {
    async onsubmit(event) {
      event.preventDefault();
      const problems = await action(reason.value);
      fill(wrong, ...problems.map((each) => h('li', {}, each)));
      if (problems.length === 0) dialog.close();
    },
  }, h('h2', {}, title), ...content, h('label', {}, t('reason'), reason), wrong, h('div.row', {},
    h('button.primary', { type: 'submit' }, label), h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel')))));
  document.body.append(dialog);
  dialog.showModal();
  reason.focus();
}

/** Shows what a draft changes, and publishes it. */
export async function review(examples) {
  await save();
  const { rules } = now();
  reviewed(t('review'), impact(rules, examples), t('publish'), async (reason) => {
    const former = rules.force;
    const problems = await act('publishRuleDraft', { draft: rules.draft, reason, expectedRuleVersion: former.id });
    if (problems.length === 0) change('rulesChanged', { former });
    return problems;
  });
}

const restored = async (version, reason) => {
  const problems = await act('restoreRuleVersion', { version, reason });
  change('rulesChanged', { former: null, said: problems.join(' ') });
  return problems;
};
/** Takes the version back that was published last. */
export const takeBack = () => restored(now().rules.former.id, t('takenBack', now().rules.force.number));

/** A change of a rule as sentences: what each side has before and after, where that differs. */
function spoken({ step, before, after }) {
  const [was, is] = [read(before), read(after)];
  const words = (cell, column, audience) => letters(cell, column, audience).map((letter) => t(`flag.${letter}`)).join(', ');
  return [0, 1, 2, 3, 4, 5].flatMap((column) => ['ONLINE', 'DESK'].map((audience) => [column, audience]))
    .filter(([column, audience]) => words(was, column, audience) !== words(is, column, audience) && (column === 0 || words(is, column, audience) !== words(is, 0, audience) || words(was, column, audience) !== words(was, 0, audience)))
    .map(([column, audience]) => `${before.parameterLabel}, ${step.name}, ${side(audience, column)}: ${words(was, column, audience)} → ${words(is, column, audience)}`);
}

/** The versions, each with what it changed. */
export function versions() {
  const place = h('ol');
  const summary = h('summary');
  const element = h('details', { id: 'rules-versions', ontoggle: () => show() }, summary, place);
  async function show() {
    if (!element.open) return;
    const { ruleVersions } = await ask(`{ ruleVersions(first: 50) { nodes { id number isInForce reason publishedAt publishedBy { displayName } basedOn { number } ${changes} } } }`);
    fill(place, ...ruleVersions.nodes.filter((each) => each.number).map((each) => h('li', { 'data-version': each.number },
      h('b', {}, t('version', each.number)), ` ${new Date(each.publishedAt).toLocaleString(now().language)} · ${each.publishedBy?.displayName ?? ''}: ${each.reason}`, ' ',
      each.isInForce ? h('span.badge', {}, t('inForce')) : h('button', { type: 'button', onclick: () => reviewed(`${t('restore')}: ${t('version', each.number)}`, [], t('restore'), (reason) => restored(each.id, reason)) }, t('restore')),
      each.basedOn && list((each.changes ?? []).flatMap(spoken)))));
  }
  watch(['language', 'rules.force'], () => {
    fill(summary, t('versions'));
    show();
  });
  return element;
}
