// Puts the page together.
import { instance } from './core/api.js';
import { commands, register } from './core/commands.js';
import { fill, h } from './core/dom.js';
import { guard } from './core/focus.js';
import { readSentences, t } from './core/i18n.js';
import { listen } from './core/keys.js';
import { recall } from './core/memory.js';
import { go, panels, route, to } from './core/router.js';
import { keepSchema } from './core/schema.js';
import { resume } from './core/session.js';
import { change, isAdministrator, now, watch } from './core/state.js';
import { builder } from './panel/builder.js';
import { collections } from './panel/collections.js';
import { lens } from './panel/lens.js';
import { query } from './panel/query.js';
import { result } from './panel/result.js';
import { recallLooks, settings } from './panel/settings.js';
import { tabs } from './panel/tabs.js';
import { tour } from './panel/tour.js';
import { canColour } from './view/highlight.js';

const nameOf = (panel) => panels.find(([each]) => each === panel)[1];
/** Those that stand beside the query, each loaded when it is opened first. */
const sides = {
  s: () => import('./panel/schema.js'),
  a: () => import('./panel/activity.js'),
};
/** Those that take the whole width, each loaded when it is opened first. */
const pages = {
  b: () => import('./panel/browse.js'),
  c: () => import('./panel/compare.js'),
  r: () => import('./panel/rules.js'),
  w: () => import('./panel/why.js'),
};
/** Those that only an administrator has. */
const isAdministrators = (panel) => panel === 'r' || panel === 'w' || panel === 'c';

/** Loads a part of the page; where that fails, the page says so, and the next one to want it tries again. */
const come = (load) => load().catch(({ message }) => change('noticed', t('unreachable', message)));

/** The name of the page, the way to everything, and how it looks. */
function brand(version, openPalette) {
  const sign = h('img', { src: 'favicon.svg', alt: '', width: 28, height: 28 });
  const search = h('button.search', { type: 'button', id: 'open-palette', onclick: openPalette }, t('do.palette'), ' ', h('kbd', {}, 'Ctrl+K'));
  return h('header.bar.brand', { 'data-region': 'brand' }, sign, h('h1', {}, 'Guiche'), h('p', {}, `${t('subtitle')} · ${version}`), search, settings());
}

/** The ways to the panels. */
function rail() {
  const links = panels.map(([panel, key]) => {
    const link = h('a', { href: to(panel), 'data-panel': panel }, h('b', { 'aria-hidden': 'true' }, panel.toUpperCase()), h('span', {}, t(`panel.${key}`)));
    watch(['person'], (state) => {
      link.hidden = isAdministrators(panel) && !isAdministrator(state);
    });
    register({ id: `open.${key}`, run: () => go(panel), when: () => !link.hidden });
    return { panel, link };
  });
  const nav = h('nav.rail', { 'data-region': 'panels', ariaLabel: t('panels') }, ...links.map(({ link }) => link));
  watch(['route'], ({ route: { panel } }) => {
    document.documentElement.dataset.panel = panel;
    for (const each of links) {
      if (each.panel === panel) each.link.setAttribute('aria-current', 'page');
      else each.link.removeAttribute('aria-current');
    }
  });
  return nav;
}

/** What a panel begins with: its name, and what it is for. */
const intro = (name) => h('header.intro', {}, h('h2', {}, t(`panel.${name}`)), h('p.quiet', {}, t(`about.${name}`)));

/** The builder, which folds: where there is little room it waits above the query until it is asked for. */
const folded = () => h(
  'details.fold',
  { open: matchMedia('(min-width: 62.01rem)').matches },
  h('summary', {}, h('h2', {}, t('builder'))),
  h('p.quiet', {}, t('about.query')),
  builder(),
);

/** What stands beside the query: the builder, or the panel that is open instead. */
function side(server) {
  const shown = { q: [folded()], k: [intro('collections'), collections(server)] };
  const element = h('section.side', { 'data-region': 'side' });
  let there = '';
  watch(['route'], async ({ route: { panel } }) => {
    const open = panel in shown || panel in sides ? panel : 'q';
    if (!shown[open]) {
      const made = (await come(sides[open]))?.[nameOf(open)]();
      if (made) shown[open] ??= [intro(nameOf(open)), made];
    }
    // Another one may have been opened while this one came; what is there stays, and keeps the focus.
    if (now().route.panel !== panel || !shown[open] || there === open) return;
    there = open;
    element.ariaLabel = t(open === 'q' ? 'builder' : `panel.${nameOf(open)}`);
    fill(element, ...shown[open]);
  });
  return element;
}

/** A panel that takes the whole width; it comes when it is first opened. */
function page(panel, load, server) {
  const element = h('section.page', { 'data-region': panel, hidden: true });
  const name = nameOf(panel);
  element.ariaLabel = t(`panel.${name}`);
  const isClosed = (state) => isAdministrators(panel) && !isAdministrator(state);
  let shown;
  watch(['route', 'person'], async (state) => {
    element.hidden = state.route.panel !== panel;
    if (isClosed(state)) fill(element, intro(name), h('p', {}, t('closed')));
    else if (!element.hidden) {
      shown ??= (await come(load))?.[name](server);
      if (shown && shown.parentElement !== element && !isClosed(now())) fill(element, intro(name), shown);
    }
  });
  return element;
}

async function begin(server) {
  await recall(server.documents.First);
  const open = (name) => async () => (await come(() => import('./panel/palette.js')))?.[name](server);
  register({ id: 'palette', keys: ['Ctrl+K', 'F1'], run: () => void open('palette')() }, { id: 'keys', keys: ['?'], run: () => void open('keys')() });
  keepSchema();
  const editing = query();
  const workspace = h(
    'div.workspace',
    {},
    side(server),
    h('div.desk', {}, tabs(), editing.element),
    result(editing.goTo),
  );
  watch(['route'], ({ route }) => {
    workspace.hidden = route.panel in pages;
  });
  route();
  resume();
  document.body.append(
    h('button.skip', { type: 'button', onclick: editing.focus }, t('skip')),
    brand(server.version, open('palette')),
    lens(server),
    h('div.house', {}, rail(), h('main', {}, workspace, ...Object.entries(pages).map(([panel, load]) => page(panel, load, server)))),
    tour(server),
  );
  listen(commands);
  guard();
}

recallLooks();
if (canColour) document.documentElement.classList.add('can-colour');
try {
  const [server] = await Promise.all([instance(), readSentences()]);
  await begin(server);
} catch (error) {
  document.body.append(h('p.wrong', { role: 'alert' }, t('unreachable', error.message)));
  throw error;
}
