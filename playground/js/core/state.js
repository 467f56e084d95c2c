// The one state of the page, and every change that there is, by name.

/**
 * @typedef {Object} State
 * @property {'en' | 'pt-BR'} language
 * @property {'' | 'light' | 'dark'} theme empty: what the system says
 * @property {{panel: string, name: string | null}} route
 * @property {{code: string, token: string} | null} session who is signed in
 * @property {Person | null} person what the server says of them
 * @property {string} notice a sentence for whoever wants to sign in
 * @property {Object | null} schema what introspection said, for the lens of the tab
 * @property {Tab[]} tabs
 * @property {Tab} tab the one that is open
 * @property {Past[]} history what was run, the last first
 * @property {Kept[]} kept documents that somebody put by
 * @property {Object} rules what the rules page read, what was edited there, and what is chosen
 *
 * @typedef {Object} Person
 * @property {{id: string, displayName: string}} user
 * @property {string[]} permissions
 * @property {Array<{type: string, customer: {id: string, name: string}}>} identities
 *
 * @typedef {Object} Tab
 * @property {string} id
 * @property {string} query the document's text
 * @property {string} variables JSON
 * @property {string} headers `Name: value`, a line each; they are never stored
 * @property {number} cursor where in the document the caret stands
 * @property {Lens | null} lens through whose eyes it is run
 * @property {Object<string, File[]>} files by the path of their variable: `variables.input.files`
 * @property {'idle' | 'running' | 'listening'} status
 * @property {Answer | null} answer
 * @property {'tree' | 'table' | 'raw' | 'plan' | 'http'} shape how the answer is shown
 * @property {string} [kept] the name in the collection of what it was opened from
 * @property {string} [opened] the document as it was opened
 *
 * @typedef {Object} Lens of an administrator: this user, as the server itself answers them
 * @property {string} code the user's code
 * @property {string} name
 * @property {string} type the first identity's, for the colour
 * @property {Date} since
 * @property {string} [reason] why, for the audit log
 *
 * @typedef {Object} Answer
 * @property {string} query the document that was run
 * @property {string} operation the name of the operation that was run, or nothing
 * @property {string} variables what it was run with
 * @property {Lens | null} lens
 * @property {string} at when, ISO 8601
 * @property {number} status HTTP's; 0 where there was no answer
 * @property {Array<[string, string]>} headers
 * @property {number} milliseconds
 * @property {number} bytes
 * @property {string} text the body
 * @property {any} json the body, read; null where it is no JSON
 * @property {Object | null} explain `extensions.explain`, where the server told it
 * @property {Array<Object>} errors as the server sent them
 * @property {Array<{at: string, text: string, json: any}>} [events] of a subscription, the last first
 *
 * @typedef {{at: string, query: string, variables: string, lens: Lens | null, status: number, milliseconds: number, errors: number, name: string}} Past
 * @typedef {{name: string, query: string, variables: string}} Kept
 */

