// What outlives a reload. The token lives as long as its tab and no longer.

const prefix = `guiche:${new URL('..', document.baseURI).pathname}:`;

/** Storage can be forbidden by the browser's settings: the page then forgets, and works. */
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

const shelf = (area) => ({
  /** @returns {any} what was put there, or null */
  get: (key) => attempt(() => JSON.parse(area().getItem(prefix + key))),
  put: (key, value) => attempt(() => area().setItem(prefix + key, JSON.stringify(value))),
  remove: (key) => attempt(() => area().removeItem(prefix + key)),
});

/** Of this tab: who is signed in, and what is being written. */
export const tab = shelf(() => sessionStorage);
/** Of this browser: how the page looks. Nothing of a person goes here. */
export const browser = shelf(() => localStorage);
