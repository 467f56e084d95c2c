// The address bar: which panel is open, and on what: `#/q`, `#/s/Ticket.subject`, `#/r/TYPE`.
import { change } from './state.js';

/** The panels, in the order of the rail: which letter each has, and the key of its name. */
export const panels = [
  ['q', 'query'], ['b', 'browse'], ['c', 'compare'], ['r', 'rules'], ['w', 'why'],
  ['s', 'schema'], ['k', 'collections'], ['a', 'activity'],
];
const known = new Set(panels.map(([panel]) => panel));

/** The address of a panel, for links. */
export const to = (panel, name) => `#/${panel}${name ? `/${encodeURIComponent(name)}` : ''}`;

/** Opens a panel. */
export const go = (panel, name) => {
  location.hash = to(panel, name);
};

function read() {
  const found = /^#\/([a-z])(?:\/([^?]+))?/.exec(location.hash);
  let name = null;
  try {
    name = found?.[2] ? decodeURIComponent(found[2]) : null;
  } catch {
    // An address that somebody spoilt names nothing.
  }
  change('routed', { panel: known.has(found?.[1]) ? found[1] : 'q', name });
}

/** Follows the address from now on. */
export function route() {
  addEventListener('hashchange', read);
  read();
}
