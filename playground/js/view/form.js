// A form for values of a schema's input types.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { written } from '../gql/complete.js';

/**
 * @param {Object} options
 * @param {Object[]} options.members names with their types
 * @param {Map<string, Object>} options.types
 * @param {Object} options.values
 * @param {Object<string, File[]>} options.files
 * @param {(values: Object, isOther: boolean, more?: Object) => void} options.write
 * @returns {HTMLElement[]}
 */
export function form({ members, types, values, files, write }) {
  /** The values with another one at a path; nothing takes it away. */
  function put(path, value, isOther = false, more = {}) {
    const set = (into, [key, ...rest]) => {
      const copy = Array.isArray(into) ? [...into] : { ...into };
      const next = rest.length > 0 ? set(copy[key] ?? (typeof rest[0] === 'number' ? [] : {}), rest) : value;
      if (next !== undefined) copy[key] = next;
      else if (Array.isArray(copy)) copy.splice(key, 1);
      else delete copy[key];
      return copy;
    };
    values = set(values, path);
    write(values, isOther, more);
  }

  const plain = (type) => (type.kind === 'NON_NULL' ? type.ofType : type);

  /** One value: its name, its type, and what it is written in. */
  function member({ name, type, description, defaultValue }, path, value) {
    const isNeeded = type.kind === 'NON_NULL' && !defaultValue;
    const inner = plain(type);
    const known = types.get(inner.name);
    const label = [h('span', { title: description ?? '' }, name, isNeeded && h('b.wrong', { title: t('needed') }, ' *')), ' ', h('small.quiet', {}, written(type))];
    if (known?.inputFields) {
      // Filters hold filters: what is folded is made when it is opened.
      const nested = h('div');
      const open = isNeeded || value !== undefined;
      const make = () => nested.firstChild || fill(nested, ...known.inputFields.map((each) => member(each, [...path, each.name], value?.[each.name])));
      if (open) make();
      return h('details.nested', { open, ontoggle: make }, h('summary', {}, ...label), nested);
    }
    if (inner.kind === 'LIST' && plain(inner.ofType).name !== 'Upload') {
      const items = (Array.isArray(value) ? value : []).map((each, place) =>
        h('div.item', {}, member({ name: `${name} ${place + 1}`, type: inner.ofType }, [...path, place], each),
          h('button', { type: 'button', 'aria-label': t('remove', `${name} ${place + 1}`), onclick: () => put([...path, place], undefined, true) }, '×')));
      const add = h('button', { type: 'button', 'aria-label': t('addTo', name), onclick: () => put([...path, items.length], types.get(plain(inner.ofType).name)?.inputFields ? {} : null, true) }, '+');
      return h('div.nested', { role: 'group', 'aria-label': name }, ...label, ...items, add);
    }
    return h('label.field', {}, h('span', {}, ...label), control(inner, path, value, isNeeded));
  }

  function control(type, path, value, required) {
    const known = types.get(type.name);
    const choices = known?.enumValues?.map((each) => each.name) ?? (type.name === 'Boolean' ? ['true', 'false'] : null);
    const id = `value-${path.join('-')}`;
    const text = value === undefined || value === null ? '' : String(value);
    const change = (read) => ({ target }) => put(path, target.value === '' ? undefined : read(target.value));
    if (choices) {
      const read = (chosen) => (type.name === 'Boolean' ? chosen === 'true' : chosen);
      return h('select', { id, required, onchange: change(read) }, ...['', ...choices].map((each) => h('option', { value: each, selected: each === text }, each || '–')));
    }
    if (type.kind === 'LIST' || type.name === 'Upload') {
      const at = ['variables', ...path].join('.');
      const chosen = ({ target }) => {
        const list = [...target.files];
        const { [at]: former, ...others } = files;
        files = list.length > 0 ? { ...others, [at]: list } : others;
        put(path, list.length === 0 ? undefined : type.kind === 'LIST' ? list.map(() => null) : null, false, { files });
      };
      return h('span', {}, h('input', { id, type: 'file', multiple: type.kind === 'LIST', onchange: chosen }), (files[at] ?? []).map(({ name }) => name).join(', '));
    }
    if (/^(Int|Float)$/.test(type.name)) return h('input', { id, type: 'number', step: type.name === 'Int' ? '1' : 'any', required, value: text, oninput: change(Number) });
    if (type.name === 'Date') return h('input', { id, type: 'date', required, value: text, oninput: change(String) });
    if (type.name === 'DateTime') return h('input', { id, required, placeholder: '2026-11-30T12:00:00Z', value: text, oninput: change(String) });
    return h('textarea', { id, rows: 1, required, value: text, oninput: change(String) });
  }

  return members.map((each) => member(each, [each.name], values[each.name]));
}
