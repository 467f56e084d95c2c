// What a document holds and where its caret stands, however broken it is: one pass over its tokens with
// a stack of what is open. It never refuses; the server does that.
import { parts } from './types.js';

const token = /#.*|"""[^]*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|\.\.\.|[$@]?\w+|[$@{}()[\]:=!]/g;
const isKeyword = /^(query|mutation|subscription|fragment)$/;
const opener = { '}': '{', ')': '(', ']': '[' };
const condition = [{ name: 'if', type: { kind: 'SCALAR', name: 'Boolean' } }];
/** Nobody wrote a document that is longer. */
const limit = 300_000;

const known = new WeakMap();
/** The types of a schema by name. @returns {Map<string, Object>} */
export function typesOf(schema) {
  if (!schema) return new Map();
  if (!known.has(schema)) known.set(schema, new Map(schema.types.map((type) => [type.name, type])));
  return known.get(schema);
}

/** What the schema says of the type under lists and non-nulls. */
export const named = (types, type) => types.get(type && parts(type).name);

/** A type under its non-null. */
export const nullable = (type) => (type?.kind === 'NON_NULL' ? type.ofType : type);

/** A type as introspection has it, of one as a document writes it: `[ID!]!`. */
export function typeOf(text, types) {
  if (text.endsWith('!')) return { kind: 'NON_NULL', ofType: typeOf(text.slice(0, -1), types) };
  if (text.startsWith('[')) return { kind: 'LIST', ofType: typeOf(text.slice(1).replace(/]$/, ''), types) };
  return { kind: types.get(text)?.kind, name: text };
}

/**
 * @typedef {{kind: string, name: string, start: number, end: number, type: Object, top?: Object,
 *   variables: Array<{name: string, type: string, hasDefault?: boolean}>}} Definition
 * @returns {{definitions: Definition[], spot: Object}} `spot`: the innermost thing that is open at a
 *   place, the `word` there, and the `set` of selections around it
 */
export function outline(text, schema, place = -1) {
  const types = typesOf(schema);
  const definitions = [];
  let [stack, definition, spot] = [[{ names: [] }], null, null];

  const open = (sign, frame) => stack.push({ open: sign, wants: '', names: [], ...frame });
  function begin(kind, start) {
    if (definition) definition.end = start;
    stack = [{ names: [] }];
    definition = { kind, name: '', start, end: text.length, variables: [], type: types.get(schema?.[`${kind}Type`]?.name) };
    definitions.push(definition);
  }
  function settle(word, from) {
    spot = { ...stack.at(-1), word, from, to: from + word.length, set: stack.findLast(({ isSet }) => isSet), definition };
  }

  function sign(word, start, frame) {
    const { last, wants } = frame;
    if (word === '{' && (wants === 'value' || frame.open === '[')) {
      const type = named(types, last?.type);
      frame.wants = '';
      open(word, { members: type?.inputFields, owner: type?.name });
    } else if (word === '{') {
      if (!definition) begin('query', start);
      const type = frame.isSet ? frame.next : definition.type;
      open(word, { isSet: true, type, members: type?.fields, owner: type?.name, start });
      definition.top ??= stack.at(-1);
    } else if (word === '(') {
      open(word, { isRoot: !frame.isSet && !frame.at, members: frame.at ? condition : last?.args, owner: frame.isSet && `${frame.owner}.${last?.name}` });
    } else if (wants === 'type' && /[[\]!]/.test(word)) last.type += word;
    else if (word === '[') {
      frame.wants = '';
      open(word, { last: { type: nullable(nullable(last?.type)?.ofType) } });
    } else if (opener[word]) {
      const at = stack.findLastIndex((each) => each.open === opener[word]);
      if (at < 1) return;
      stack[at].end = start;
      stack.length = at;
      if (at > 1 || word !== '}' || !definition) return;
      definition.end = start + 1;
      definition = null;
    } else if (word === '...') Object.assign(frame, { wants: word, next: frame.type, last: null });
    else if (word === ':' && frame.isSet) frame.names.pop();
    else if (word === ':') frame.wants = !frame.isRoot ? 'value' : last ? 'type' : '';
    else if (word === '=' && last) [frame.wants, last.hasDefault] = ['value', true];
  }

  function name(word, start, frame) {
    const isOutside = stack.length === 1;
    if (word[0] === '@') frame.at = true;
    else if (isOutside && !definition) isKeyword.test(word) && begin(word, start);
    else if (frame.wants === 'on') {
      [frame.wants, frame.next] = ['', types.get(word)];
      if (isOutside) definition.type = frame.next;
    } else if (word === 'on' && (frame.wants === '...' || isOutside)) frame.wants = 'on';
    else if (isOutside) definition.name ||= word;
    else if (frame.wants === 'type') frame.last.type += word;
    else if (frame.wants) frame.wants = '';
    else if (frame.isRoot) definition?.variables.push((frame.last = { name: word.slice(1), type: '' }));
    else {
      const last = frame.members?.find((each) => each.name === word) ?? { name: word };
      Object.assign(frame, { last, next: named(types, last.type), at: false });
      frame.names.push(word);
    }
  }

  for (const { 0: word, index: start } of text.length > limit ? [] : text.matchAll(token)) {
    const end = start + word.length;
    const isName = /^[$@\w]/.test(word);
    if (!spot && place >= 0 && (isName ? end : start) >= place) settle(...(isName && start <= place ? [word, start] : ['', place]));
    let frame = stack.at(-1);
    if (/^["#]/.test(word)) {
      if (start < place && place < end + Number(word[0] === '#')) spot = { isText: true, word: '' };
      if (word[0] === '"') frame.wants = '';
      continue;
    }
    if (frame.isRoot && word[0] === '$' && frame.wants === 'type') frame.wants = '';
    // A parenthesis was forgotten.
    if (word === '{' && frame.open === '(' && frame.wants !== 'value') frame = stack.pop() && stack.at(-1);
    // What begins a line so was never meant to stand in what is open.
    if (isKeyword.test(word) && (text[start - 1] ?? '\n') === '\n') begin(word, start);
    else (isName ? name : sign)(word, start, frame);
  }
  if (!spot && place >= 0) settle('', place);
  return { definitions, spot };
}

/** The operations of a document, and the one at a place, or else the first. */
export function operations(text, schema, place) {
  const all = outline(text, schema).definitions.filter(({ kind }) => kind !== 'fragment');
  return { all, mine: all.find(({ start, end }) => start <= place && place <= end) ?? all[0] };
}

/** What an operation is called where it has no name: its first field. */
export const titleOf = (operation) => operation?.name || operation?.top?.names[0] || '';
