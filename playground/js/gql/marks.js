// What is to be said of places in an answer: that a rule hides what is there, or that an error did.

/** A place as people write it: `tickets.nodes[3].dueDate`. */
export const written = (path) =>
  path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('').replace(/^\./, '');

/**
 * @param {import('../core/state.js').Answer} answer
 * @returns {(path: Array<string | number>) => {hidden: Object[], error?: Object} | undefined} hidden:
 *   the server's entries, several where a list lacks several
 */
export function marks({ explain, errors, json }) {
  const all = new Map();
  const at = (path) => {
    const key = written(path);
    if (!all.has(key)) all.set(key, { hidden: [] });
    return all.get(key);
  };
  for (const entry of explain?.hidden ?? []) if (!entry.read) at(entry.path).hidden.push(entry);
  for (const error of errors) {
    if (!Array.isArray(error.path)) continue;
    // An error takes away the nearest place that may be null.
    const path = [];
    let value = json?.data;
    while (value !== null && value !== undefined && path.length < error.path.length) {
      path.push(error.path[path.length]);
      value = value[path.at(-1)];
    }
    at(path).error = error;
  }
  return (path) => all.get(written(path));
}
