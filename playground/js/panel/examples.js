// Documents to begin with: the program's own set, one for each thing that it promises.
import { fill, h } from '../core/dom.js';
import { has, t } from '../core/i18n.js';
import { to } from '../core/router.js';
import { change, watch } from '../core/state.js';

/**
 * Those that change something name tickets of the demo story: in another system they would be
 * somebody's own, so they are offered in the demo only.
 * @param {{demoUsers: Array<Object>, examples: Array<{name: string, query: string}>}} instance
 */
export function examples({ demoUsers, examples: documents }) {
  const isChange = ({ query }) => /^mutation\b/m.test(query);
  const place = h('div');
  watch(['language'], () => {
    fill(
      place,
      ...list(t('reads'), documents.filter((each) => !isChange(each))),
      ...list(t('changes'), documents.filter((each) => isChange(each) && demoUsers.length > 0)),
    );
  });
  return place;
}

function list(title, documents) {
  if (documents.length === 0) return [];
  return [h('h3', {}, title), h('ul.links', {}, ...documents.map(example))];
}

function example({ name, query }) {
  const [group, stem] = name.split('/');
  const words = (stem ?? group).replaceAll('-', ' ');
  const key = `example.${name}`;
  const title = has(key) ? t(key) : words.charAt(0).toUpperCase() + words.slice(1);
  const load = () => {
    change('variablesEdited', '');
    change('queryEdited', query);
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
