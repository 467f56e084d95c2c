// Reads the rules, and keeps what is edited in a draft; the matrix never waits for the server.
import { ask } from '../core/api.js';
import { t } from '../core/i18n.js';
import { later } from '../core/later.js';
import { change, now, watch } from '../core/state.js';

/** Changes what is known of the rules. */
export const patch = (members) => change('rulesChanged', members);
/** @returns {Promise<unknown>} where it fails, the sentence that says why */
export const attempt = (promise) => promise.catch(({ name, message }) => {
  if (name !== 'AbortError') patch({ said: t('unreachable', message) });
  return now().rules.said;
});
const felt = ({ lintWorkflow, previewRuleChange }) => ({ findings: lintWorkflow, preview: previewRuleChange });
/** The place of a rule, a change or a finding. */
export const keyOf = ({ step, parameterKey }) => `${step?.id}:${parameterKey}`;
const cellsOf = (rules) => new Map(rules.map(({ step, parameterKey, parameterLabel, ...cell }) => [keyOf({ step, parameterKey }), cell]));

let reading = 0;
/** Reads a type's rules: of a draft, or (null) in force; not said: of the reader's own newest draft. */
export async function load({ type = now().rules.type, draft } = {}) {
  reading += 1;
  const mine = reading;
  await save();
  const { ticketTypes: types, settings: { ruleVersion: force }, ruleVersions } = await ask('RuleVersions');
  const drafts = ruleVersions.nodes.filter(({ isDraft }) => isDraft);
  const shown = drafts.find(({ id, createdBy }) => (draft === undefined ? createdBy?.code === now().session?.code : id === draft));
  if (!types.some(({ id }) => id === type)) type = types[0].id;
  const answer = await ask('Rules', { type, draft: shown?.id, shown: (shown ?? force)?.id ?? '', base: shown?.basedOn?.id });
  if (mine !== reading) return;
  unsaved.clear();
  const { steps, parameters, fieldRules } = answer.ticketType;
  const before = cellsOf(fieldRules);
  const empty = [...before.keys()].map((key) => [key, { refinements: [] }]);
  patch({
    types, force, drafts, type, draft: shown?.id, before, ...felt(answer), past: [], future: [], problems: new Map(),
    cells: new Map([...empty, ...cellsOf(answer.ruleVersion?.rules ?? [])]),
    version: shown ? answer.ruleVersion : { changes: [] }, theirs: answer.settings.ruleVersion?.changes ?? [],
    steps: steps.map(({ id, name }, place) => ({ id, title: `${place + 1} ${name}` })),
    rows: [...new Map(fieldRules.map((each) => [each.parameterKey, each.parameterLabel]))],
    choices: new Map(parameters.map((each) => [each.key, each.choices])),
  });
}

async function mutate(name, input) {
  const [payload] = Object.values(await ask(name, { input }));
  patch({ said: [...new Set(payload.problems.map(({ message }) => message))].join(' ') });
  return payload;
}

/** Does something with a draft. @returns {Promise<string>} what keeps it from being done, or nothing */
export const act = (name, input, draft = null) => attempt((async () => {
  await save();
  const { problems } = await mutate(name, input);
  await load({ draft: problems.length > 0 ? (now().rules.draft ?? null) : draft });
  return now().rules.said;
})());

const unsaved = new Set();
const soon = later(500, save);
// What nobody can save any more is forgotten.
watch(['session'], () => {
  soon.stop();
  unsaved.clear();
});
// Who goes before the hand's rest is over is asked whether to wait.
addEventListener('beforeunload', (event) => {
  if (unsaved.size === 0) return;
  save();
  event.preventDefault();
});
let saving = Promise.resolve();
/** Saves what was edited; the first time, in a new draft. */
export function save() {
  soon.stop();
  saving = attempt(saving.then(send).catch((error) => {
    soon();
    throw error;
  }));
  return saving;
}

async function send() {
  const { cells, type, drafts, draft: known } = now().rules;
  const keys = cells ? [...unsaved].slice(0, 500) : [];
  if (keys.length === 0) return;
  const fresh = !known && (await mutate('CreateRuleDraft', {})).version;
  const draft = known ?? fresh?.id;
  if (!draft) return;
  if (fresh) patch({ drafts: [fresh, ...drafts], draft });
  const rules = keys.map((key) => ({ step: key.split(':')[0], parameter: key.split(':')[1], ...cells.get(key) }));
  const { version, problems } = await mutate('SetFieldRules', { draft, rules });
  patch({ problems: new Map(problems.map(({ path, message }) => [keys[path[2]], message])) });
  if (!version) return;
  for (const key of keys) if (now().rules.cells?.get(key) === cells.get(key)) unsaved.delete(key);
  patch({ version, ...felt(await ask('RuleEffects', { type, draft })) });
}

/**
 * @param {Map<string, Object>} edited cells as they are to be
 * @param {string} [stack] where what they were is put
 */
export function edit(edited, stack = 'past', more = { future: [] }) {
  const { [stack]: others, cells } = now().rules;
  const was = new Map([...edited.keys()].map((key) => [key, cells.get(key)]));
  patch({ ...more, cells: new Map([...cells, ...edited]), [stack]: [...others, was] });
  for (const key of edited.keys()) unsaved.add(key);
  soon();
}

/** Takes the last edit back; the other way round, makes it again. */
export function undo(from = 'past', to = 'future') {
  const stack = now().rules[from];
  if (stack?.length > 0) edit(stack.at(-1), to, { [from]: stack.slice(0, -1) });
}
