// What is to be said of places in an answer: that a rule hides what is there, or that an error did.

/** A place as people write it: `tickets.nodes[3].dueDate`. */
export const written = (path) => path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('').slice(1);

/** @returns {(path: Array<string | number>) => {hidden: Object[], error?: Object} | undefined} */
export function marks({ explain, errors, json }) {
  const all = { __proto__: null };
  const at = (path) => (all[written(path)] ??= { hidden: [] });
  for (const entry of explain?.hidden ?? []) if (!entry.read) at(entry.path).hidden.push(entry);
  for (const error of errors) {
    // An error takes away the nearest place that may be null.
    let value = json?.data;
    const end = error.path?.findIndex((key) => (value = value?.[key] ?? null) === null);
    if (error.path) at(error.path.slice(0, end < 0 ? undefined : end + 1)).error = error;
  }
  return (path) => all[written(path)];
}
