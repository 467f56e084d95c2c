// Keeps what was written, and takes it up again: tabs, history, collections.
import { change, watch } from './state.js';
import { shelves, tab as here } from './store.js';

/** What may be kept of a tab: never a header, a file, an answer or a lens. */
const lasting = ({ id, query, variables, cursor, shape, kept, opened }) => ({ id, query, variables, cursor, shape, kept, opened });

/**
 * Takes up what was open in this browser tab, or else at the last visit.
 * @param {string} example what a first visit finds in the editor
 */
export async function recall(example) {
  const [last, history, kept] = await Promise.all(['tabs', 'history', 'kept'].map(shelves.get));
  const { tabs, open } = here.get('tabs') ?? last ?? { tabs: [{ query: example, opened: example }] };
  change('recalled', { tabs, open, history: history ?? [], kept: kept ?? [] });
  let waiting = 0;
  watch(['tabs', 'tab'], (state) => {
    const work = { tabs: state.tabs.map(lasting), open: state.tab.id };
    here.put('tabs', work);
    clearTimeout(waiting);
    waiting = setTimeout(() => shelves.put('tabs', work), 400);
  });
  for (const key of ['history', 'kept']) watch([key], (state) => shelves.put(key, state[key]));
}
