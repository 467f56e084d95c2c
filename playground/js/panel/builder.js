// Write a query by clicking: what there is to ask for, ticked where the document asks for it.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { later } from '../core/later.js';
import { change, now, watch } from '../core/state.js';
import { argue, begun, insert, isLeaf, isPlain, parse, remove } from '../gql/builder.js';
import { typesOf } from '../gql/outline.js';
import { parts } from '../gql/types.js';
import { button } from '../view/controls.js';
import { filterField } from '../view/dialog.js';

/** A longer document is no hand's: to read it at each key would make the hand wait. */
const lengthLimit = 200_000;
/** What a document asks for is open at once, up to this length. */
const openLimit = 10_000;
const typename = { name: '__typename', args: [], type: { name: 'String' } };

/** The tree of what can be asked for. */
export function builder() {
  const filter = filterField('builder-filter', () => soon());
  const note = h('p.wrong', { role: 'status' });
  const tree = h('ul', { id: 'builder-tree' });
  /** What somebody opened and shut, by its place in the tree. @type {Map<string, boolean>} */
  const opened = new Map();
  let types, text, operations;
  /** By then the focus is where the key that changed something moved it. */
  const soon = later(10, show);

  const write = (query) => (operations ? change('tabChanged', { query }) : soon());

  function show() {
    const { schema, tab: { query, cursor } } = now();
    types = typesOf(schema);
    text = query;
    try {
      operations = text.length < lengthLimit ? parse(text) : null;
    } catch {
      operations = null;
    }
    const needle = filter.value.trim().toLowerCase();
    const put = (inner) => `${text}\n${inner.replace(' ', ` ${/{\s*(\w+)/.exec(inner)[1]} `)}\n`.trimStart();
    const { at } = document.activeElement.dataset;
    fill(note, operations ? '' : t('notParsed'));
    fill(tree, ...['query', 'mutation', 'subscription'].map((name) => {
      const type = schema?.[`${name}Type`];
      const all = operations?.filter((each) => each.name === name) ?? [];
      return type && row({ name, args: [], type }, all.find(({ start, end }) => start <= cursor && cursor <= end) ?? all[0], { at: '', put }, needle);
    }));
    if (at) tree.querySelector(`[data-at="${CSS.escape(at)}"]`)?.focus();
  }

  /** A field; with a needle only where it or what it leads to holds it. */
  function row(field, node, parent, needle) {
    const at = `${parent.at}/${node?.key ?? field.name}`;
    const { name } = parts(field.type);
    const isEnd = isLeaf(field, types);
    const disabled = isEnd && !(node && field.args[0]);
    const isOpen = !disabled && (opened.get(at) ?? Boolean(((text.length < openLimit || !parent.at) && node) || (!parent.at && (needle || !operations?.[0]))));
    const isMeant = parent.at && field.name.toLowerCase().includes(needle);
    const me = { at, node, put: (inner) => (node ? insert(text, node, inner) : parent.put(begun(field, types, inner))) };
    const nested = isOpen && !isEnd ? rows(types.get(name), me, isMeant ? '' : needle).filter(Boolean) : [];
    if (needle && !isMeant && !nested[0]) return null;
    const tick = () => write(node ? remove(text, parent.node, node) : parent.put(begun(field, types)));
    return h('li', {},
      h('button.plain', {
        type: 'button', disabled, 'data-at': `${at}>`, 'aria-expanded': String(isOpen), ariaLabel: field.name,
        onclick: () => soon(opened.set(at, !isOpen)),
      }, isOpen ? '▾' : '▸'),
      parent.at
        ? h('label', { title: field.description ?? '' },
          h('input', { type: 'checkbox', checked: Boolean(node), 'data-at': at, onchange: tick }),
          node && node.key !== node.name && `${node.key}: `, field.name, h('small.quiet', {}, ` ${name}`))
        : h('b', {}, field.name),
      isOpen && h('ul', {}, ...(node?.args ? field.args.map((each) => argument(each, node, at)) : []), nested[0] && bulk(types.get(name), me), ...nested));
  }

  function rows({ kind, fields, possibleTypes }, parent, needle) {
    const others = kind === 'OBJECT' ? [] : possibleTypes.map((type) => ({ name: `... on ${type.name}`, args: [], type }));
    return [...(fields ?? []), ...others, typename].flatMap((field) => {
      const nodes = parent.node?.set?.children.filter(({ name }) => name === field.name) ?? [];
      return (nodes[0] ? nodes : [null]).map((node) => row(field, node, parent, needle));
    });
  }

  /** All of a type's fields that can be asked for as they are, the leaves of them, or none. */
  function bulk({ fields }, { at, node, put }) {
    const left = (fields ?? []).filter((each) => isPlain(each) && !node?.set?.children.some(({ name }) => name === each.name));
    const leaves = left.filter((each) => isLeaf(each, types));
    const act = (key, some) => button(t(key), () => write(some ? put(some.map((each) => begun(each, types)).join('\n')) : remove(text, node)),
      { 'data-at': `${at}:${key}`, disabled: some ? !some[0] : !node?.set });
    return h('li.row', {}, act('all', left), act('leaves', leaves), act('none'));
  }

  function argument({ name, type, description }, node, at) {
    const { before, name: leaf, after } = parts(type);
    const { enumValues, inputFields } = types.get(leaf);
    const found = node.args.find((each) => each.name === name);
    const value = found ? text.slice(found.value, found.end) : '';
    const isText = !before && !enumValues && !inputFields && !/^(Int|Float|Boolean)$/.test(leaf);
    const own = { 'data-at': `${at}(${name}`, title: description ?? '', onchange: ({ target: { value: put } }) =>
      write(argue(text, node, name, isText && /^[^"$]/.test(put) ? JSON.stringify(put) : put)) };
    const values = leaf === 'Boolean' ? ['true', 'false'] : enumValues?.map((each) => each.name);
    const input = values && !before ? h('select', own, ...['', ...values].map((each) => h('option', {}, each))) : h('input', own);
    // A variable is no choice of the list.
    if (value[0] === '$' && values) input.append(h('option', {}, value));
    input.value = value;
    return h('li', {}, h('label', {}, `${name} `, input, h('small.quiet', {}, ` ${before}${leaf}${after}`)));
  }

  watch(['tab.query', 'tab.cursor', 'schema'], soon);
  return h('div', { id: 'builder' }, filter, note, tree);
}
