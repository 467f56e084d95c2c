// Puts the page together.
import { instance } from './core/api.js';
import { fill, h } from './core/dom.js';
import { t } from './core/i18n.js';
import { listen } from './core/keys.js';
import { route, to } from './core/router.js';
import { resume } from './core/session.js';
import { change, watch } from './core/state.js';
import { tab } from './core/store.js';
import { examples } from './panel/examples.js';
import { people } from './panel/people.js';
import { execute, query, stop } from './panel/query.js';
import { result } from './panel/result.js';
import { schema } from './panel/schema.js';
import { recall, settings } from './panel/settings.js';
import { canColour } from './view/highlight.js';

const first = `# Who am I, and which tickets await me?
query First {
  viewer {
    user { code displayName }
  }
  tickets(
    view: UNDER_MY_RESPONSIBILITY
    first: 5
  ) {
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

/** The name of the page, and its settings. */
function brand(version) {
  const subtitle = h('p');
  watch(['language'], () => fill(subtitle, `${t('subtitle')} · ${version}`));
  const sign = h('img', { src: 'favicon.svg', alt: '', width: 28, height: 28 });
  return h('header.bar.brand', { 'data-region': 'brand' }, sign, h('h1', {}, 'Guiche'), subtitle, settings());
}

/** The ways to the panels; beside each other they need no way to the query. */
function panels() {
  const links = [['q', 'query'], ['k', 'examples'], ['s', 'schema']].map(([panel, key]) => {
    const link = h('a', { href: to(panel), 'data-panel': panel });
    watch(['language'], () => fill(link, t(key)));
    return { panel, link };
  });
  const nav = h('nav.panels', { 'data-region': 'panels' }, ...links.map(({ link }) => link));
  watch(['language'], () => nav.setAttribute('aria-label', t('panels')));
  watch(['route'], ({ route: { panel } }) => {
    document.documentElement.dataset.panel = panel;
    // One above the other, a panel begins where it can be seen.
    if (matchMedia('(max-width: 62rem)').matches) nav.parentElement?.scrollIntoView();
    for (const each of links) {
      if (each.panel === panel) each.link.setAttribute('aria-current', 'page');
      else each.link.removeAttribute('aria-current');
    }
  });
  return nav;
}

/** Examples or the schema: the one that was opened last. */
function side(server) {
  const documents = examples(server);
  const types = schema();
  const element = h('section.side', { 'data-region': 'side' }, documents, types.element);
  let open = 'k';
  watch(['route', 'language'], ({ route: { panel } }) => {
    if (panel !== 'q') open = panel;
    documents.hidden = open !== 'k';
    types.element.hidden = open !== 's';
    document.documentElement.dataset.side = open;
    element.setAttribute('aria-label', t(open === 'k' ? 'examples' : 'schema'));
  });
  return { element, focus: types.focus };
}

function search(focus) {
  location.hash = to('s');
  // The panel opens with the change of the address, which comes later.
  addEventListener('hashchange', focus, { once: true });
  focus();
}

function begin(server) {
  change('queryEdited', tab.get('document') ?? first);
  watch(['query'], (state) => tab.put('document', state.query));
  route();
  resume();
  const editing = query();
  const beside = side(server);
  const skip = h('button.skip', { type: 'button', onclick: editing.focus });
  watch(['language'], () => fill(skip, t('skip')));
  document.body.append(
    skip,
    brand(server.version),
    people(server),
    h('main', {}, panels(), beside.element, editing.element, result(editing.goTo)),
  );
  listen({ run: execute, stop, search: () => search(beside.focus) });
}

recall();
if (canColour) document.documentElement.classList.add('can-colour');
try {
  begin(await instance());
} catch (error) {
  document.body.append(h('p.wrong', { role: 'alert' }, t('unreachable', error.message)));
}
