// An answer as tables: its lists of objects, one row each.

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The lists of objects that are in no other list, the nearest first; of equals, the pages of connections. */
export function lists(data) {
  const found = [];
  const isPage = ({ path }) => path.at(-1) === 'nodes';
  let level = [{ path: [], value: data }];
  while (level.length > 0) {
    found.push(...level.filter(({ value }) => Array.isArray(value) && value.some(isObject)).sort((one, other) => isPage(other) - isPage(one)));
    level = level.filter(({ value }) => isObject(value))
      .flatMap(({ path, value }) => Object.keys(value).map((key) => ({ path: [...path, key], value: value[key] })));
  }
  return found;
}

function flatten(object, prefix, row) {
  for (const [key, value] of Object.entries(object)) {
    if (isObject(value)) flatten(value, `${prefix}${key}.`, row);
    // A list that is too rich for a cell says how many it holds.
    else if (Array.isArray(value)) row.set(prefix + key, value[0] === undefined || typeof value[0] === 'object' ? `[${value.length}]` : value.join(', '));
    else row.set(prefix + key, value);
  }
  return row;
}

/** @returns {{columns: string[], rows: Array<Map<string, unknown>>}} */
export function rows(list) {
  const found = list.map((entry) => flatten(entry ?? {}, '', new Map()));
  const columns = [...new Set(found.flatMap((row) => [...row.keys()]))];
  // A null object has a column of its own only where no row has the object.
  return { columns: columns.filter((name) => !columns.some((other) => other.startsWith(`${name}.`))), rows: found };
}
