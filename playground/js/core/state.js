// The one state of the page, and every change that there is, by name.

/**
 * @typedef {Object} State
 * @property {string} language `en` or `pt-BR`
 * @property {{code: string, token: string} | null} session who is signed in
 * @property {string} query the document's text
 * @property {string} variables JSON
 * @property {'idle' | 'running'} status
 * @property {Answer | null} answer
 * @property {Object | null} schema what introspection said
 * @property {string | null} typeName the type that the schema panel shows
 *
 * @typedef {Object} Answer
 * @property {number} status HTTP's
 * @property {number} milliseconds
 * @property {number} bytes
 * @property {string} text the body, indented
 * @property {Array<{message: string, locations?: Array<{line: number, column: number}>, path?: Array<string | number>}>} errors
 */

/** @type {State} */
const initial = {
  language: 'en',
  session: null,
  query: '',
  variables: '',
  status: 'idle',
  answer: null,
  schema: null,
  typeName: null,
};

/** Every change, by name: a pure function of the state. */
export const changes = {
  /** @param {State} state @param {string} language */
  languageChosen: (state, language) => ({ ...state, language }),
  /** @param {State} state @param {State['session']} session */
  signedIn: (state, session) => ({ ...state, session, answer: null }),
  /** @param {State} state */
  signedOut: (state) => ({ ...state, session: null, schema: null, typeName: null, answer: null }),
  /** @param {State} state @param {string} query */
  queryEdited: (state, query) => ({ ...state, query }),
  /** @param {State} state @param {string} variables */
  variablesEdited: (state, variables) => ({ ...state, variables }),
  /** @param {State} state */
  runStarted: (state) => ({ ...state, status: 'running' }),
  /** @param {State} state @param {Answer | null} answer */
  runEnded: (state, answer) => ({ ...state, status: 'idle', answer }),
  /** @param {State} state @param {Object | null} schema */
  schemaRead: (state, schema) => ({ ...state, schema }),
  /** @param {State} state @param {string | null} typeName */
  typeOpened: (state, typeName) => ({ ...state, typeName }),
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
  for (const listener of listeners) listener(state, before);
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
