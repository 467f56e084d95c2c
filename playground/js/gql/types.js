// What introspection says, as the schema panel reads it.

/** The name under lists and non-nulls, and what stands before and after it. */
export function parts(type) {
  if (!type.ofType) return { before: '', name: type.name, after: '' };
  const inner = parts(type.ofType);
  return type.kind === 'LIST'
    ? { before: `[${inner.before}`, name: inner.name, after: `${inner.after}]` }
    : { ...inner, after: `${inner.after}!` };
}

/** Fields, input fields or values of a type. */
export const membersOf = ({ fields, inputFields, enumValues }) => fields ?? inputFields ?? enumValues ?? [];

/**
 * The types in the order in which one reads them: roots, what can be asked for, inputs, leaves.
 * @returns {Array<Object>}
 */
export function ordered(schema) {
  const roots = [schema.queryType?.name, schema.mutationType?.name, schema.subscriptionType?.name];
  const kinds = ['INTERFACE', 'OBJECT', 'UNION', 'ENUM', 'INPUT_OBJECT', 'SCALAR'];
  const rank = ({ name, kind }) => (roots.includes(name) ? roots.indexOf(name) - 3 : kinds.indexOf(kind));
  return schema.types
    .filter((type) => !type.name.startsWith('__'))
    .sort((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1));
}

/**
 * The types, fields, arguments and values whose name or description holds a text: names come first.
 * @returns {Array<{type: string, kind: string, field?: string}>}
 */
export function find(schema, wanted) {
  const needle = wanted.trim().toLowerCase();
  const hits = [];
  const look = (hit, ...named) => {
    const texts = named.flatMap(({ name, description }) => [name, description ?? '']).map((text) => text.toLowerCase());
    const place = texts.findIndex((text) => text.includes(needle));
    if (place >= 0) hits.push({ ...hit, late: texts[0].startsWith(needle) ? -1 : place });
  };
  for (const type of ordered(schema)) {
    look({ type: type.name, kind: type.kind }, type);
    if (needle) for (const member of membersOf(type)) look({ type: type.name, field: member.name }, member, ...(member.args ?? []));
  }
  return hits.sort((one, other) => one.late - other.late);
}

/** Where a type is returned or taken. @returns {Array<{type: string, field: string}>} */
export const uses = (schema, wanted) => schema.types.flatMap((type) => membersOf(type)
  .filter((member) => [member, ...(member.args ?? [])].some((each) => each.type && parts(each.type).name === wanted))
  .map(({ name }) => ({ type: type.name, field: name })));

const about = (text, by) => (text ? `${by}"""\n${text.replaceAll('"""', '\\"""').replace(/^/gm, by)}\n${by}"""\n` : '');

function line({ name, description, args, type, defaultValue, deprecationReason }, by) {
  const { before = '', name: inner, after = '' } = type ? parts(type) : {};
  const given = args?.[0] ? `(\n${args.map((each) => line(each, `${by}  `)).join('')}${by})` : '';
  return `${about(description, by)}${by}${name}${given}${inner ? `: ${before}${inner}${after}` : ''}${defaultValue ? ` = ${defaultValue}` : ''}${
    deprecationReason ? ` @deprecated(reason: ${JSON.stringify(deprecationReason)})` : ''}\n`;
}

/** A type in the schema definition language. */
export function written(type) {
  const { kind, name, description, interfaces, possibleTypes } = type;
  const names = (list, before, between) => (list?.[0] ? before + list.map((each) => each.name).join(between) : '');
  const members = membersOf(type).map((each) => line(each, '  ')).join('');
  return `${about(description, '')}${{ OBJECT: 'type', INPUT_OBJECT: 'input' }[kind] ?? kind.toLowerCase()} ${name}${
    names(interfaces, ' implements ', ' & ')}${kind === 'UNION' ? names(possibleTypes, ' = ', ' | ') : ''}${members && ` {\n${members}}`}\n`;
}

/** All of a schema but what the language itself has. */
export const sdl = (schema) => ordered(schema).filter(({ name }) => !/^(String|Int|Float|Boolean|ID)$/.test(name)).map(written).join('\n');
