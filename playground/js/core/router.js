// The address bar: which panel is open, and on what. `#/q`, `#/k`, `#/s`, `#/s/Ticket`.
import { change } from './state.js';

/** The address of a panel, for links. */
export const to = (panel, name) => `#/${panel}${name ? `/${encodeURIComponent(name)}` : ''}`;

function read() {
  const found = /^#\/([qks])(?:\/(.+))?$/.exec(location.hash);
  let name = null;
  try {
    name = found?.[2] ? decodeURIComponent(found[2]) : null;
  } catch {
    // An address that somebody spoilt names nothing.
  }
  change('routed', { panel: found?.[1] ?? 'q', name });
}

/** Follows the address from now on. */
export function route() {
  addEventListener('hashchange', read);
  read();
}
