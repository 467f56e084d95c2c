// The operations of a document, and changes of them that leave the rest of its text as it is.
import { parts } from './types.js';

// A string that nobody closed ends with its line: to look for its end from each sign of it takes for ever.
const token = /("""(?:\\"""|[^])*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|\.\.\.|[\w.+-]+|[^\s,#\ufeff])|#[^\n\r]*/g;
const isOpen = (each) => each[0] === '"' && !/^(?:"""[^]*"""|"(?:\\.|[^"\\])*")$/.test(each);
const word = /^\w/;

/**
 * Operations and their fields: each with its place, its arguments and its set of fields.
 * @throws where the text is no document
 */
export function parse(text) {
  const tokens = [...text.matchAll(token)].filter(([, kept]) => kept);
  if (tokens.some(([each]) => isOpen(each))) throw new SyntaxError('"');
  let place = 0;
  const start = () => tokens[place].index;
  const end = () => tokens[place - 1].index + tokens[place - 1][0].length;
  const take = (wanted) => (wanted.test(tokens[place]?.[0] ?? '') ? tokens[place++][0] : '');
  const need = (wanted) => {
    const found = take(wanted);
    if (!found) throw new SyntaxError(wanted);
    return found;
  };
  const list = (one, last, all = []) => {
    while (!take(last)) all.push(one());
    return all;
  };
  const value = () => /^[([{]$/.test(need(/^[^)\]}]/)) && list(value, /^[)\]}]/);
  const argument = () => {
    const each = { start: start(), name: need(word), colon: need(/:/), value: start() };
    take(/^\$/);
    value();
    return { ...each, end: end() };
  };
  const given = () => (take(/^\(/) ? list(argument, /^\)/) : []);
  const set = () => {
    while (take(/^@/) && need(word)) given();
    return take(/^{/) ? { open: end(), children: list(field, /^}/), close: end() - 1 } : null;
  };
  const field = () => {
    const from = start();
    const key = need(/^[\w.]/);
    const more = key === '...' ? `... ${take(word)} ${take(word)}`.trim() : '';
    const name = more || (take(/^:/) ? need(word) : key);
    return { key: more || key, name, start: from, head: end(), args: given(), argsEnd: end(), set: set(), end: end() };
  };
  const operation = () => {
    const from = start();
    const name = take(/^(query|mutation|subscription|fragment)$/) || 'query';
    while (take(word));
    if (take(/^\(/)) list(value, /^\)/);
    return { name, start: from, set: set() ?? need(/{/), end: end() };
  };
  const operations = [];
  while (place < tokens.length) operations.push(operation());
  return operations;
}

const splice = (text, from, to, put) => text.slice(0, from) + put + text.slice(to);
const indented = (text, by = '  ') => text.replace(/^/gm, by);
const flat = (text) => text.replace(/\s+/g, ' ');

/** Takes a piece out; with its line, where it stands alone there. */
function cut(text, { start, end }) {
  const after = text.slice(end).replace(/^[ ,]+/, '');
  const before = text.slice(0, start);
  return (after[0] === '\n' ? before.trimEnd() : before) + after;
}

/** Puts fields at the end of a field's set, written as the others are. */
export function insert(text, { set, end }, inner) {
  if (!set) return splice(text, end, end, ` { ${flat(inner)} }`);
  const [line] = /.*$/.exec(text.slice(0, set.close));
  const isAlone = !line.trim();
  const from = set.close - (isAlone ? line.length : 0);
  const more = splice(text, from, from, isAlone ? `${indented(inner, `${line}  `)}\n` : `${/\s$/.test(line) ? '' : ' '}${flat(inner)} `);
  return set.children[0]?.key === '__typename' && !set.children[1] ? cut(more, set.children[0]) : more;
}

/** Takes a field out of a set, or all of them; an empty set would be no document. */
export function remove(text, { set }, field) {
  if (!field) return splice(text, set.open, set.close, ' __typename ');
  return set.children[1] ? cut(text, field) : splice(text, field.start, field.end, '__typename');
}

/** Writes an argument of a field; without a value it takes it out. */
export function argue(text, { head, args, argsEnd }, name, value) {
  const place = args.findIndex((each) => each.name === name);
  const old = args[place];
  if (old && value) return splice(text, old.value, old.end, value);
  if (place > 0) return splice(text, args[place - 1].end, old.end, '');
  if (old) return args[1] ? splice(text, old.start, args[1].start, '') : splice(text, head, argsEnd, '');
  if (!value) return text;
  return args[0] ? splice(text, argsEnd - 1, argsEnd - 1, `, ${name}: ${value}`) : splice(text, head, head, `(${name}: ${value})`);
}

const typeOf = ({ type }, types) => types.get(parts(type).name);
/** Whether nothing of a field is to be chosen. */
export const isLeaf = (field, types) => !(typeOf(field, types).fields ?? typeOf(field, types).possibleTypes);
const isNeeded = ({ type, defaultValue }) => type.kind === 'NON_NULL' && defaultValue === null;
/** Whether a field can be asked for as it stands. */
export const isPlain = ({ args }) => !args.some(isNeeded);

/** The arguments that are needed, each with a value that stands for one still to be written. */
const blanks = (list, types) => list.filter(isNeeded).map(({ name, type }) => `${name}: ${blank(type, types)}`).join(', ');
function blank({ kind, name, ofType }, types) {
  if (ofType) return kind === 'LIST' ? '[]' : blank(ofType, types);
  const { enumValues, inputFields } = types.get(name);
  if (inputFields) return `{ ${blanks(inputFields, types)} }`;
  return enumValues?.[0].name ?? { Int: 0, Float: 0, Boolean: false }[name] ?? '""';
}

/** A field as it is written first: with the arguments that it needs, and `inner` or what says most. */
export function begun(field, types, inner) {
  const needed = blanks(field.args, types);
  const head = field.name + (needed && `(${needed})`);
  if (isLeaf(field, types)) return head;
  const fields = typeOf(field, types).fields?.filter(isPlain) ?? [];
  const first = fields.find(({ name }) => name === 'id' || name === 'nodes') ?? fields.find((each) => isLeaf(each, types));
  return `${head} {\n${indented(inner ?? (first ? begun(first, types) : '__typename'))}\n}`;
}
