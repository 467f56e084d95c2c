// The focus is never lost: where who had it goes away, it goes to what stands next.

const usable = '[contenteditable], textarea, input, button, summary, a[href], select, [tabindex="0"]';
const isThere = (element) => element?.isConnected && !element.disabled && element.checkVisibility();

/** @param {Element} region @returns {HTMLElement[]} what in it can have the focus */
export const usableIn = (region) => [...region.querySelectorAll(usable)].filter(isThere);

/** Watches over the focus from now on. */
export function guard() {
  let last = null;
  let region = null;
  let place = 0;
  const follow = (target) => {
    last = target;
    region = target?.closest('[data-region]');
    place = region ? usableIn(region).indexOf(target) : 0;
  };
  document.addEventListener('focusin', ({ target }) => follow(target));
  // Who presses where nothing is leaves by himself.
  document.addEventListener('pointerdown', ({ target }) => follow(target.closest(usable)), true);
  const mend = () => {
    const { activeElement: here } = document;
    if (!last || !region || isThere(last) || (here !== last && here !== document.body)) return;
    const same = (last.id && document.getElementById(last.id)) || null;
    const near = isThere(region) ? usableIn(region) : [];
    const next = [same, near[Math.min(Math.max(place, 0), near.length - 1)], document.getElementById('document'), document.querySelector('.rail [aria-current]'), ...usableIn(document.body)].find(isThere);
    next?.focus();
  };
  new MutationObserver(mend).observe(document.body, { subtree: true, childList: true, attributeFilter: ['hidden', 'disabled', 'open'] });
}
