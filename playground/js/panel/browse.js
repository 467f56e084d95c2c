// Lists to look through. Each is a query that is shown: change it, and the list follows.
import { ask, send } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { go, to } from '../core/router.js';
import { change, now, watch } from '../core/state.js';
import { columns, document, facets, grids } from '../gql/grids.js';
import { marks } from '../gql/marks.js';
import { lists, rows } from '../gql/rows.js';
import { table } from '../view/table.js';
import { button } from '../view/words.js';
import { askWhy, detail } from './why.js';

const size = 50;

export function browse() {
  const ways = h('nav.row');
  const filters = h('div.row');
  const said = h('p.grow', { role: 'status' });
  const sheets = h('div.sheets');
  const query = h('textarea', { id: 'browse-query', spellcheck: false });
  const variables = h('textarea', { id: 'browse-variables', spellcheck: false });
  const turn = (id, sign, patch) => h('button', { type: 'button', id, onclick: () => set({ first: undefined, after: undefined, last: undefined, before: undefined, ...patch() }) }, sign);
  let info = {};
  const back = turn('page-back', '◀', () => ({ last: size, before: info.startCursor }));
  const forward = turn('page-forward', '▶', () => ({ first: size, after: info.endCursor }));

  async function run() {
    const { tab: { lens }, session } = now();
    fill(said, t('running'));
    let json = {};
    try {
      ({ json } = await send({ query: query.value, variables: JSON.parse(variables.value || 'null'), lens, explain: true }));
    } catch ({ message }) {
      json = { errors: [{ message }] };
    }
    if (session !== now().session || lens !== now().tab.lens) return;
    const { data, errors = [], extensions } = json;
    const [main] = Object.values(data ?? {});
    info = main?.pageInfo ?? {};
    back.disabled = !info.hasPreviousPage;
    forward.disabled = !info.hasNextPage;
    fill(said, errors.length > 0 ? h('span.wrong', {}, errors[0].message) : `${main?.totalCount ?? ''}`);
    const mark = marks({ json, errors, explain: extensions?.explain });
    const why = askWhy(data, lens?.code);
    const open = (path) => {
      const { number } = path.reduce((value, key) => value[key], data);
      if (number) show(detail, { number });
    };
    const alone = main && !main.nodes ? [{ path: [], value: [main] }] : [];
    fill(sheets, ...[...alone, ...lists(data)].map(({ path, value }) => table({ path, ...rows(value), label: path.join('.'), mark, why, open })));
  }

  function show(text, values) {
    query.value = text;
    variables.value = JSON.stringify(values, null, 2);
    return run();
  }
  const set = (patch) => show(query.value, { ...JSON.parse(variables.value || '{}'), ...patch });

  async function build({ schema, route }) {
    if (route.panel !== 'b' || !schema) return;
    const all = grids(schema);
    const field = all.find(({ name }) => name === route.name) ?? all.find(({ name }) => name === 'tickets') ?? all[0];
    fill(ways, ...all.map(({ name }) => h('a', { href: to('b', name), 'aria-current': name === field.name ? 'page' : null }, name)));
    const boxes = columns(schema, field).map((name, place) => h('input', { type: 'checkbox', value: name, checked: place < 13, onchange: () => set(write()) }));
    const write = () => {
      query.value = document(field, boxes.filter(({ checked }) => checked).map(({ value }) => value));
    };
    const { ticketTypes } = await ask('query Types { ticketTypes { id name } }', {}, { lens: now().tab.lens }).catch(() => ({}));
    const controls = facets(schema, field.args).map(({ path, values, type, isList }) => {
      const name = path.join('.');
      const choices = values ?? (type === 'ID' ? (ticketTypes ?? []) : null);
      const control = h(choices ? 'select' : 'input', { 'data-facet': name, onchange: () => choose(control.value) },
        ...(choices ? [h('option'), ...choices.map((each) => h('option', { value: each.id ?? each }, each.name ?? each))] : []));
      const choose = (value) => {
        const old = JSON.parse(variables.value || '{}');
        const put = value === '' ? undefined : isList ? [value] : value;
        set({ first: size, after: undefined, last: undefined, before: undefined, [path[0]]: path[1] ? { ...old[path[0]], [path[1]]: put } : put });
      };
      return h('label', {}, `${path.at(-1)} `, control);
    });
    fill(filters, ...controls, h('details', {}, h('summary', {}, t('columns')), ...boxes.map((box) => h('label', {}, box, box.value))));
    write();
    show(query.value, { first: size });
  }

  const edit = () => {
    change('tabOpened', { query: query.value, variables: variables.value, lens: now().tab.lens });
    go('q');
  };
  watch(['schema', 'route', 'language'], build);
  watch(['language'], () => {
    query.ariaLabel = t('document');
    variables.ariaLabel = t('variables');
    back.ariaLabel = t('page.back');
    forward.ariaLabel = t('page.forward');
  });
  return h('div.sight', { id: 'browse' }, ways, filters, h('div.row', {}, back, forward, said), sheets,
    h('div.row.shown', {}, query, variables, button('browse-apply', 'apply', run), button('browse-edit', 'toEditor', edit)));
}
