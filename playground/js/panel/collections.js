// Documents to begin with: the program's own set, one for each thing that it promises.
import { fill, h } from '../core/dom.js';
import { has, t } from '../core/i18n.js';
import { to } from '../core/router.js';
import { change, watch } from '../core/state.js';

/**
 * Those that change something, and those of a story, name tickets of the demo: in another system they
 * would be somebody's own, so they are offered in the demo only. A demo user is offered what is for
 * that user.
 * @param {{demoUsers: Array<Object>, examples: Array<{name: string, query: string}>}} instance
 */
export function collections({ demoUsers, examples: documents }) {
  const place = h('div');
  const isDemo = demoUsers.length > 0;
  const isStory = ({ name }) => name.split('/').length > 2;
  const isChange = ({ query }) => /^mutation\b/m.test(query);
  watch(['language', 'session'], ({ session }) => {
    const isKnown = demoUsers.some(({ code }) => code === session?.code);
    const mine = documents.filter((each) => !isKnown || users(each).includes(session.code));
    const alone = mine.filter((each) => !isStory(each));
    fill(
      place,
      ...list(t('reads'), alone.filter((each) => !isChange(each))),
      ...list(t('changes'), alone.filter((each) => isChange(each) && isDemo)),
      ...list(t('stories'), mine.filter((each) => isStory(each) && isDemo)),
    );
  });
  return place;

  /** For whom a document is, as its head says; for everybody where it says nothing. */
  function users({ query }) {
    const line = query.match(/^# as: (.*)$/m);
    return line ? line[1].split(',').map((code) => code.trim()) : demoUsers.map(({ code }) => code);
  }
}

/** Closed at first: nobody has to go through a hundred links to come to the query. */
function list(title, documents) {
  if (documents.length === 0) return [];
  return [
    h(
      'details',
      {},
      h('summary', {}, `${title} (${documents.length})`),
      h('ul.links', {}, ...documents.map(example)),
    ),
  ];
}

function example({ name, query }) {
  const [group, ...rest] = name.split('/');
  const stem = rest.length > 0;
  const words = (rest.length > 0 ? rest.join(': ') : group).replaceAll('-', ' ');
  const key = `example.${name}`;
  const title = has(key) ? t(key) : words.charAt(0).toUpperCase() + words.slice(1);
  const load = () => {
    change('tabChanged', { query, variables: '', cursor: 0 });
  };
  return h(
    'li',
    {},
    h(
      'a',
      { href: to('q'), 'data-example': name, onclick: load },
      stem && h('span.badge', {}, group),
      h('b', {}, title),
    ),
  );
}
