// An answer as a table: its nearest list of objects, one row each.

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The list of objects nearest to the top; of several, the page of a connection, or the longest. */
function firstList(data) {
  let level = [{ path: [], value: data }];
  while (level.length > 0) {
    const lists = level.filter(({ value }) => Array.isArray(value) && value.some(isObject));
    const page = lists.find(({ path }) => path.at(-1) === 'nodes');
    if (lists.length > 0) return page ?? lists.sort((one, other) => other.value.length - one.value.length)[0];
    level = level
      .filter(({ value }) => isObject(value))
      .flatMap(({ path, value }) => Object.keys(value).map((key) => ({ path: [...path, key], value: value[key] })));
  }
  return null;
}

/** What stands in a cell: lists that are too rich for one say how many they hold. */
function cell(value) {
  if (!Array.isArray(value)) return value;
  const isRich = value.length === 0 || value.some((entry) => typeof entry === 'object' && entry !== null);
  return isRich ? `[${value.length}]` : value.join(', ');
}

function flatten(object, prefix, row) {
  for (const [key, value] of Object.entries(object)) {
    if (isObject(value)) flatten(value, `${prefix}${key}.`, row);
    else row.set(prefix + key, cell(value));
  }
  return row;
}

/**
 * @param {unknown} data
 * @returns {{path: string, columns: string[], rows: Array<Map<string, unknown>>} | null}
 */
export function rows(data) {
  const list = firstList(data);
  if (!list) return null;
  const found = list.value.map((entry) => (isObject(entry) ? flatten(entry, '', new Map()) : new Map()));
  const columns = [...new Set(found.flatMap((row) => [...row.keys()]))];
  // A null object has a column of its own only where no row has the object.
  const shown = columns.filter((column) => !columns.some((other) => other.startsWith(`${column}.`)));
  return { path: list.path.join('.'), columns: shown, rows: found };
}
