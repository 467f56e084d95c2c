// The schema that is the viewer's own, to read and to search.
import { send } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { to } from '../core/router.js';
import { change, now, watch } from '../core/state.js';
import { find, membersOf, ordered, parts, uses, written } from '../gql/types.js';
import { filterField } from '../view/dialog.js';
import { prose } from '../view/prose.js';
import { press, save } from '../view/take.js';
import { give } from './share.js';

/** More hits than these are no help. */
const hitLimit = 200;
const specified = ['String', 'Int', 'Float', 'Boolean', 'ID'];

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
  const whose = h('p.quiet', { role: 'status' });
  const search = filterField('schema-search', list, t('search'));

  function list() {
    const { schema: known, route, tab } = now();
    fill(whose, tab.lens ? t('schemaOf', tab.lens.name) : '');
    if (!known) fill(place, h('p.quiet', {}, t('noSchema')));
    else if (route.name && search.value === '') fill(place, ...page(known, route.name));
    else fill(place, ...contents(known, search.value));
    // The panel is shown by then.
    queueMicrotask(() => place.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' }));
  }

  watch(['route'], ({ route }) => {
    if (route.panel !== 's') return;
    const wasInside = place.contains(document.activeElement);
    search.value = '';
    list();
    if (wasInside) (place.querySelector('[aria-current]') ?? place.querySelector('h2'))?.focus();
    place.parentElement?.parentElement?.scrollTo(0, 0);
  });
  watch(['session', 'tab.lens.code'], read);
  watch(['schema'], list);
  return h('div', { id: 'schema' }, search, whose, place);
}

/** What begins a page; the focus comes here when the page is turned. */
const heading = (text, ...more) => h('div.row', {}, h('h2', { tabIndex: -1 }, text), ...more);

function contents(known, wanted) {
  const hits = find(known, wanted);
  if (hits.length === 0) return [h('p.quiet', { role: 'status' }, t('noHit', wanted))];
  return [
    wanted === '' ? heading(t('allTypes'), press(t('download'), () => save('schema.graphql', sdl(known)))) : h('p.quiet', { role: 'status' }, t('hits', hits.length)),
    h('ul.links', {}, ...hits.slice(0, hitLimit).map(hit)),
  ];
}

function hit({ type, kind, field }) {
  return h(
    'li',
    {},
    h('a', { href: to('s', field ? `${type}.${field}` : type) }, !field && badge(kind), h('b', {}, type), field && `.${field}`),
  );
}

const badge = (kind) => h('span.badge', {}, kind.toLowerCase().replace('_', ' '));

const sdl = (known) => ordered(known).filter(({ name }) => !specified.includes(name)).map(written).join('\n');

function page(known, address) {
  const [name, field] = address.split('.');
  const back = h('a', { href: to('s') }, `← ${t('allTypes')}`);
  const type = known.types.find((candidate) => candidate.name === name);
  if (!type) return [back, heading(name), h('p.quiet', {}, t('noHit', name))];
  const related = [...(type.interfaces ?? []), ...(type.possibleTypes ?? [])];
  const users = specified.includes(name) ? [] : uses(known, name);
  return [
    back,
    heading(type.name, badge(type.kind), press(t('copySDL'), () => give(written(type)))),
    prose(type.description),
    related.length > 0 && h('ul.links', {}, ...related.map(({ name: other }) => h('li', {}, link(other)))),
    ...membersOf(type).map((member) => memberView(member, member.name === field)),
    users.length > 0 && h('details', { id: 'used-in' }, h('summary', {}, `${t('usedIn')} (${users.length})`), h('ul.links', {}, ...users.map(hit))),
  ];
}

function memberView(member, isMarked) {
  const args = member.args ?? [];
  return h(
    'div.member',
    { 'data-field': member.name, 'aria-current': isMarked || null, tabIndex: isMarked ? -1 : null },
    h(
      'p.signature',
      {},
      h('b', {}, member.name),
      args.length > 0 && '(',
      ...args.map((argument) => h('span.argument', {}, ...typed(argument), argument.description && h('small.quiet', {}, argument.description))),
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
