// What outlives a reload. The token lives as long as its browser tab and no longer; what was written
// is kept for the next visit, and nothing of what the server answered.

const base = `guiche:${new URL('..', document.baseURI).pathname}`;

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
  get: (key) => attempt(() => JSON.parse(area().getItem(`${base}:${key}`))),
  /** Where there is no room, what was there before is no longer true. */
  put: (key, value) => attempt(() => {
    const name = `${base}:${key}`;
    try {
      area().setItem(name, JSON.stringify(value));
    } catch {
      area().removeItem(name);
    }
  }),
  remove: (key) => attempt(() => area().removeItem(`${base}:${key}`)),
});

/** Of this browser tab: who is signed in, and what is being written. */
export const tab = shelf(() => sessionStorage);
/** Of this browser: how the page looks. Nothing of a person goes here. */
export const browser = shelf(() => localStorage);

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const patience = 2000;
let opened = null;
const database = () => {
  opened ??= (async () => {
    const request = indexedDB.open(base, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('work');
    // Some browsers never answer where they may not store.
    return Promise.race([settled(request), new Promise((_, reject) => setTimeout(reject, patience))]);
  })();
  return opened;
};
const work = async (mode, action) => {
  try {
    const all = (await database()).transaction('work', mode).objectStore('work');
    return await settled(action(all));
  } catch {
    return null;
  }
};

/** Tells the page's other tabs in this browser something, and hears them. */
export const others = attempt(() => new BroadcastChannel(base)) ?? { postMessage() {} };

/** Of this browser, for the next visit: tabs, history and collections, by key. */
export const shelves = {
  /** @returns {Promise<any>} what was put there, or null */
  get: async (key) => (await work('readonly', (all) => all.get(key))) ?? null,
  put: (key, value) => work('readwrite', (all) => all.put(value, key)),
};
