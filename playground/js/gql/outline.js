// What a document holds and where a caret stands in it, however broken the document is: one pass over
// its tokens with a stack of what is open. It never refuses; the server does that.
import { parts } from './types.js';

const token =
  /#[^\n]*|"""(?:\\"""|[^])*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|\.\.\.|[$@]?[A-Za-z_]\w*|[$@]|-?\d[\w.+-]*|[{}()[\]:=!]/g;
const isBeginning = /^(query|mutation|subscription|fragment)$/;
const isWord = /^[$@\w]/;
const condition = [{ name: 'if', type: { kind: 'NON_NULL', ofType: { kind: 'SCALAR', name: 'Boolean' } } }];
/** What can be asked of every object. */
export const typename = { name: '__typename', args: [], type: { kind: 'SCALAR', name: 'String' } };

/** Nobody wrote a document that is longer. */
const limit = 300_000;

const known = new WeakMap();
/** The types of a schema by their names. @returns {Map<string, Object>} */
export function typesOf(schema) {
  if (!schema) return new Map();
  if (!known.has(schema)) known.set(schema, new Map(schema.types.map((type) => [type.name, type])));
  return known.get(schema);
}

/** What a type is a list of. */
export const itemOf = (type) => (type?.kind === 'NON_NULL' ? itemOf(type.ofType) : type?.kind === 'LIST' ? type.ofType : type);

/** A type as a document writes it: `[ID!]!`. */
export function typeOf(text, types) {
  if (text.endsWith('!')) return { kind: 'NON_NULL', ofType: typeOf(text.slice(0, -1), types) };
  if (text.startsWith('[')) return { kind: 'LIST', ofType: typeOf(text.slice(1).replace(/]$/, ''), types) };
  return { kind: types.get(text)?.kind, name: text };
}

/**
 * @typedef {Object} Definition
 * @property {'query' | 'mutation' | 'subscription' | 'fragment'} kind
 * @property {string} name empty where it has none
 * @property {number} start
 * @property {number} end
 * @property {Array<{name: string, type: string, hasDefault: boolean}>} variables
 * @property {Object} top its selection set
 *
 * @typedef {Object} Spot where the caret stands
 * @property {'document' | 'selection' | 'arguments' | 'object' | 'list' | 'variables' | 'text'} in
 * @property {string} wants what has begun: `...`, `on`, `value`, `type`, `@`
 * @property {string} word what is being written, and where it begins and ends
 * @property {number} from
 * @property {number} to
 * @property {Object} [type] of the selection set, or of the value
 * @property {Object[]} [args] that can be given here
 * @property {Object} [argument] that is being given
 * @property {Object} [set] the innermost selection set: `{type, field, names, start, end}`
 * @property {string[]} path the names of the fields around it
 * @property {Definition} [definition]
 */

/**
 * @param {string} text
 * @param {Object | null} schema as introspection tells it
 * @param {number} [place] of the caret
 * @returns {{definitions: Definition[], spot: Spot | null}}
 */
