// Documents to begin with: the program's own set, one for each thing that it promises, and one's own.
import { register } from '../core/commands.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { go } from '../core/router.js';
import { change, now, watch } from '../core/state.js';
import { operations, titleOf as titled } from '../gql/outline.js';
import { button } from '../view/controls.js';
import { filterField } from '../view/dialog.js';
import { save as saveFile } from '../view/take.js';

/** No name is longer. */
const nameLimit = 200;
const isStory = ({ name }) => name.split('/').length > 2;
const storyOf = ({ name }) => name.slice(0, name.lastIndexOf('/'));
const isChange = ({ query }) => /^mutation\b/m.test(query);
/** An example stands in the first of these that it belongs to. */
const groups = [
  ['views', ({ name }) => /^R(25\/all|26\/.*|28\/.*|33\/.*|35\/cancelled)$/.test(name)],
  ['moments', ({ name }) => /^R(45|58\/w|61\/s|64\/e|67\/rule|71|73\/five|74\/e)/.test(name)],
  ['stories', isStory],
  ['changes', isChange],
  ['reads', () => true],
];

/** What a document is called is found near its beginning, and once. */
const beginning = 5000;
const titles = new WeakMap();

/** What a tab, or what was run in one, is called: the name it is kept under, or its first operation. */
export function titleOf(document) {
  const { query, kept } = document;
  if (!titles.has(document)) titles.set(document, kept ?? (titled(operations(query.slice(0, beginning), null, 0).mine) || t('newTab')));
  return titles.get(document);
}

/** Opens a document: in the tab, where nothing was written there, or in a new one. */
export function openDocument(query, variables = '', kept = undefined, more = {}) {
  const { tab } = now();
  const isFree = !tab.query.trim() || tab.query === tab.opened;
  change(isFree ? 'tabChanged' : 'tabOpened', { query, variables, kept, cursor: 0, opened: query, answer: null, ...more });
  go('q');
}

/** Keeps the tab: in the place of what it was opened from, or under a name of its own. */
function save() {
  const { tab, kept } = now();
  const { query, variables } = tab;
  let name = titleOf(tab);
  while (!tab.kept && kept.some((each) => each.name === name)) name += ' +';
  change('keptChanged', [...kept.filter((each) => each.name !== name), { name, query, variables }]);
  change('tabChanged', { kept: name, opened: query });
  go('k');
}

/**
 * Those that change something, and those of a story, name tickets of the demo: in another system they
 * would be somebody's own, so they are offered in the demo only. A demo user is offered what is for
 * that user, and the whole of a story in which that user has a part.
 * @param {{demoUsers: Array<Object>, examples: Array<Object>}} instance
 */
export function collections({ demoUsers, examples }) {
  const filter = filterField('collections-filter', show);
  const place = h('div');
  const file = h('input', { type: 'file', accept: '.json', id: 'import', hidden: true, onchange: take });
  const keep = (kept) => change('keptChanged', kept);

  function show() {
    const { session, language, kept } = now();
    const needle = filter.value.trim().toLowerCase();
    const wordsOf = ({ name, title }) => title?.[language] ?? name;
    const isKnown = demoUsers.some(({ code }) => code === session?.code);
    const isMeant = (each) => `${each.name} ${wordsOf(each)}`.toLowerCase().includes(needle);
    const isFor = ({ users }) => !isKnown || !users?.[0] || users.includes(session.code);
    const stories = new Set(examples.filter(isFor).map(storyOf));
    const offered = examples.filter((each) => isMeant(each) && (demoUsers[0] || !(isStory(each) || isChange(each)))
      && (isFor(each) || (isStory(each) && stories.has(storyOf(each)))));
    const section = (key, links, ...more) => (links[0] || more[0]) && h('details', { id: `group-${key}`, open: needle !== '' || place.querySelector(`#group-${key}`)?.open },
      h('summary', {}, `${t(key)} (${links.length})`), ...more, h('ul.links', {}, ...links));
    const act = (key, run) => button(t(key), run, { 'data-do': key });
    const link = (each, kept) => h('a', { href: '#/q', 'data-example': each.name, onclick: () => openDocument(each.query, each.variables, kept) },
      h('b', {}, wordsOf(each)), !kept && h('small', {}, [each.name, ...(each.users ?? [])].join(' · ')));
    fill(place,
      section('own', kept.filter(isMeant).map((each) => h('li', {}, link(each, each.name), h('span.row', {},
        h('input', { value: each.name, ariaLabel: t('name'), onchange: ({ target }) => keep(kept.map((other) => (other === each ? { ...each, name: target.value } : other))) }),
        act('delete', () => keep(kept.filter((other) => other !== each)))))),
      h('div.row', {}, act('export', () => saveFile('guiche.json', JSON.stringify(kept))), act('import', () => file.click()), file)),
      ...groups.map(([key], at) => section(key, offered.filter((each) => groups.findIndex(([, is]) => is(each)) === at).map((each) => h('li', {}, link(each))))));
  }

  async function take() {
    try {
      const all = JSON.parse(await file.files[0].text()).filter(({ name, query, variables }) => [name, query, variables].every((each) => typeof each === 'string'))
        .map(({ name, query, variables }) => ({ name: name.slice(0, nameLimit), query, variables }));
      keep([...now().kept.filter(({ name }) => !all.some((each) => each.name === name)), ...all]);
    } catch {
      change('noticed', t('badFile'));
    }
    file.value = '';
  }

  register({ id: 'save', keys: ['Ctrl+S'], run: save });
  watch(['session', 'kept'], show);
  return h('div', { id: 'collections' }, filter, place);
}
