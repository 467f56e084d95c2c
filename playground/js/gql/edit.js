// Changes of a document that are more than typing.
import { typesOf } from './outline.js';
import { parts } from './types.js';

/**
 * Makes lines comments, or takes that back.
 * @returns {{start: number, end: number, text: string}}
 */
export function comment(text, from, to) {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', to);
  const end = next < 0 ? text.length : next;
  const lines = text.slice(start, end).split('\n');
  const isComment = lines.every((line) => /^\s*(#|$)/.test(line));
  const turned = lines.map((line) => (isComment ? line.replace(/# ?/, '') : line.replace(/^(\s*)(?=\S)/, '$1# ')));
  return { start, end, text: turned.join('\n') };
}

/**
 * Asks for every value that a selection set can give without an argument.
 * @param {string} text
 * @param {{type: Object, names: string[], start: number, end: number} | undefined} set
 * @param {Object} schema
 * @returns {{start: number, end: number, text: string} | null} nothing where nothing is left to ask for
 */
export function fillAll(text, set, schema) {
  const types = typesOf(schema);
  const isLeaf = ({ type, args }) =>
    /^(SCALAR|ENUM)$/.test(types.get(parts(type).name)?.kind) &&
    args.every((argument) => argument.type.kind !== 'NON_NULL' || argument.defaultValue !== null);
  const missing = (set?.type?.fields ?? []).filter((field) => isLeaf(field) && !field.deprecationReason && !set.names.includes(field.name));
  if (missing.length === 0) return null;
  const indent = /^ */.exec(text.slice(text.lastIndexOf('\n', set.start) + 1))[0];
  const until = set.end ?? text.length;
  const end = text.slice(0, until).trimEnd().length;
  const added = missing.map(({ name }) => `\n${indent}  ${name}`).join('');
  return { start: end, end: until, text: `${added}\n${indent}` };
}
