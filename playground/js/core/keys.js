// The keys of the page. Each is named in `commands.js`, so that the palette and the list of keys say
// the same.
import { register } from './commands.js';
import { usableIn } from './focus.js';
import { browser } from './store.js';

/** @returns {HTMLElement[]} the regions that are shown, in their order */
const regions = () =>
  [...document.querySelectorAll('[data-region]')].filter((region) => region.checkVisibility());

/** F6 goes to the next region, as in a browser's own windows. */
function nextRegion(step) {
  const all = regions();
  const here = all.findIndex((region) => region.contains(document.activeElement));
  const next = all[(Math.max(here, step > 0 ? -1 : 0) + step + all.length) % all.length];
  usableIn(next)[0]?.focus();
}

/** How a key event is written: `Ctrl+Shift+Enter`; the Mac's command key counts as Ctrl. */
export function written({ ctrlKey, metaKey, altKey, shiftKey, key, code }) {
  // Alt writes other signs on some keyboards: the key itself counts.
  const name = altKey && /^Key[A-Z]$/.test(code) ? code.slice(3) : key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shiftKey && key !== '?' ? 'Shift+' : ''}${name}`;
}

const isWriting = (element) => element?.isContentEditable || /^(input|textarea|select)$/i.test(element?.localName ?? '');

/**
 * Listens for the keys of commands.
 * @param {() => Array<{keys?: string[], run: () => unknown}>} commands a command that answers false
 *   has not used the key: the next one of the key may
 */
export function listen(commands) {
  register({ id: 'next', keys: ['F6'], run: () => nextRegion(1) }, { id: 'previous', keys: ['Shift+F6'], run: () => nextRegion(-1) });
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const key = written(event);
    if (key === 'F6' || key === 'Shift+F6') nextRegion(key === 'F6' ? 1 : -1);
    else {
      if (key.length === 1 && isWriting(document.activeElement)) return;
      if (!commands().some(({ keys, run }) => keys?.includes(key) && run() !== false)) return;
    }
    event.preventDefault();
  });
}
