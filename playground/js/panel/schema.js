// The schema that is the viewer's own, to read and to search.
import { send } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { to } from '../core/router.js';
import { change, now, watch } from '../core/state.js';
import { find, parts } from '../gql/types.js';
import { prose } from '../view/prose.js';

/** More hits than these are no help. */
const hitLimit = 200;

async function read({ session, tab: { lens } }) {
  let schema = null;
  try {
    const answer = await send({ query: 'Schema', lens });
    schema = answer.json?.data?.__schema ?? null;
  } catch {
    // The panel says that there is none.
  }
  if (now().session === session && now().tab.lens?.code === lens?.code) change('schemaRead', schema);
}

export function schema() {
  const place = h('div');
  const search = h('input', { type: 'search', id: 'schema-search', oninput: list });

  function list() {
    const { schema: known, route } = now();
    if (!known) fill(place, h('p.quiet', {}, t('noSchema')));
    else if (route.name && search.value === '') fill(place, ...page(known, route.name));
    else fill(place, ...contents(known, search.value));
  }

  watch(['language'], () => {
    search.placeholder = `${t('search')} (Ctrl+K)`;
    search.setAttribute('aria-label', t('search'));
    list();
  });
  watch(['route'], ({ route }) => {
    if (route.panel !== 's') return;
    const wasInside = place.contains(document.activeElement);
    search.value = '';
    list();
    if (wasInside) place.querySelector('h2')?.focus();
    place.parentElement?.parentElement?.scrollTo(0, 0);
  });
  watch(['session', 'tab.lens.code'], read);
  watch(['schema'], list);
  return h('div', { id: 'schema' }, search, place);
}

/** What begins a page; the focus comes here when the page is turned. */
const heading = (text, ...more) => h('div.row', {}, h('h2', { tabIndex: -1 }, text), ...more);

function contents(known, wanted) {
  const hits = find(known, wanted);
  if (hits.length === 0) return [h('p.quiet', { role: 'status' }, t('noHit', wanted))];
  return [
    wanted === '' ? heading(t('allTypes')) : h('p.quiet', { role: 'status' }, t('hits', hits.length)),
    h('ul.links', {}, ...hits.slice(0, hitLimit).map(hit)),
  ];
}

function hit({ type, kind, field }) {
  return h(
    'li',
    {},
    h('a', { href: to('s', type) }, !field && badge(kind), h('b', {}, type), field && `.${field}`),
  );
}

const badge = (kind) => h('span.badge', {}, kind.toLowerCase().replace('_', ' '));

function page(known, name) {
  const back = h('a', { href: to('s') }, `← ${t('allTypes')}`);
  const type = known.types.find((candidate) => candidate.name === name);
  if (!type) return [back, heading(name), h('p.quiet', {}, t('noHit', name))];
  const members = type.fields ?? type.inputFields ?? type.enumValues ?? [];
  const related = [...(type.interfaces ?? []), ...(type.possibleTypes ?? [])];
  return [
    back,
    heading(type.name, badge(type.kind)),
    prose(type.description),
    related.length > 0 && h('ul.links', {}, ...related.map(({ name: other }) => h('li', {}, link(other)))),
    ...members.map(memberView),
  ];
}

function memberView(member) {
  const args = member.args ?? [];
  return h(
    'div.member',
    {},
    h(
      'p.signature',
      {},
      h('b', {}, member.name),
      args.length > 0 && '(',
      ...args.map((argument) => h('span.argument', { title: argument.description ?? '' }, ...typed(argument))),
      args.length > 0 && ')',
      ...(member.type ? typed({ ...member, name: '' }) : []),
    ),
    prose(member.description),
    member.deprecationReason && h('p.wrong', {}, t('deprecated', member.deprecationReason)),
  );
}

/** A name, its type and its default, as the language writes them. */
function typed({ name, type, defaultValue }) {
  const { before, name: inner, after } = parts(type);
  return [`${name}: ${before}`, link(inner), after, defaultValue ? ` = ${defaultValue}` : ''];
}

const link = (name) => h('a', { href: to('s', name) }, name);
