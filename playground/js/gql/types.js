// What introspection says, as the schema panel reads it.

/** The name under lists and non-nulls, and what stands before and after it. */
export function parts(type) {
  if (!type.ofType) return { before: '', name: type.name, after: '' };
  const inner = parts(type.ofType);
  return type.kind === 'LIST'
    ? { before: `[${inner.before}`, name: inner.name, after: `${inner.after}]` }
    : { ...inner, after: `${inner.after}!` };
}

/**
 * The types in the order in which one reads them: roots, what can be asked for, inputs, leaves.
 * @returns {Array<Object>}
 */
export function ordered(schema) {
  const roots = [schema.queryType?.name, schema.mutationType?.name];
  const kinds = ['INTERFACE', 'OBJECT', 'UNION', 'ENUM', 'INPUT_OBJECT', 'SCALAR'];
  const rank = ({ name, kind }) => (roots.includes(name) ? roots.indexOf(name) - 2 : kinds.indexOf(kind));
  return schema.types
    .filter((type) => !type.name.startsWith('__'))
    .sort((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1));
}

/**
 * The types, fields and values whose name holds a text; those that begin with it come first.
 * @returns {Array<{type: string, kind: string, field?: string}>}
 */
export function find(schema, wanted) {
  const needle = wanted.trim().toLowerCase();
  const hits = [];
  for (const type of ordered(schema)) {
    const { name, kind } = type;
    if (name.toLowerCase().includes(needle)) hits.push({ type: name, kind });
    if (needle === '') continue;
    for (const member of type.fields ?? type.inputFields ?? type.enumValues ?? []) {
      if (member.name.toLowerCase().includes(needle)) hits.push({ type: name, kind, field: member.name });
    }
  }
  const late = ({ type, field }) => Number(!(field ?? type).toLowerCase().startsWith(needle));
  return hits.sort((one, other) => late(one) - late(other));
}
