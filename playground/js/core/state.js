// The one state of the page, and every change that there is, by name.

/**
 * @typedef {Object} State
 * @property {'en' | 'pt-BR'} language
 * @property {'' | 'light' | 'dark'} theme empty: what the system says
 * @property {{panel: 'q' | 'k' | 's', name: string | null}} route
 * @property {{code: string, token: string} | null} session who is signed in
 * @property {Person | null} person what the server says of them
 * @property {string} notice a sentence for whoever wants to sign in
 * @property {string} query the document's text
 * @property {string} variables JSON
 * @property {'idle' | 'running'} status
 * @property {Answer | null} answer
 * @property {'data' | 'table' | 'raw'} shape how the answer is shown
 * @property {Object | null} schema what introspection said
 *
 * @typedef {Object} Person
 * @property {{displayName: string}} user
 * @property {string[]} permissions
 * @property {Array<{type: string, customer: {name: string}}>} identities
 *
 * @typedef {Object} Answer
 * @property {number} status HTTP's; 0 where there was no answer
 * @property {number} milliseconds
 * @property {number} bytes
 * @property {string} text the body
 * @property {any} json the body, read; null where it is no JSON
 * @property {Array<{message: string, locations?: Array<{line: number, column: number}>, path?: Array<string | number>}>} errors
 */

/** @type {State} */
const initial = {
  language: 'en',
  theme: '',
  route: { panel: 'q', name: null },
  session: null,
  person: null,
  notice: '',
  query: '',
  variables: '',
  status: 'idle',
  answer: null,
  shape: 'data',
  schema: null,
};

/** Every change, by name: a pure function of the state. */
export const changes = {
  languageChosen: (state, language) => ({ ...state, language }),
  themeChosen: (state, theme) => ({ ...state, theme }),
  routed: (state, route) => ({ ...state, route }),
  signedIn: (state, session) => ({ ...state, session, person: null, notice: '', answer: null }),
  signedOut: (state, notice = '') => ({ ...state, session: null, person: null, notice, answer: null }),
  personRead: (state, person) => ({ ...state, person }),
  noticed: (state, notice) => ({ ...state, notice }),
  queryEdited: (state, query) => ({ ...state, query }),
  variablesEdited: (state, variables) => ({ ...state, variables }),
  runStarted: (state) => ({ ...state, status: 'running' }),
  runEnded: (state, answer) => ({ ...state, status: 'idle', answer }),
  shapeChosen: (state, shape) => ({ ...state, shape }),
  schemaRead: (state, schema) => ({ ...state, schema }),
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
  const after = state;
  for (const listener of listeners) listener(after, before);
}

/**
 * Calls a function now and whenever one of some members of the state has changed.
 * @param {Array<keyof State>} members
 * @param {(state: State) => void} render
 */
export function watch(members, render) {
  listeners.add((after, before) => {
    if (members.some((member) => after[member] !== before[member])) render(after);
  });
  render(state);
}
