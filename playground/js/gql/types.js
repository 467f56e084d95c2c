// What introspection says, as the schema panel reads it.

export const introspection = `query Schema {
  __schema {
    queryType { name }
    mutationType { name }
    types {
      kind name description
      fields(includeDeprecated: true) {
        name description deprecationReason
        args { name description type { ...Reference } defaultValue }
        type { ...Reference }
      }
      inputFields { name description type { ...Reference } defaultValue }
      interfaces { name }
      enumValues(includeDeprecated: true) { name description deprecationReason }
      possibleTypes { name }
    }
  }
}
fragment Reference on __Type {
  kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
}`;

/** A type as the language writes it. */
export function text(type) {
  if (type.kind === 'NON_NULL') return `${text(type.ofType)}!`;
  if (type.kind === 'LIST') return `[${text(type.ofType)}]`;
  return type.name;
}

/** The name under lists and non-nulls. */
export const named = (type) => (type.ofType ? named(type.ofType) : type.name);

/**
 * The types and fields whose name holds a text.
 * @returns {Array<{type: string, field?: string}>}
 */
export function find(schema, wanted) {
  const needle = wanted.toLowerCase();
  const hits = [];
  for (const type of schema.types) {
    if (type.name.startsWith('__')) continue;
    if (type.name.toLowerCase().includes(needle)) hits.push({ type: type.name });
    if (needle === '') continue;
    for (const field of type.fields ?? type.inputFields ?? []) {
      if (field.name.toLowerCase().includes(needle)) hits.push({ type: type.name, field: field.name });
    }
  }
  return hits;
}
