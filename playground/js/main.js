// Puts the page together.
import { instance } from './core/api.js';
import { commands, register } from './core/commands.js';
import { fill, h } from './core/dom.js';
import { readSentences, t } from './core/i18n.js';
import { listen } from './core/keys.js';
import { recall } from './core/memory.js';
import { go, panels, route, to } from './core/router.js';
import { resume } from './core/session.js';
import { isAdministrator, watch } from './core/state.js';
import { activity } from './panel/activity.js';
import { builder } from './panel/builder.js';
import { collections } from './panel/collections.js';
import { lens } from './panel/lens.js';
import { palette } from './panel/palette.js';
import { query } from './panel/query.js';
import { result } from './panel/result.js';
import { schema } from './panel/schema.js';
import { recallLooks, settings } from './panel/settings.js';
import { tabs } from './panel/tabs.js';
import { tour } from './panel/tour.js';
import { canColour } from './view/highlight.js';

const first = `# Who am I, and which tickets await me?
query First {
  viewer {
    user { code displayName }
  }
  tickets(view: UNDER_MY_RESPONSIBILITY, first: 5) {
    totalCount
    nodes {
      number
      subject
      dueDate
      status
      step { name }
      discussion(last: 1) {
        nodes { text author { displayName } }
      }
    }
  }
}
`;

/** Those that take the whole width, each loaded when it is opened first. */
const pages = {
  b: () => import('./panel/browse.js'),
  c: () => import('./panel/compare.js'),
  r: () => import('./panel/rules.js'),
  w: () => import('./panel/why.js'),
};
/** Those that only an administrator has. */
const isAdministrators = (panel) => panel === 'r' || panel === 'w' || panel === 'c';

/** The name of the page, the way to everything, and how it looks. */
function brand(version, openPalette) {
  const subtitle = h('p');
  watch(['language'], () => fill(subtitle, `${t('subtitle')} · ${version}`));
  const sign = h('img', { src: 'favicon.svg', alt: '', width: 28, height: 28 });
  const search = h('button.search', { type: 'button', id: 'open-palette', onclick: openPalette });
  watch(['language'], () => fill(search, `${t('do.palette')} `, h('kbd', {}, 'Ctrl+K')));
  return h('header.bar.brand', { 'data-region': 'brand' }, sign, h('h1', {}, 'Guiche'), subtitle, search, settings());
}

/** The ways to the panels. */
function rail() {
  const links = panels.map(([panel, key]) => {
    const name = h('span');
    const link = h('a', { href: to(panel), 'data-panel': panel }, h('b', { 'aria-hidden': 'true' }, panel.toUpperCase()), name);
    watch(['language'], () => fill(name, t(`panel.${key}`)));
    watch(['person'], (state) => {
      link.hidden = isAdministrators(panel) && !isAdministrator(state);
    });
    register({ id: `open.${key}`, run: () => go(panel), when: () => !link.hidden });
    return { panel, link };
  });
  const nav = h('nav.rail', { 'data-region': 'panels' }, ...links.map(({ link }) => link));
  watch(['language'], () => nav.setAttribute('aria-label', t('panels')));
  watch(['route'], ({ route: { panel } }) => {
    document.documentElement.dataset.panel = panel;
    for (const each of links) {
      if (each.panel === panel) each.link.setAttribute('aria-current', 'page');
      else each.link.removeAttribute('aria-current');
    }
  });
  return nav;
}

/** What stands beside the query: the builder, or what was opened last of the others. */
function side(elements) {
  const names = Object.fromEntries(panels);
  const element = h('section.side', { 'data-region': 'side' }, ...Object.values(elements));
  watch(['route', 'language'], ({ route: { panel } }) => {
    const open = elements[panel] ? panel : 'q';
    for (const [name, each] of Object.entries(elements)) each.hidden = name !== open;
    element.setAttribute('aria-label', t(open === 'q' ? 'builder' : `panel.${names[open]}`));
  });
  return element;
}

/** A panel that takes the whole width; it comes when it is first opened. */
function page(panel, load, server) {
  const element = h('section.page', { 'data-region': panel, hidden: true });
  const name = panels.find(([each]) => each === panel)[1];
  watch(['language'], () => element.setAttribute('aria-label', t(`panel.${name}`)));
  let asked = false;
  watch(['route'], async ({ route }) => {
    element.hidden = route.panel !== panel;
    if (element.hidden || asked) return;
    asked = true;
    const module = await load();
    fill(element, module[name](server));
  });
  return element;
}

async function begin(server) {
  await recall(first);
  const { element: finder, open: openPalette } = palette(server);
  const editing = query();
  const workspace = h(
    'div.workspace',
    {},
    side({ q: builder(), s: schema(), k: collections(server), a: activity() }),
    h('div.desk', {}, tabs(), editing.element),
    result(editing.goTo),
  );
  watch(['route'], ({ route }) => {
    workspace.hidden = route.panel in pages;
  });
  const skip = h('button.skip', { type: 'button', onclick: editing.focus });
  watch(['language'], () => fill(skip, t('skip')));
  route();
  resume();
  document.body.append(
    skip,
    brand(server.version, openPalette),
    lens(server),
    h('div.house', {}, rail(), h('main', {}, workspace, ...Object.entries(pages).map(([panel, load]) => page(panel, load, server)))),
    finder,
    tour(server),
  );
  listen(commands);
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
