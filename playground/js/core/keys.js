// The keys that work everywhere on the page.

/** @returns {HTMLElement[]} the regions that are shown, in their order */
const regions = () =>
  [...document.querySelectorAll('[data-region]')].filter((region) => region.checkVisibility());

/** F6 goes to the next region, as in a browser's own windows. */
function nextRegion(step) {
  const all = regions();
  const here = all.findIndex((region) => region.contains(document.activeElement));
  const next = all[(Math.max(here, step > 0 ? -1 : 0) + step + all.length) % all.length];
  const usable = 'textarea, input, button, summary, a[href], select, [tabindex="0"]';
  [...next.querySelectorAll(usable)].find((candidate) => !candidate.disabled && candidate.checkVisibility())?.focus();
}

/**
 * @param {{run: () => void, stop: () => boolean, search: () => void}} actions `stop` says whether
 *   there was something to stop
 */
export function listen({ run, stop, search }) {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && isCommand) run();
    else if (event.key === 'k' && isCommand) search();
    else if (event.key === 'F6') nextRegion(event.shiftKey ? -1 : 1);
    else if (event.key !== 'Escape' || !stop()) return;
    event.preventDefault();
  });
}
