// One search over all: what can be done, the schema, documents, tabs, tickets and people; and the keys.
import { ask } from '../core/api.js';
import { commands } from '../core/commands.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { go } from '../core/router.js';
import { change, isAdministrator, now } from '../core/state.js';
import { browser } from '../core/store.js';
import { membersOf, ordered } from '../gql/types.js';
import { dialog } from '../view/dialog.js';
import { openDocument, titleOf } from './collections.js';
import { lookAs } from './lens.js';

const hitLimit = 40;
const nameOf = ({ id }) => t(id.replace(/^open\.|^/, (open) => (open ? 'panel.' : 'do.')));
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** How far a text is from what was written; its letters may stand apart, if near. */
function distance(text, needle) {
  const low = plain(text);
  const whole = low.indexOf(needle);
  if (whole >= 0) return whole;
  const apart = low.match([...needle].map((letter) => letter.replace(/\W/, '\\$&')).join('.{0,5}'));
  return apart ? 100 + apart[0].length : Infinity;
}

/** What the server finds. */
async function remote(text, documents) {
  const { lens } = now().tab;
  const [found, people] = await Promise.all([
    ask('Tickets', { text, number: /^\d{1,9}$/.test(text) ? Number(text) : -1 }, { lens }),
    isAdministrator(now()) ? ask('People', { text }) : {},
  ]);
  const tickets = [found.ticket, ...(found.searchTickets?.nodes ?? [])].filter(Boolean);
  return [
    ...tickets.map(({ number, subject }) => [`${number} ${subject ?? ''}`, t('ticket'), () => openDocument(documents.Ticket, JSON.stringify({ number }), undefined, { lens })]),
    ...(people.users?.nodes ?? []).map(({ code, displayName }) => [`${displayName} (${code})`, t('lookThrough'), () => lookAs(code)]),
    ...(people.ticketTypes ?? []).filter(({ name }) => plain(name).includes(plain(text))).map(({ id, name }) => [name, t('panel.rules'), () => go('r', id)]),
  ];
}

/** What the page knows itself. */
function local(needle, examples) {
  const { tabs, kept, schema, language } = now();
  const all = [
    ...commands().map((each) => [nameOf(each), each.keys?.[0] ?? '', each.run]),
    ...tabs.map((tab) => [titleOf(tab), t('tab'), () => change('tabChosen', tab.id)]),
  ];
  if (needle) {
    all.push(
      ...kept.map(({ name, query, variables }) => [name, t('own'), () => openDocument(query, variables, name)]),
      ...examples.map(({ name, title, query }) => [title?.[language] ?? name, t('panel.collections'), () => openDocument(query)]),
      ...(schema ? ordered(schema) : []).flatMap((type) => [type.name, ...membersOf(type).map(({ name }) => `${type.name}.${name}`)])
        .map((name) => [name, t('panel.schema'), () => go('s', name)]),
    );
  }
  return all.map((hit) => [distance(hit[0], needle), hit]).filter(([far]) => far < Infinity)
    .sort(([one], [other]) => one - other).map(([, hit]) => hit);
}

/** Opens the search. @param {{examples: Array<Object>, documents: Object<string, string>}} instance */
export function palette({ examples, documents }) {
  const list = h('ul', { id: 'palette-hits', role: 'listbox', ariaLabel: t('do.palette') });
  const input = h('input', {
    id: 'palette-text', role: 'combobox', autocomplete: 'off', ariaLabel: t('do.palette'),
    'aria-controls': list.id, 'aria-expanded': 'true', oninput: typed, onkeydown: move,
  });
  const none = h('p.quiet', { role: 'status' });
  let hits, waiting;
  let chosen = 0;
  if (document.querySelector('dialog[open]')) return;
  dialog('palette', t('do.palette'), input, list, none);
  typed();

  function show(found, place) {
    hits = found.slice(0, hitLimit);
    chosen = (place + hits.length) % (hits.length || 1);
    fill(none, hits.length === 0 && t('noHit', input.value.trim()));
    fill(list, ...hits.map(([text, kind], at) =>
      h('li', { id: `hit-${at}`, role: 'option', 'aria-selected': String(at === chosen), onclick: () => act(at) }, h('bdi', {}, text), h('small.quiet', {}, kind))));
    input.setAttribute('aria-activedescendant', `hit-${chosen}`);
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }
  function typed() {
    const text = input.value.trim();
    const mine = local(plain(text), examples);
    show(mine, 0);
    clearTimeout(waiting);
    if (text.length < 2 || !now().session) return;
    waiting = setTimeout(async () => {
      const more = await remote(text, documents).catch(() => []);
      if (input.value.trim() === text) show([...mine.slice(0, 5), ...more, ...mine.slice(5)], chosen);
    }, 250);
  }
  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) show(hits, chosen + step);
    else if (event.key === 'Enter' && !event.isComposing) act(chosen);
    else return;
    event.preventDefault();
  }
  function act(place) {
    list.closest('dialog').close();
    hits[place]?.[2]();
  }
}

/** Every command with its keys, and whether those of one letter are heard. */
export function keys() {
  if (document.querySelector('dialog[open]')) return;
  const letters = h('input', { type: 'checkbox', id: 'letters', checked: browser.get('letters') ?? true, onchange: () => browser.put('letters', letters.checked) });
  const { true: panels, false: others } = Object.groupBy(commands(), ({ id }) => id.startsWith('open.'));
  const rows = (all) => h('ul', {}, ...all.map((each) => h('li', {}, nameOf(each), ...(each.keys ?? []).map((key) => h('kbd', {}, key)))));
  dialog('keys', t('do.keys'), h('label', {}, letters, t('letters')), rows(others), h('h3', {}, t('panels')), rows(panels));
}
