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
export const uses = (schema, wanted) =>
  schema.types.flatMap((type) => membersOf(type)
    .filter((member) => [member, ...(member.args ?? [])].some((each) => each.type && parts(each.type).name === wanted))
    .map(({ name }) => ({ type: type.name, field: name })));

/** A type in the schema definition language. */
export function written({ kind, name, description, interfaces, possibleTypes, ...type }) {
  const about = (text, by) => (text ? `${by}"""\n${text.replaceAll('"""', '\\"""').replace(/^/gm, by)}\n${by}"""\n` : '');
  const line = (each, by) => {
    const { before, name: inner, after } = each.type ? parts(each.type) : {};
    const args = each.args?.length > 0 ? `(\n${each.args.map((argument) => line(argument, `${by}  `)).join('')}${by})` : '';
    return `${about(each.description, by)}${by}${each.name}${args}${inner ? `: ${before}${inner}${after}` : ''}${each.defaultValue ? ` = ${each.defaultValue}` : ''}${each.deprecationReason ? ` @deprecated(reason: ${JSON.stringify(each.deprecationReason)})` : ''}\n`;
  };
  const word = { OBJECT: 'type', INPUT_OBJECT: 'input' }[kind] ?? kind.toLowerCase();
  const above = interfaces?.length > 0 ? ` implements ${interfaces.map((each) => each.name).join(' & ')}` : '';
  const members = membersOf(type).map((each) => line(each, '  ')).join('');
  const union = kind === 'UNION' ? ` = ${possibleTypes.map((each) => each.name).join(' | ')}` : '';
  return `${about(description, '')}${word} ${name}${above}${union}${members && ` {\n${members}}`}\n`;
}
