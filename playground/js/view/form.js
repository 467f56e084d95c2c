// A form for values of a schema's input types.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { written } from '../gql/complete.js';
import { nullable } from '../gql/outline.js';

const inputs = { Int: { type: 'number', step: 1 }, Float: { type: 'number', step: 'any' }, Date: { type: 'date' }, DateTime: { placeholder: '2026-11-30T12:00:00Z' } };

/**
 * One value: its name, its type, and what it is written in.
 * @param {{name: string, type: Object, description?: string, defaultValue?: string}} member
 * @param {any} value
 * @param {string} path `variables.input.files`
 * @param {(value: any, files?: Object<string, File[]>) => void} put nothing takes it away
 * @param {Map<string, Object>} types
 * @returns {HTMLElement}
 */
export function field({ name, type, description, defaultValue }, value, path, put, types) {
  const required = type.kind === 'NON_NULL' && !defaultValue;
  const inner = nullable(type);
  const isList = inner.kind === 'LIST';
  const leaf = isList ? nullable(inner.ofType) : inner;
  const known = types.get(leaf.name);
  const label = [h('span', { title: description ?? '' }, name, required && h('b.wrong', {}, ' *')), ' ', h('small.quiet', {}, written(type))];
  const own = { id: path, required, 'data-value': path };
  const wrap = (control) => h('label.field', {}, h('span', {}, ...label), control);
  const text = value === undefined || value === null ? '' : value;

  if (leaf.name === 'Upload') {
    const chosen = ({ target: { files } }) => put(files.length === 0 ? undefined : isList ? [...files].map(() => null) : null, { [path]: [...files] });
    return wrap(h('input', { ...own, type: 'file', multiple: isList, onchange: chosen }));
  }
  if (known?.inputFields && !isList) {
    let object = value;
    const nested = h('div');
    const member = (each) => field(each, object?.[each.name], `${path}.${each.name}`, (next, files) => put((object = { ...object, [each.name]: next }), files), types);
    // Filters hold filters: what is folded is made when it is opened.
    const make = () => nested.firstChild || fill(nested, ...known.inputFields.map(member));
    const open = required || Boolean(value);
    if (open) make();
    return h('details.nested', { open, ontoggle: make }, h('summary', {}, ...label), nested);
  }
  const read = (one) => (/^(Int|Float)$/.test(leaf.name) ? Number(one) : leaf.name === 'Boolean' ? one === 'true' : one);
  if (isList) {
    // One a line; objects as JSON.
    const lines = (Array.isArray(value) ? value : []).map((each) => (known?.inputFields ? JSON.stringify(each) : each)).join('\n');
    const parse = (line) => { try { return JSON.parse(line); } catch { return line; } };
    const written = ({ target }) => put(target.value.trim() ? target.value.split('\n').filter(Boolean).map(known?.inputFields ? parse : read) : undefined);
    return wrap(h('textarea', { ...own, rows: 2, placeholder: t('oneALine'), value: lines, oninput: written }));
  }
  const choices = leaf.name === 'Boolean' ? ['true', 'false'] : known?.enumValues?.map((each) => each.name);
  const entered = ({ target }) => put(target.value === '' ? undefined : read(target.value));
  if (choices) return wrap(h('select', { ...own, onchange: entered }, ...['', ...choices].map((each) => h('option', { value: each, selected: each === `${text}` }, each || '–'))));
  return wrap(h(inputs[leaf.name] ? 'input' : 'textarea', { ...own, ...(inputs[leaf.name] ?? { rows: 1 }), value: text, oninput: entered }));
}
