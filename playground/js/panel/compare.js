// The tab's operation as five customers see it, side by side.
import { ask, send } from '../core/api.js';
import { register } from '../core/commands.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { isAdministrator, now, watch } from '../core/state.js';
import { csv } from '../gql/csv.js';
import { differ } from '../gql/differ.js';
import { marks } from '../gql/marks.js';
import { customerTypes as kinds } from '../rules/cells.js';
import { button } from '../view/controls.js';
import { save } from '../view/take.js';
import { plain, sign } from '../view/tree.js';
import { titleOf } from './collections.js';
import { personField } from './lens.js';
import { askWhy } from './why.js';

/** How many rows are shown at first, and with each “more”. */
const page = 300;

/** What one of them is answered, and what is said of a null in it. */
async function look(code, { query, variables, answer }) {
  try {
    const { json } = await send({ query, variables: JSON.parse(variables || 'null'), operationName: answer?.operation, lens: { code }, explain: true });
    const { data, errors = [], extensions } = json;
    const mark = marks({ json, errors, explain: extensions?.explain });
    return { data, errors, code, signOf: (place) => sign(place.map((_, end) => mark(place.slice(0, end + 1))).find(Boolean), askWhy(data, code)) };
  } catch (error) {
    return { errors: [error], code };
  }
}

const text = (value) => (value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value));

/** The page that compares. */
export function compare() {
  const fields = kinds.map((kind) => personField(`compare-${kind}`));
  let answers = [];
  let limit = page;
  let runs = 0;
  const said = h('p.grow', { role: 'status' });
  const only = h('input', { type: 'checkbox', id: 'only-differences', onchange: show });
  const body = h('tbody');
  const more = button(t('more'), () => show((limit += page)), { id: 'more-rows' });
  const rows = () => differ(answers.map(({ data }) => ({ value: data, place: [] }))).filter(({ same }) => !only.checked || !same);

  async function run() {
    const { tab, session } = now();
    const mine = (runs += 1);
    fill(said, t('running'));
    const all = await Promise.all(fields.map(([{ value }]) => (value ? look(value, tab) : { errors: [] })));
    if (mine === runs && session === now().session) show([answers, limit] = [all, page]);
  }

  function line({ path, columns, same }) {
    const texts = columns.map(({ value }) => text(value));
    const count = (each) => texts.filter((other) => other === each).length;
    const most = Math.max(...texts.map(count));
    return h(same ? 'tr.same' : 'tr', {}, h('th', { scope: 'row' }, `${same ? '=' : '≠'} ${path}`), ...columns.map(({ value, place }, index) =>
      h(!same && (most === 1 || count(texts[index]) < most) ? 'td.odd' : 'td', {}, (value === null && answers[index].signOf(place)) || plain(texts[index].slice(0, 300)))));
  }

  function show() {
    const shown = answers.length > 0 ? rows() : [];
    const wrong = answers.map(({ errors }) => h('td.wrong', {}, ...errors.map(({ message }) => message)));
    fill(body, h('tr', { hidden: !wrong.some((each) => each.textContent) }, h('td'), ...wrong), ...shown.slice(0, limit).map(line));
    more.hidden = shown.length <= limit;
    fill(said, shown.length > 0 ? t('differences', shown.filter(({ same }) => !same).length, shown.length) : t('compare.hint', titleOf(now().tab)));
  }

  function take() {
    const names = ['', ...answers.map(({ code }) => code)];
    const cells = rows().map(({ path, columns }) => [path, ...columns.map(({ value }) => text(value))]);
    save('guiche.csv', csv(names, cells.map((row) => new Map(row.map((cell, place) => [names[place], cell]))), now().language === 'en' ? ',' : ';'), 'text/csv');
  }

  watch(['session'], () => show(answers = []));
  watch(['person'], (state) => isAdministrator(state) && ask('Five').then((found) => kinds.forEach((kind, place) => {
    const codes = found[kind].nodes.flatMap(({ userCode, contacts }) => [...(contacts ?? []).map((each) => each.userCode), userCode]);
    fields[place][0].value = codes.find(Boolean) ?? '';
  }), () => {}));
  watch(['tab.id', 'tab.query'], () => answers.length > 0 || show());
  register({ id: 'runFive', keys: ['Ctrl+Enter'], run, when: () => now().route.panel === 'c' });
  const heads = kinds.map((kind, place) => h('th', { scope: 'col' }, h('label', {}, t(`kind.${kind}`), ...fields[place])));
  return h('div.sight', { id: 'compare' },
    h('div.row', {}, button(t('do.runFive'), run, { id: 'run-five', className: 'primary' }), h('label', {}, only, t('onlyDifferences')), said, more, button('CSV', take, { id: 'compare-csv' })),
    h('div.body.grid', { tabIndex: 0 }, h('table', {}, h('thead', {}, h('tr', {}, h('td'), ...heads)), body)));
}
