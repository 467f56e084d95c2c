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
  // Alt writes other letters on some keyboards: the key itself counts.
  const name = altKey && /^Key[A-Z]$/.test(code) ? code.slice(3) : key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shiftKey && /^\w/.test(name) ? 'Shift+' : ''}${name}`;
}

/** Whether keys write a sign that has no key of its own: by AltGr, or `@` and `{` by the Mac's Alt. */
const writesSign = (event) => event.getModifierState('AltGraph') || (event.altKey && !event.ctrlKey && /^[!-/:-@[-`{-~]$/.test(event.key));

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
    if (isWriting(document.activeElement) && writesSign(event)) return;
    // Below a dialog nothing is done, by the browser neither.
    const isCovered = document.querySelector('dialog:modal') !== null;
    const key = written(event);
    const isDeaf = (isCovered && key === 'Escape') || (key.length === 1 && (isWriting(document.activeElement) || browser.get('letters') === false));
    if (!isDeaf && commands().some(({ keys, run }) => keys?.includes(key) && (isCovered || run() !== false))) event.preventDefault();
  });
}
