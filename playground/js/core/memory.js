// Keeps what was written, and takes it up again: tabs, history, collections.
import { change, now, watch } from './state.js';
import { others, shelves, tab as here } from './store.js';

/** A text without what it gives as a password, a token or a secret. */
export const withoutSecrets = (text) =>
  text.replace(/((?:password|token|secret)\w{0,40}"?\s*:\s*)(?:"""[^]*?"""|"(?:\\.|[^"\\])*"?)/gi, '$1""');
const bare = (each) => ({ ...each, query: withoutSecrets(each.query), variables: withoutSecrets(each.variables) });

/** What may be kept of a tab until it is closed: never a header, a file, an answer or a lens. */
const lasting = ({ id, query, variables, cursor, shape, kept, opened }) => ({ id, query, variables, cursor, shape, kept, opened });
/** What may be kept for the next visit besides, of runs and of documents that were put by. */
const shared = { history: ({ lens, ...past }) => bare(past), kept: ({ name, query, variables }) => bare({ name, query, variables }) };

/**
 * Takes up what was open in this browser tab, or else at the last visit.
 * @param {string} example what a first visit finds in the editor
 */
export async function recall(example) {
  const [last, history, kept] = await Promise.all(['tabs', 'history', 'kept'].map(shelves.get));
  const { tabs, open } = here.get('tabs') ?? last ?? { tabs: [{ query: example, opened: example }] };
  change('recalled', { tabs, open, history, kept });
  let waiting = 0;
  watch(['tabs', 'tab'], (state) => {
    const work = { tabs: state.tabs.map(lasting), open: state.tab.id };
    here.put('tabs', work);
    clearTimeout(waiting);
    waiting = setTimeout(() => shelves.put('tabs', { ...work, tabs: work.tabs.map((each) => ({ ...bare(each), opened: withoutSecrets(each.opened ?? '') })) }), 400);
  });
  // The history and the collection are the browser's: each of its tabs has the same.
  const known = { history: now().history, kept: now().kept };
  others.onmessage = ({ data }) => change('heard', Object.assign(known, data));
  for (const key of Object.keys(known)) {
    watch([key], (state) => {
      if (state[key] === known[key]) return;
      const value = state[key].map(shared[key]);
      shelves.put(key, value);
      others.postMessage({ [key]: value });
    });
  }
}
