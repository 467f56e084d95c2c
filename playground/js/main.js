// Puts the page together.
import { fill, h } from './core/dom.js';
import { change, now, watch } from './core/state.js';
import { instance, stop } from './core/api.js';
import { languages, preferred, t } from './core/i18n.js';
import { people, resume } from './panel/people.js';
import { execute, query } from './panel/query.js';
import { result } from './panel/result.js';
import { schema } from './panel/schema.js';

const first = `# Who am I, and which tickets await me?
{
  viewer {
    user { code displayName }
    identities { type via customer { name } }
  }
  tickets(view: UNDER_MY_RESPONSIBILITY, first: 5) {
    totalCount
    nodes {
      number
      subject
      dueDate
      status
      step { name }
      discussion(last: 2) { nodes { text author { displayName } } }
    }
  }
}
`;

const themes = ['', 'light', 'dark'];

function settings() {
  const place = h('div.settings');
  watch(['language'], ({ language }) => {
    document.documentElement.lang = language;
    document.title = t('title');
    const choice = h(
      'select',
      { 'aria-label': t('language'), onchange: () => change('languageChosen', choice.value) },
      ...Object.keys(languages).map((code) => h('option', { value: code, selected: code === language }, code)),
    );
    const theme = h('button', { type: 'button', onclick: nextTheme }, t('theme'));
    fill(place, choice, theme);
  });
  return place;
}

function nextTheme() {
  const root = document.documentElement;
  const next = (themes.indexOf(root.dataset.theme ?? '') + 1) % themes.length;
  root.dataset.theme = themes[next];
}

function keys(event) {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    execute();
  } else if (event.key === 'Escape' && now().status === 'running') {
    stop();
  }
}

const server = await instance();
change('languageChosen', preferred());
change('queryEdited', first);
resume();

const editing = query();
document.body.append(
  h('header.bar', {}, h('h1', {}, 'Guiche'), people(server), settings()),
  h('main', {}, schema(server), editing.element, result(editing.goTo)),
);
document.addEventListener('keydown', keys);
