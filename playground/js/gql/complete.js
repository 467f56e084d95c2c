// What can be written where the caret stands.
import { named, nullable, typeOf, typesOf } from './outline.js';
import { parts } from './types.js';

/**
 * @typedef {{name: string, type: string, about: string, insert: string, link?: string}} Choice `|` in
 *   `insert` stands for the caret; `link` is where the schema panel describes it
 */

/** A type as the language writes it. */
export function written(type) {
  const { before, name, after } = parts(type);
  return before + name + after;
}

const isNeeded = ({ type, defaultValue }) => type.kind === 'NON_NULL' && defaultValue === null;
const isComposite = (type) => /^(OBJECT|INTERFACE|UNION)$/.test(type?.kind);
const isInput = (type) => /^(SCALAR|ENUM|INPUT_OBJECT)$/.test(type.kind);
const word = (name, insert = name, type = '') => ({ name, insert, type, about: '' });

/** Everything that can stand at a spot of `outline`. @returns {Choice[]} */
export function choices({ spot, definitions }, schema) {
  const types = typesOf(schema);
  const all = (isFit) => [...types.values()].filter((type) => isFit(type) && !type.name.startsWith('__'))
    .map(({ name, kind, description }) => ({ ...word(name, name, kind.toLowerCase().replace('_', ' ')), about: description ?? '', link: name }));
  const member = (owner) => ({ name, type, args, description, deprecationReason }) => {
    const needed = (args ?? []).filter(isNeeded).map((each, place) => `${each.name}: ${place ? '' : '|'}`).join(', ');
    const set = isComposite(named(types, type)) ? ` { ${needed ? '' : '|'} }` : '';
    const insert = name + (needed && `(${needed})`) + (args ? set : !type ? '' : ': ');
    return { ...word(name, insert, type ? written(type) : ''), about: [deprecationReason, description].filter(Boolean).join('\n'), link: `${owner}.${name}` };
  };

  if (spot.isText) return [];
  if (spot.word[0] === '@') return ['@include', '@skip'].map((name) => word(name, `${name}(if: |)`));
  if (spot.wants === 'type') return all(isInput);
  if (spot.wants === 'on') {
    const near = spot.isSet && [spot.type, ...(spot.type?.possibleTypes ?? []), ...(spot.type?.interfaces ?? [])].map((type) => type?.name);
    return all((type) => isComposite(type) && (!near || near.includes(type.name)));
  }
  if (spot.wants === '...') return [word('on', 'on '), ...definitions.filter(({ kind }) => kind === 'fragment').map(({ name }) => word(name))];
  if (spot.wants === 'value' || spot.open === '[') {
    const type = nullable(spot.isRoot ? typeOf(spot.last.type, types) : spot.last?.type);
    const found = named(types, type);
    // A default cannot be another variable.
    const variables = spot.isRoot ? [] : (spot.definition?.variables ?? []).map((each) => word(`$${each.name}`, `$${each.name}`, each.type));
    return [
      ...(found?.enumValues ?? []).map(member(found?.name)),
      ...(found?.name === 'Boolean' ? [word('true'), word('false')] : []),
      ...variables.sort((one, other) => other.type.includes(found?.name) - one.type.includes(found?.name)),
      ...(found?.inputFields && type.kind !== 'LIST' ? [word('{ }', '{ | }', found.name)] : []),
    ];
  }
  if (spot.members) {
    const more = spot.isSet ? [word('__typename', '__typename', 'String')] : [];
    return [...spot.members.filter(({ name }) => spot.isSet || name === spot.word || !spot.names.includes(name)).map(member(spot.owner)), ...more];
  }
  return spot.definition ? [] : ['query', 'mutation', 'subscription', 'fragment'].map((name) => word(name, `${name} `));
}

/** Those that fit what is written so far, the nearest first. */
export function fitting(list, begun) {
  const rank = ({ name }) => name.toLowerCase().indexOf(begun.toLowerCase());
  return list.filter((each) => rank(each) >= 0).sort((one, other) => Math.min(rank(one), 1) - Math.min(rank(other), 1));
}