export function outline(text, schema, place = -1) {
  const types = typesOf(schema);
  const named = (type) => types.get(type && parts(type).name);
  const definitions = [];
  const stack = [{ in: 'document', wants: '' }];
  let definition;
  let spot = null;

  const open = (frame) => stack.push({ wants: '', given: [], ...frame });
  const close = (...kinds) => {
    while (stack.length > 1 && !kinds.includes(stack.at(-1).in)) stack.pop();
    return stack.length > 1 ? stack.pop() : null;
  };
  const define = (kind, start) => {
    definition = { kind, name: '', start, end: text.length, variables: [], type: types.get(schema?.[`${kind}Type`]?.name) };
    definitions.push(definition);
  };
  const finish = (end) => {
    if (definition) definition.end = end;
    definition = undefined;
  };
  /** Opens what a value can begin with. */
  const value = (frame, type, word) => {
    if (frame.wants === 'value') frame.wants = '';
    if (word === '[') open({ in: 'list', type: itemOf(type) });
    else if (word === '{') open({ in: 'object', type: named(type), args: named(type)?.inputFields });
  };
  const settle = (word, from) => {
    const sets = stack.filter((frame) => frame.in === 'selection');
    const path = sets.map(({ field }) => field).filter(Boolean);
    spot = { type: definition?.type, ...stack.at(-1), word, from, to: from + word.length, set: sets.at(-1), path, definition };
  };

  const step = {
    document(frame, word, start) {
      if (word === '{') {
        if (!definition) define('query', start);
        definition.top = { in: 'selection', type: definition.type, names: [], fields: [], wants: '', start };
        stack.push(definition.top);
      } else if (word === '(') open(frame.wants === '@' ? { in: 'arguments', args: condition } : { in: 'variables' });
      else if (word.startsWith('@')) frame.wants = '@';
      else if (isBeginning.test(word) && !definition) define(word, start);
      else if (!definition || !isWord.test(word)) return;
      else if (word === 'on' && definition.kind === 'fragment') frame.wants = 'on';
      else if (frame.wants === 'on') [definition.on, definition.type, frame.wants] = [word, types.get(word), ''];
      else definition.name ||= word;
    },
    selection(frame, word, start) {
      if (word === '{') {
        stack.push({ in: 'selection', type: frame.next, field: frame.name, names: [], fields: [], wants: '', start });
        [frame.name, frame.next] = [];
      } else if (word === '(') open({ in: 'arguments', args: frame.wants === '@' ? condition : frame.field0?.args, owner: `${frame.type?.name}.${frame.name}` });
      else if (word === '...') [frame.wants, frame.name, frame.next] = ['...', undefined, frame.type];
      else if (word.startsWith('@')) frame.wants = '@';
      else if (word === ':') frame.names.pop();
      else if (!isWord.test(word)) return;
      else if (frame.wants === '...') frame.wants = word === 'on' ? 'on' : '';
      else if (frame.wants === 'on') [frame.next, frame.wants] = [types.get(word), ''];
      else {
        frame.field0 = frame.type?.fields?.find(({ name }) => name === word);
        [frame.name, frame.next, frame.wants] = [word, named(frame.field0?.type), ''];
        frame.names.push(word);
      }
    },
    variables(frame, word) {
      if (word.startsWith('$') && frame.wants !== 'value') {
        frame.variable = { name: word.slice(1), type: '', hasDefault: false };
        definition?.variables.push(frame.variable);
      } else if (!frame.variable) return;
      else if (word === ':') frame.wants = 'type';
      else if (word === '=') [frame.wants, frame.variable.hasDefault] = ['value', true];
      else if (frame.wants === 'value') value(frame, typeOf(frame.variable.type, types), word);
      else if (frame.wants === 'type' && !word.startsWith('@')) frame.variable.type += word;
    },
    arguments(frame, word) {
      if (word === ':') frame.wants = 'value';
      else if (frame.wants === 'value') value(frame, frame.argument?.type, word);
      else if (isWord.test(word)) {
        frame.argument = frame.args?.find(({ name }) => name === word);
        frame.given.push(word);
      }
    },
    list: (frame, word) => value(frame, frame.type, word),
  };
  step.object = step.arguments;

  for (const { 0: word, index: start } of text.length > limit ? [] : text.matchAll(token)) {
    const end = start + word.length;
    if (isBeginning.test(word) && (start === 0 || text[start - 1] === '\n') && stack.length > 1) {
      // Nobody begins a field there: what is before was not closed.
      stack.length = 1;
      finish(start);
    }
    if (!spot && place >= 0 && (isWord.test(word) ? end : start) >= place) settle(...(isWord.test(word) && start <= place ? [word, start] : ['', place]));
    if (/^["#]/.test(word) && start < place && (place < end || (place === end && word[0] === '#'))) spot = { in: 'text', path: [] };
    if (word[0] === '#') continue;
    let frame = stack.at(-1);
    if (word === '{' && /^(arguments|variables)$/.test(frame.in) && frame.wants !== 'value') {
      // A parenthesis was forgotten.
      stack.pop();
      frame = stack.at(-1);
    }
    if (word === ')') close('arguments', 'variables');
    else if (word === ']' && frame.in === 'list') stack.pop();
    else if (word === '}') {
      const closed = close('selection', 'object');
      if (closed) closed.end = start;
      if (stack.length === 1) finish(end);
    } else step[frame.in](frame, word, start);
  }
  if (!spot && place >= 0) settle('', place);
  return { definitions, spot };
}

/** The operation at a place: the one around it, or else the first. */
export const operationAt = (definitions, place) => {
  const all = definitions.filter(({ kind }) => kind !== 'fragment');
  return all.find(({ start, end }) => start <= place && place <= end) ?? all[0];
};

/** What an operation is called where it has no name: its first field. */
export const titleOf = (operation) => operation?.name || operation?.top?.names[0] || '';
