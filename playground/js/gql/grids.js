// The lists that a schema offers, and the query for a page of one.
import { parts } from './types.js';

const typeOf = (schema, type) => schema.types.find(({ name }) => name === parts(type).name);
const isList = (type) => parts(type).before !== '';

/** The query's fields that are pages of a list and need no argument. */
export const grids = (schema) => typeOf(schema, schema.queryType).fields.filter(({ type, args }) =>
  /Connection$/.test(parts(type).name) && args.every((each) => each.type.kind !== 'NON_NULL' || each.defaultValue));

/** What a row can show: values, and the names of what belongs to it. */
function columns(schema, connection) {
  const nodes = typeOf(schema, connection).fields.find(({ name }) => name === 'nodes');
  return typeOf(schema, nodes.type).fields.filter(({ args }) => args.length === 0).flatMap(({ name, type }) => {
    const { kind, fields } = typeOf(schema, type);
    const title = !isList(type) && ['name', 'displayName', 'number'].find((each) => fields?.some((field) => field.name === each));
    return kind === 'SCALAR' || kind === 'ENUM' ? name : title ? `${name} { ${title} }` : [];
  });
}

/**
 * What can be chosen of a list.
 * @returns {Array<{path: string[], values?: string[], isList: boolean}>} values: an enum's
 */
export const facets = (schema, members, path = []) => members.flatMap(({ name, type }) => {
  const { kind, name: title, inputFields, enumValues } = typeOf(schema, type);
  if (inputFields && path.length === 0) return facets(schema, inputFields, [name]);
  const isFacet = kind === 'ENUM' || name === 'type' || (title === 'String' && !/after|before/.test(name));
  return isFacet ? { path: [...path, name], values: enumValues?.map((each) => each.name), isList: isList(type) } : [];
});

/** The query for a page of a list. */
export function pageOf(schema, { name, type, args }) {
  const declared = args.map((each) => {
    const { before, name: inner, after } = parts(each.type);
    return `  $${each.name}: ${before}${inner}${after}${each.defaultValue ? ` = ${each.defaultValue}` : ''}\n`;
  });
  return `query ${name[0].toUpperCase()}${name.slice(1)}(\n${declared.join('')}) {
  ${name}(${args.map((each) => `${each.name}: $${each.name}`).join(', ')}) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes {
      ${columns(schema, type).join('\n      ')}
    }
  }
}
`;
}
