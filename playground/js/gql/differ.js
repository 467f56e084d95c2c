// Answers side by side, leaf by leaf.

const keyOf = (entry) => entry?.id ?? entry?.number ?? entry?.key ?? entry?.code;

/**
 * The leaves of several answers. Entries of lists go together by id, number, key or code where two
 * lists share one, else by place.
 * @param {Array<{value: any, place: Array<string | number>}>} columns a value that is absent is undefined
 * @returns {Array<{path: string, columns: typeof columns, same: boolean}>}
 */
export function differ(columns, path = '') {
  const keys = columns.flatMap(({ value }) => (Array.isArray(value) ? value.map(keyOf) : []));
  const isKeyed = !keys.includes(undefined) && new Set(keys).size < keys.length;
  const members = columns.map(({ value, place }) => new Map(Object.entries(Object(value) === value ? value : {}).map(([name, entry]) => {
    const isEntry = Array.isArray(value);
    return [isEntry && isKeyed ? `${keyOf(entry)}` : name, { value: entry, place: [...place, isEntry ? Number(name) : name] }];
  })));
  const names = [...new Set(members.flatMap((each) => [...each.keys()]))];
  if (names.length === 0) return [{ path, columns, same: new Set(columns.map(({ value }) => JSON.stringify(value))).size === 1 }];
  // What is below a null is null as well.
  const absent = ({ value, place }) => ({ value: value === null ? null : undefined, place });
  return names.flatMap((name) =>
    differ(members.map((each, index) => each.get(name) ?? absent(columns[index])), path ? `${path}.${name}` : name));
}
