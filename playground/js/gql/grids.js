// The lists that a schema offers, and the query for a page of one.
import { parts } from './types.js';

const typeOf = (schema, type) => schema.types.find(({ name }) => name === parts(type).name);
const isList = (type) => parts(type).before !== '';

/** The query's fields that are pages of a list and need no argument. */
export const grids = (schema) => schema.types.find(({ name }) => name === schema.queryType.name).fields.filter(({ type, args }) =>
  /Connection$/.test(parts(type).name) && args.every((each) => each.type.kind !== 'NON_NULL' || each.defaultValue));

/** What a row can show: values, and the names of what belongs to it. */
export function columns(schema, { type }) {
  const nodes = typeOf(schema, type).fields.find(({ name }) => name === 'nodes');
  return typeOf(schema, nodes.type).fields.filter(({ args }) => args.length === 0).flatMap(({ name, type: inner }) => {
    const { kind, fields } = typeOf(schema, inner);
    if (kind === 'SCALAR' || kind === 'ENUM') return [name];
    const title = kind === 'OBJECT' && !isList(inner) && ['name', 'displayName', 'code', 'number'].find((each) => fields.some((field) => field.name === each));
    return title ? [`${name} { ${title} }`] : [];
  });
}

/**
 * What can be chosen of a list.
 * @returns {Array<{path: string[], values: string[] | null, type: string, isList: boolean}>} values: an enum's
 */
export function facets(schema, members, path = []) {
  return members.flatMap(({ name, type }) => {
    const { kind, name: title, inputFields, enumValues } = typeOf(schema, type);
    if (kind === 'INPUT_OBJECT' && path.length === 0) return facets(schema, inputFields, [name]);
    const isText = title === 'String' && !/after|before/.test(name);
    if (kind !== 'ENUM' && !isText && !(title === 'ID' && name === 'type')) return [];
    return [{ path: [...path, name], values: enumValues?.map((each) => each.name) ?? null, type: title, isList: isList(type) }];
  });
}

/** The query for a page of a list. */
export function document({ name, args }, chosen) {
  const written = ({ before, name: inner, after }) => before + inner + after;
  const declared = args.map(({ name: each, type, defaultValue }) => `$${each}: ${written(parts(type))}${defaultValue ? ` = ${defaultValue}` : ''}`);
  return `query ${name[0].toUpperCase()}${name.slice(1)}(
  ${declared.join('\n  ')}
) {
  ${name}(${args.map((each) => `${each.name}: $${each.name}`).join(', ')}) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes {
      ${chosen.join('\n      ')}
    }
  }
}
`;
}
