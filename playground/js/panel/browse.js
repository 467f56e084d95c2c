// Lists to look through. Each is a query that is shown: change it, and the list follows.
import { ask, send } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { number, t } from '../core/i18n.js';
import { to } from '../core/router.js';
import { now, watch } from '../core/state.js';
import { facets, grids, pageOf } from '../gql/grids.js';
import { marks } from '../gql/marks.js';
import { lists, rows } from '../gql/rows.js';
import { table } from '../view/table.js';
import { button, choice } from '../view/controls.js';
import { openDocument } from './collections.js';
import { askWhy } from './why.js';

const size = 50;

/** @param {{documents: Object}} instance */
export function browse({ documents }) {
  const [ways, filters, sheets] = ['nav.row', 'div.row.facets', 'div.body.sheets'].map((tag) => h(tag, { tabIndex: -1 }));
  const said = h('p.grow', { role: 'status' });
  const [query, variables] = ['document', 'variables'].map((key) => h('textarea', { id: `browse-${key}`, spellcheck: false, ariaLabel: t(key) }));
  let info = {};
  let built = [];
  let runs = 0;
  const back = button(t('page.back'), () => turn({ last: size, before: info.startCursor }), { id: 'page-back' });
  const forward = button(t('page.forward'), () => turn({ first: size, after: info.endCursor }), { id: 'page-forward' });
  const values = () => JSON.parse(variables.value || '{}');
  const turn = (patch) => show(query.value, { ...values(), first: undefined, after: undefined, last: undefined, before: undefined, ...patch });

  function show(text, wanted) {
    query.value = text;
    variables.value = JSON.stringify(wanted, null, 2);
    run();
  }

  async function run() {
    const { tab: { lens }, session } = now();
    const mine = (runs += 1);
    let json;
    try {
      ({ json } = await send({ query: query.value, variables: values(), lens, explain: true }));
    } catch (error) {
      json = { errors: [error] };
    }
    if (mine !== runs || session !== now().session || lens?.code !== now().tab.lens?.code) return;
    const { data, errors = [], extensions } = json;
    const [[name, main] = []] = Object.entries(data ?? {});
    info = main?.pageInfo ?? {};
    back.disabled = !info.hasPreviousPage;
    forward.disabled = !info.hasNextPage;
    fill(said, h(errors[0] ? 'span.wrong' : 'span', {}, errors[0]?.message ?? (main?.totalCount === undefined ? '' : t('rows', number(main.totalCount)))));
    const mark = marks({ json, errors, explain: extensions?.explain });
    const open = (path) => {
      const ticket = path.reduce((value, key) => value[key], data);
      if (ticket.number && /tickets/i.test(path)) show(documents.Ticket, { number: ticket.number });
    };
    // What is no list is a table of one row.
    const alone = typeof main === 'object' && main && !main.nodes && !Array.isArray(main) ? [{ path: [name], value: [main], mark: ([, , ...path]) => mark([name, ...path]) }] : [];
    fill(sheets, ...[...alone, ...lists(data)].flatMap((each) => {
      const label = each.path.join('.');
      return [h('h3', {}, label), table({ mark, ...each, ...rows(each.value), label, why: askWhy(data, lens?.code), open })];
    }));
    if (document.activeElement === document.body) sheets.focus();
  }

  function facet({ path: [first, second], values: enumerated, isList }, types) {
    const name = second ?? first;
    const choices = enumerated?.map((each) => [each, each]) ?? (name === 'type' && types.map((each) => [each.id, each.name]));
    const choose = (value) => {
      const put = value === '' ? undefined : isList ? [value] : value;
      turn({ first: size, [first]: second ? { ...values()[first], [second]: put } : put });
    };
    const none = first === 'orderBy' ? '–' : t('any');
    return h('label', { 'data-facet': name }, h('small', {}, [first !== 'filter' && first, second].filter(Boolean).join(' ')),
      choices ? choice(`facet-${name}`, null, [['', none], ...choices], '', choose)
        : h('input', { type: 'search', id: `facet-${name}`, onchange: ({ target }) => choose(target.value) }));
  }

  async function build({ schema, route, tab: { lens } }, isAgain) {
    const wanted = route.name ?? built[1];
    if (route.panel !== 'b' || !schema || (built[0] === schema && built[1] === wanted && isAgain !== true)) return;
    built = [schema, wanted];
    const all = grids(schema);
    const list = all.find(({ name }) => name === wanted) ?? all[0];
    const { ticketTypes } = await ask('Types', {}, { lens }).catch(() => ({ ticketTypes: [] }));
    if (built[0] !== schema || built[1] !== wanted) return;
    fill(ways, ...all.map(({ name }) => {
      const isOpen = name === list.name;
      return h('a', { href: to('b', name), 'aria-current': isOpen ? 'page' : null, onclick: isOpen ? () => build(now(), true) : null }, name);
    }));
    fill(filters, ...facets(schema, list.args).map((each) => facet(each, ticketTypes)));
    show(pageOf(schema, list), { first: size });
  }

  const edit = () => openDocument(query.value, variables.value, undefined, { lens: now().tab.lens });
  watch(['session', 'tab.lens.code'], () => {
    built = [null, built[1]];
    [info, back.disabled, forward.disabled] = [{}, true, true];
    for (const each of [said, filters, sheets]) fill(each);
  });
  watch(['schema', 'route'], build);
  return h('div.sight', { id: 'browse' }, ways, filters, h('div.row', {}, back, forward, said), sheets,
    h('div.row.shown', {}, query, variables, button(t('apply'), run, { id: 'browse-apply' }), button(t('toEditor'), edit, { id: 'browse-edit' })));
}
