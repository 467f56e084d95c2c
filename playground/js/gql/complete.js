// What can be written where the caret stands.
import { itemOf, typeOf, typename, typesOf } from './outline.js';
import { parts } from './types.js';

const directives = ['include', 'skip'];

/**
 * @typedef {Object} Choice
 * @property {string} name
 * @property {string} type as the language writes it
 * @property {string} about its description
 * @property {string} insert `|` stands for the caret
 * @property {string} [link] where the schema panel describes it
 * @property {string} [old] why it is deprecated
 */

/** A type as the language writes it. */
export const written = (type) => {
  const { before, name, after } = parts(type);
  return before + name + after;
};

const isNeeded = ({ type, defaultValue }) => type.kind === 'NON_NULL' && defaultValue === null;

/**
 * Everything that can stand at a spot.
 * @param {import('./outline.js').Spot} spot
 * @param {Object | null} schema
 * @param {import('./outline.js').Definition[]} definitions
 * @returns {Choice[]}
 */
export function choices(spot, schema, definitions) {
  const types = typesOf(schema);
  const named = (type) => types.get(type && parts(type).name);
  const choice = (member, insert, owner) => ({
    name: member.name,
    type: member.type ? written(member.type) : '',
    about: member.description ?? '',
    insert: insert ?? member.name,
    link: owner && `${owner}.${member.name}`,
    old: member.deprecationReason,
  });
  const ofType = (type) => ({ ...choice(type), type: type.kind.toLowerCase().replace('_', ' '), link: type.name });
  const all = (isFit) => [...types.values()].filter((type) => isFit(type) && !type.name.startsWith('__')).map(ofType);
  const isComposite = ({ kind }) => /^(OBJECT|INTERFACE|UNION)$/.test(kind);

  const field = (owner) => (member) => {
    const needed = (member.args ?? []).filter(isNeeded).map(({ name }, place) => `${name}: ${place === 0 ? '|' : ''}`);
    const given = needed.length > 0 ? `(${needed.join(', ')})` : '';
    const set = isComposite(named(member.type) ?? {}) ? ` { ${given ? '' : '|'} }` : '';
    return choice(member, member.name + given + set, owner);
  };

  const values = (type) => {
    const found = named(type);
    const list = (found?.enumValues ?? []).map((member) => choice(member, undefined, found.name));
    if (found?.name === 'Boolean') list.push(...['true', 'false'].map((name) => choice({ name })));
    // A default cannot be another variable.
    const variables = (spot.in !== 'variables' && spot.definition?.variables || []).map(({ name, type: own }) => ({ ...choice({ name: `$${name}` }), type: own }));
    const fitting = (own) => Number(own.type.replace(/!$/, '') === (type && written(type).replace(/!$/, '')));
    list.push(...variables.sort((one, other) => fitting(other) - fitting(one)));
    if (found?.inputFields && spot.in !== 'list' && itemOf(type) === type) list.push({ ...choice({ name: '{ }' }, '{ | }'), type: found.name });
    return list;
  };

  if (spot.in === 'text') return [];
  if (spot.word.startsWith('@')) return directives.map((name) => choice({ name: `@${name}` }, `@${name}(if: |)`));
  if (spot.in === 'list' || spot.wants === 'value') return values(spot.in === 'variables' ? typeOf(spot.variable.type, types) : spot.in === 'list' ? spot.type : spot.argument?.type);
  if (spot.in === 'arguments' || spot.in === 'object') {
    const owner = spot.in === 'object' ? spot.type?.name : spot.owner;
    const free = (spot.args ?? []).filter(({ name }) => name === spot.word || !spot.given.includes(name));
    return free.map((member) => choice(member, `${member.name}: `, owner));
  }
  if (spot.in === 'variables') return spot.wants === 'type' ? all(({ kind }) => /^(SCALAR|ENUM|INPUT_OBJECT)$/.test(kind)) : [];
  if (spot.wants === 'on') {
    const near = spot.in === 'selection' && [spot.type?.name, ...[...(spot.type?.possibleTypes ?? []), ...(spot.type?.interfaces ?? [])].map(({ name }) => name)];
    return all((type) => isComposite(type) && (!near || near.includes(type.name)));
  }
  if (spot.in === 'document') return spot.definition ? [] : ['query', 'mutation', 'subscription', 'fragment'].map((name) => choice({ name }, `${name} `));
  if (spot.wants === '...') {
    const fragments = definitions.filter(({ kind, name }) => kind === 'fragment' && name);
    return [choice({ name: 'on' }, 'on '), ...fragments.map(({ name, type }) => ({ ...choice({ name }), type: type?.name ?? '' }))];
  }
  return [...(spot.type?.fields ?? []).map(field(spot.type?.name)), ...(spot.type ? [choice(typename)] : [])];
}

/** Those that fit what is written so far, the nearest first. */
export function fitting(list, begun) {
  const wanted = begun.toLowerCase();
  const rank = ({ name }) => name.toLowerCase().indexOf(wanted);
  return list.filter((each) => rank(each) >= 0).sort((one, other) => Math.min(rank(one), 1) - Math.min(rank(other), 1));
}
