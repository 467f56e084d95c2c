// Reads the rules, and keeps what is edited in a draft; the matrix never waits for the server.
import { ask } from '../core/api.js';
import { t } from '../core/i18n.js';
import { change, now } from '../core/state.js';
import { read, rule, written } from '../rules/cells.js';

const where = 'step { id name } parameterKey';
export const changes = `changes { ${where} before { parameterLabel ${rule} } after { ${rule} } }`;
const reach = 'reach { openTickets customers values }';
const finding = 'message fix step { id } parameterKey customerType';
const effects = `
  lintWorkflow(type: $type, draft: $draft) { ${finding} }
  previewRuleChange(draft: $draft) {
    totals { audience effect ${reach} } brings { ${finding} } heals { ${finding} }
    changes { ${where} parameterLabel customerType audience effects ${reach} sample { ticket { number } before { access } after { access } } }
  }`;
const listed = 'id isDraft createdAt createdBy { code displayName } basedOn { id }';
const head = `query RuleVersions {
  ticketTypes { id name } settings { ruleVersion { id number } }
  ruleVersions(first: 50) { nodes { ${listed} } }
}`;
const body = `query Rules($type: ID!, $draft: ID, $shown: ID!, $base: ID) {
  ticketType(id: $type) { steps { id name } parameters { key choices { label } } fieldRules { ${where} parameterLabel ${rule} } }
  settings { ruleVersion { changes(since: $base) { ${where} } } }
  ruleVersion(id: $shown) { isUpToDate ${changes} rules(type: $type) { ${where} ${rule} } }
  ${effects}
}`;

/** Changes what is known of the rules. */
export const patch = (members) => change('rulesChanged', members);
/** @returns {Promise<string | undefined>} why it failed, which is said; or nothing */
export const attempt = (promise) =>
  promise.catch(({ message }) => {
    patch({ said: t('unreachable', message) });
    return now().rules.said;
  });
const stateOf = (version) => ({ isUpToDate: version?.isUpToDate, changes: version?.changes ?? [] });
const felt = ({ lintWorkflow, previewRuleChange }) => ({ findings: lintWorkflow, preview: previewRuleChange });
/** The place of a rule, a change or a finding. */
export const keyOf = ({ step, parameterKey }) => `${step?.id}:${parameterKey}`;
const cellsOf = (rules) => new Map(rules.map((each) => [keyOf(each), read(each)]));

let reading = 0;
/** Reads a type's rules: of a draft, or (null) in force; not said: of the reader's own newest draft. */
export const load = (wanted = {}) => attempt(readRules(wanted));

async function readRules({ type = now().rules.type, draft }) {
  reading += 1;
  const mine = reading;
  await save();
  const { ticketTypes: types, settings, ruleVersions } = await ask(head);
  const drafts = ruleVersions.nodes.filter(({ isDraft }) => isDraft);
  const force = settings.ruleVersion;
  const shown = drafts.find(({ id, createdBy }) => (draft === undefined ? createdBy?.code === now().session?.code : id === draft));
  draft = shown?.id;
  if (!types.some(({ id }) => id === type)) type = types[0].id;
  const answer = await ask(body, { type, draft, shown: draft ?? force?.id ?? '', base: shown?.basedOn?.id });
  if (mine !== reading) return;
  const { steps, parameters, fieldRules } = answer.ticketType;
  const before = cellsOf(fieldRules);
  const set = cellsOf(answer.ruleVersion?.rules ?? []);
  const cells = new Map([...before.keys()].map((key) => [key, set.get(key) ?? Array(6).fill(0)]));
  const rows = new Map(fieldRules.map(({ parameterKey: key, parameterLabel: label }) => [key, { key, label }]));
  patch({
    types, force, drafts, type, draft, before, cells, saved: cells, ...felt(answer), past: [], future: [], problems: new Map(),
    version: stateOf(answer.ruleVersion), theirs: stateOf(answer.settings.ruleVersion).changes,
    steps: steps.map(({ id, name }, place) => ({ id, title: `${place + 1} ${name}` })),
    rows: [...rows.values()], choices: new Map(parameters.map((each) => [each.key, each.choices])),
  });
}

async function mutate(name, input, selection = '') {
  const title = name[0].toUpperCase() + name.slice(1);
  const text = `mutation ${title}($input: ${title}Input!) { ${name}(input: $input) { ${selection} problems { message path } } }`;
  const payload = (await ask(text, { input }))[name];
  if (payload.problems.length > 0) patch({ said: [...new Set(payload.problems.map(({ message }) => message))].join(' ') });
  return payload;
}

/** Does something with a draft. @returns {Promise<string>} what keeps it from being done, or nothing */
export const act = (...what) => attempt(done(...what));

async function done(name, input, draft = null) {
  await save();
  patch({ said: '' });
  const { problems } = await mutate(name, input);
  await load({ draft: problems.length > 0 ? (now().rules.draft ?? null) : draft });
  return now().rules.said;
}

let waiting;
let saving = Promise.resolve();
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(save, 500);
}
/** Saves what was edited; the first time, in a new draft. */
export function save() {
  clearTimeout(waiting);
  saving = attempt(saving.then(send));
  return saving;
}

async function send() {
  const { saved, cells, type, drafts, draft: known } = now().rules;
  const keys = [...(saved?.keys() ?? [])].filter((key) => String(saved.get(key)) !== String(cells.get(key))).slice(0, 500);
  if (keys.length === 0) return;
  const fresh = !known && (await mutate('createRuleDraft', {}, `version { ${listed} }`)).version;
  const draft = known ?? fresh?.id;
  if (!draft) return;
  if (fresh) patch({ drafts: [fresh, ...drafts], draft });
  const rules = keys.map((key) => written(key, cells.get(key)));
  const { version, problems } = await mutate('setFieldRules', { draft, rules }, `version { isUpToDate ${changes} }`);
  patch({ problems: new Map(problems.map(({ path, message }) => [keys[path[2]], message])) });
  if (!version) return;
  patch({ version: stateOf(version), saved: new Map([...saved, ...keys.map((key) => [key, cells.get(key)])]) });
  patch(felt(await ask(`query Effects($type: ID!, $draft: ID) { ${effects} }`, { type, draft })));
}

/** @param {Map<string, number[]>} edited cells as they are to be */
export function edit(edited) {
  const { cells, past } = now().rules;
  patch({ cells: new Map([...cells, ...edited]), past: [...past, cells], future: [] });
  soon();
}

/** Takes the last edit back; the other way round, makes it again. */
export function undo(from = 'past', to = 'future') {
  const { rules } = now();
  if (rules[from].length === 0) return;
  patch({ cells: rules[from].at(-1), [from]: rules[from].slice(0, -1), [to]: [...rules[to], rules.cells] });
  soon();
}