/** @returns {Tab} */
export const newTab = (patch = {}) => ({
  id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`,
  query: '',
  variables: '',
  headers: '',
  cursor: 0,
  lens: null,
  files: {},
  status: 'idle',
  answer: null,
  shape: 'tree',
  ...patch,
});

const first = newTab();

/** @type {State} */
const initial = {
  language: 'en',
  theme: '',
  route: { panel: 'q', name: null },
  session: null,
  person: null,
  notice: '',
  schema: null,
  tabs: [first],
  tab: first,
  closed: [],
  history: [],
  kept: [],
  rules: {},
};

/** How many runs are remembered, and how many closed tabs. */
const pastLimit = 200;
const closedLimit = 10;

const withTabs = (state, tabs, id) => ({ ...state, tabs, tab: tabs.find((tab) => tab.id === id) ?? tabs[0] });
/** A tab as whoever looks next may have it: what was written, and nothing that was somebody's own. */
const bare = (tab) => ({ ...tab, answer: null, lens: null, headers: '', files: {}, status: 'idle' });
const signed = (state, more) =>
  withTabs({ ...state, person: null, schema: null, rules: {}, history: state.history.map((past) => ({ ...past, lens: null })), closed: state.closed.map(bare), ...more }, state.tabs.map(bare), state.tab.id);

/** Of what was stored, what can be read: what is spoilt would keep the page from beginning. */
const written = (all) =>
  (Array.isArray(all) ? all : []).filter((each) => typeof each?.query === 'string' && typeof (each.variables ?? '') === 'string');

/** Every change, by name: a pure function of the state. */
export const changes = {
  languageChosen: (state, language) => ({ ...state, language }),
  themeChosen: (state, theme) => ({ ...state, theme }),
  routed: (state, route) => ({ ...state, route }),
  signedIn: (state, session) => signed(state, { session, notice: '' }),
  signedOut: (state, notice = '') => signed(state, { session: null, notice }),
  personRead: (state, person) => ({ ...state, person }),
  noticed: (state, notice) => ({ ...state, notice }),
  schemaRead: (state, schema) => ({ ...state, schema }),
  /** Changes members of a tab: the open one, unless `id` names another. */
  tabChanged: (state, { id = state.tab.id, ...patch }) =>
    withTabs(state, state.tabs.map((tab) => (tab.id === id ? { ...tab, ...patch } : tab)), state.tab.id),
  tabOpened: (state, patch) => {
    const tab = newTab(patch);
    return withTabs(state, [...state.tabs, tab], tab.id);
  },
  tabChosen: (state, id) => withTabs(state, state.tabs, id),
  tabClosed: (state, id) => {
    const place = state.tabs.findIndex((tab) => tab.id === id);
    if (place < 0) return state;
    const left = state.tabs.filter((tab) => tab.id !== id);
    const closed = [{ ...state.tabs[place], answer: null, status: 'idle' }, ...state.closed].slice(0, closedLimit);
    const next = state.tab.id === id ? left[Math.min(place, left.length - 1)]?.id : state.tab.id;
    return withTabs({ ...state, closed }, left.length > 0 ? left : [newTab()], next);
  },
  tabReopened: (state) => {
    const [tab, ...closed] = state.closed;
    return tab ? withTabs({ ...state, closed }, [...state.tabs, tab], tab.id) : state;
  },
  recalled: (state, { tabs, open, history, kept }) => {
    const mine = written(tabs).map((tab) => bare(newTab(tab)));
    return withTabs({ ...state, history: written(history), kept: written(kept) }, mine.length > 0 ? mine : state.tabs, open);
  },
  heard: (state, shared) => ({ ...state, ...shared }),
  ran: (state, past) => ({ ...state, history: [past, ...state.history].slice(0, pastLimit) }),
  historyCleared: (state) => ({ ...state, history: [] }),
  keptChanged: (state, kept) => ({ ...state, kept }),
  rulesChanged: (state, patch) => ({ ...state, rules: { ...state.rules, ...patch } }),
};

let state = initial;
const listeners = new Set();

/** @returns {State} */
export const now = () => state;

/**
 * Makes a change and tells everybody who listens.
 * @param {keyof typeof changes} name
 * @param {unknown} [detail]
 */
export function change(name, detail) {
  const before = state;
  state = changes[name](state, detail);
  for (const listener of listeners) {
    try {
      // What a listener changes in turn, those behind it see at once.
      listener(state, before);
    } catch (error) {
      // One panel's fault is not the others'.
      reportError(error);
    }
  }
}

const member = (from, path) => path.split('.').reduce((value, key) => value?.[key], from);

/**
 * Calls a function now and whenever one of some members of the state has changed.
 * @param {string[]} paths members, or members of members: `tab.answer`
 * @param {(state: State) => void} render
 */
export function watch(paths, render) {
  listeners.add((after, before) => {
    if (paths.some((path) => member(after, path) !== member(before, path))) render(after);
  });
  render(state);
}

/** Whether who is signed in may administer: rules, lenses and explanations are theirs. */
export const isAdministrator = ({ person }) => person?.permissions.includes('ADMINISTER') ?? false;
