// Changes of a document that are more than typing: each says what stands from where to where instead.
import { named, typesOf } from './outline.js';

/** Makes lines comments, or takes that back. */
export function comment(text, from, to) {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = `${text}\n`.indexOf('\n', to);
  const lines = text.slice(start, end).split('\n');
  const isComment = lines.every((line) => /^\s*(#|$)/.test(line));
  const turned = lines.map((line) => (isComment ? line.replace(/# ?/, '') : line.replace(/^\s*(?=\S)/, '$&# ')));
  return { start, end, text: turned.join('\n') };
}

/** Asks for every value that a selection set of `outline` can give without an argument. */
export function fillAll(text, set, schema) {
  const isLeaf = ({ type, args }) =>
    /^(SCALAR|ENUM)$/.test(named(typesOf(schema), type)?.kind) && args.every((each) => each.type.kind !== 'NON_NULL' || each.defaultValue);
  const missing = (set?.members ?? []).filter((field) => isLeaf(field) && !field.deprecationReason && !set.names.includes(field.name));
  if (missing.length === 0) return null;
  const indent = /^ */.exec(text.slice(text.lastIndexOf('\n', set.start) + 1))[0];
  const end = set.end ?? text.length;
  const start = text.slice(0, end).trimEnd().length;
  return { start, end, text: `${missing.map(({ name }) => `\n${indent}  ${name}`).join('')}\n${indent}` };
}
