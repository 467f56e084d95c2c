// The schema that is the viewer's own, to read and to search.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { to } from '../core/router.js';
import { now, watch } from '../core/state.js';
import { begun } from '../gql/builder.js';
import { typesOf } from '../gql/outline.js';
import { find, membersOf, parts, sdl, uses, written } from '../gql/types.js';
import { button } from '../view/controls.js';
import { filterField } from '../view/dialog.js';
import { prose } from '../view/prose.js';
import { save } from '../view/take.js';
import { openDocument } from './collections.js';
import { give } from './share.js';

/** More hits than these are no help. */
const hitLimit = 200;

/** The types, one page each, and a search over them. */
export function schema() {
  const whose = h('p.quiet', { role: 'status' });
  const place = h('div');
  const search = filterField('schema-search', list, t('search'));
  const marked = () => place.querySelector('[aria-current]');

  function list() {
    const { schema: known, route: { name }, tab: { lens } } = now();
    fill(whose, lens ? t('schemaOf', lens.name) : '');
    if (!known) fill(place, h('p.quiet', {}, t('noSchema')));
    else fill(place, ...(name && search.value === '' ? page(known, ...name.split('.')) : contents(known, search.value)));
    // The panel is shown by then.
    queueMicrotask(() => marked()?.scrollIntoView());
  }
  watch(['route'], ({ route }) => {
    if (route.panel !== 's') return;
    const wasInside = place.contains(document.activeElement);
    search.value = '';
    list();
    place.closest('section')?.scrollTo(0, 0);
    if (wasInside) (marked() ?? place.querySelector('h2'))?.focus();
  });
  watch(['schema'], list);
  return h('div', { id: 'schema' }, search, whose, place);
}

const link = (name, ...text) => h('a', { href: to('s', name) }, ...(text[0] ? text : [name]));
const badge = (kind) => h('span.badge', {}, kind.toLowerCase().replace('_', ' '));
const hit = ({ type, kind, field }) => h('li', {}, link(field ? `${type}.${field}` : type, kind && badge(kind), h('b', {}, type), field && `.${field}`));
/** What begins a page; the focus comes here when the page is turned. */
const heading = (text, ...more) => h('div.row', {}, h('h2', { tabIndex: -1 }, text), ...more);

function contents(known, wanted) {
  const hits = find(known, wanted);
  const count = h('p.quiet', { role: 'status' }, hits[0] ? t('hits', hits.length) : t('noHit', wanted));
  const all = () => save('schema.graphql', sdl(known));
  return [
    wanted === '' ? heading(t('allTypes'), button(t('download'), all, { id: 'download-schema' })) : count,
    h('ul.links', {}, ...hits.slice(0, hitLimit).map(hit)),
  ];
}

function page(known, name, field) {
  const type = known.types.find((each) => each.name === name);
  const back = h('a', { href: to('s') }, `← ${t('allTypes')}`);
  if (!type) return [back, heading(name), h('p.quiet', {}, t('noHit', name))];
  const related = [...(type.interfaces ?? []), ...(type.possibleTypes ?? [])];
  const users = uses(known, name);
  const root = ['query', 'mutation', 'subscription'].find((each) => known[`${each}Type`]?.name === name);
  const types = typesOf(known);
  const ask = (member) => button(t('askFor'), () => openDocument(`${begun({ name: root, args: [], type }, types, begun(member, types))}\n`), { 'data-ask': member.name });
  return [
    back,
    heading(name, badge(type.kind), button(t('copySDL'), () => give(written(type)), { id: 'copy-sdl' })),
    prose(type.description),
    related[0] && h('ul', {}, ...related.map((each) => h('li', {}, link(each.name)))),
    ...membersOf(type).map((member) => memberView(member, member.name === field, root && ask(member))),
    users[0] && h('details', { id: 'used-in' }, h('summary', {}, `${t('usedIn')} (${users.length})`), h('ul.links', {}, ...users.slice(0, hitLimit).map(hit))),
  ];
}

function memberView({ name, args = [], type, defaultValue, description, deprecationReason }, isMarked, more) {
  return h('div.member', { 'data-field': name, 'aria-current': isMarked || null, tabIndex: isMarked ? -1 : null },
    h('p.signature', {}, h('b', {}, name),
      args?.[0] && '(',
      ...(args ?? []).map((each) => h('span.argument', {}, each.name, ...typed(each), h('small.quiet', {}, ` ${each.description ?? ''}`))),
      args?.[0] && ')',
      ...(type ? typed({ type, defaultValue }) : [])),
    prose(description),
    deprecationReason && h('p.wrong', {}, t('deprecated', deprecationReason)),
    more);
}

/** A type and a default, as the language writes them. */
function typed({ type, defaultValue }) {
  const { before, name, after } = parts(type);
  return [`: ${before}`, link(name), after, defaultValue && ` = ${defaultValue}`];
}
