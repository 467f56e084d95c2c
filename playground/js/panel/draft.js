// Reads the rules, and keeps what is edited in a draft: the matrix never waits for the server.
import { ask } from '../core/api.js';
import { t } from '../core/i18n.js';
import { change, now } from '../core/state.js';
import { differing, read, rule, written } from '../rules/cells.js';

const where = 'step { id name } parameterKey';
export const changes = `changes { ${where} before { parameterLabel ${rule} } after { ${rule} } }`;
const reach = 'reach { openTickets customers values }';
const finding = 'message fix step { id } parameterKey customerType';
const effects = `
  lintWorkflow(type: $type, draft: $draft) { ${finding} }
  previewRuleChange(draft: $draft) {
    ${reach} totals { audience effect ${reach} } brings { ${finding} } heals { ${finding} }
    changes { ${where} parameterLabel customerType audience effects ${reach} sample { ticket { number } before { access } after { access } } }
  }`;
const head = `query RuleVersions {
  ticketTypes { id name }
  settings { ruleVersion { id number } }
  ruleVersions(first: 50) { nodes { id isDraft createdAt createdBy { code displayName } basedOn { id } } }
}`;
const body = `query Rules($type: ID!, $draft: ID, $shown: ID!, $base: ID) {
  ticketType(id: $type) {
    steps { id name } parameters { key choices { key label } }
    fieldRules { step { id } parameterKey parameterLabel ${rule} }
  }
  settings { ruleVersion { changes(since: $base) { ${where} } } }
  ruleVersion(id: $shown) { isUpToDate ${changes} rules(type: $type) { step { id } parameterKey ${rule} } }
  ${effects}
}`;

const patch = (members) => change('rulesChanged', members);
const keyOf = ({ step, parameterKey }) => `${step.id}:${parameterKey}`;
const read2 = (rules) => new Map(rules.map((each) => [keyOf(each), read(each)]));

let reading = 0;
/**
 * Reads a type's rules: those in force, or a draft's; where nothing is said of it, the reader's own
 * newest draft.
 * @param {{type?: string, draft?: string | null}} [wanted]
 */
export async function load({ type = now().rules.type, draft } = {}) {
  reading += 1;
  const mine = reading;
  try {
    await save();
    const { ticketTypes: types, settings, ruleVersions } = await ask(head);
    const drafts = ruleVersions.nodes.filter(({ isDraft }) => isDraft);
    const force = settings.ruleVersion;
    if (draft === undefined) draft = drafts.find(({ createdBy }) => createdBy?.code === now().session?.code)?.id;
    type ??= types[0].id;
    const base = drafts.find(({ id }) => id === draft)?.basedOn?.id;
    const answer = await ask(body, { type, draft, shown: draft ?? force.id, base });
    if (mine !== reading) return;
    const { steps, parameters, fieldRules } = answer.ticketType;
    const before = read2(fieldRules);
    const set = read2(answer.ruleVersion.rules);
    const cells = draft ? new Map([...before.keys()].map((key) => [key, set.get(key) ?? [0, 0, 0, 0, 0, 0]])) : before;
    const rows = [...new Map(fieldRules.map(({ parameterKey: key, parameterLabel: label }) => [key, label]))];
    const choices = new Map(parameters.map((each) => [each.key, each.choices]));
    patch({ types, drafts, force, type, draft, steps, choices, before, cells, saved: cells, past: [], future: [], problems: new Map() });
    patch({ rows: rows.map(([key, label]) => ({ key, label })), theirs: answer.settings.ruleVersion.changes, ...felt(answer), ...state(answer.ruleVersion) });
  } catch (error) {
    patch({ said: t('unreachable', error.message) });
  }
}

const felt = ({ lintWorkflow, previewRuleChange }) => ({ findings: lintWorkflow, preview: previewRuleChange });
const state = ({ isUpToDate, changes: own }) => ({ isUpToDate, own: own ?? [] });

/** Sends a mutation of rules. @returns {Promise<Object>} its payload */
async function mutate(name, input, selection = '') {
  const title = name[0].toUpperCase() + name.slice(1);
  const text = `mutation ${title}($input: ${title}Input!) { ${name}(input: $input) { ${selection} problems { message path } } }`;
  return (await ask(text, { input }))[name];
}

/** What a draft can be made of by name. @returns {Promise<string[]>} what is wrong, if anything */
export async function act(name, input) {
  await save();
  const { draft } = now().rules;
  const { problems } = await mutate(name, input);
  if (problems.length === 0) await load({ draft: name === 'rebaseRuleDraft' ? draft : null });
  return problems.map(({ message }) => message);
}

let waiting = 0;
let saving = Promise.resolve();
const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(save, 500);
};
/** Saves what was edited; it is done when that is answered. */
export function save() {
  clearTimeout(waiting);
  saving = saving.then(send).catch((error) => patch({ said: t('unreachable', error.message) }));
  return saving;
}

async function send() {
  const { saved, cells, ...known } = now().rules;
  const keys = saved ? differing(cells, saved).slice(0, 500) : [];
  if (keys.length === 0) return;
  const draft = known.draft ?? (await mutate('createRuleDraft', {}, 'version { id }')).version.id;
  patch({ draft });
  const { version, problems } = await mutate(
    'setFieldRules',
    { draft, rules: keys.map((key) => written(key, cells.get(key))) },
    `version { isUpToDate ${changes} }`,
  );
  patch({ problems: new Map(problems.map(({ path, message }) => [keys[path[2]], message])) });
  if (!version) return;
  patch({ saved: new Map([...saved, ...keys.map((key) => [key, cells.get(key)])]), ...state(version) });
  patch(felt(await ask(`query Effects($type: ID!, $draft: ID) { ${effects} }`, { type: known.type, draft })));
}

/** @param {Map<string, number[]>} changed cells as they are to be */
export function edit(changed) {
  const { cells, past } = now().rules;
  patch({ cells: new Map([...cells, ...changed]), past: [...past, cells], future: [] });
  soon();
}

/** Takes the last change back; the other way round, makes it again. */
export function undo(from = 'past', to = 'future') {
  const { rules } = now();
  if (!rules[from]?.length) return;
  patch({ cells: rules[from].at(-1), [from]: rules[from].slice(0, -1), [to]: [...rules[to], rules.cells] });
  soon();
}
export const redo = () => undo('future', 'past');
