// Write a document and run it.
import { register } from '../core/commands.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { change, watch } from '../core/state.js';
import { lex, lexJSON, offset } from '../gql/lex.js';
import { editor } from '../view/editor.js';
import { run, stop } from './run.js';
import { sharing } from './share.js';

/** @returns {{element: HTMLElement, focus: () => void, goTo: (location: {line: number, column: number}) => void}} */
export function query() {
  const source = editor({ id: 'document', size: 'large', lex, edited: (query) => change('tabChanged', { query }) });
  const variables = editor({ id: 'variables', size: 'small', lex: lexJSON, edited: (text) => change('tabChanged', { variables: text }) });
  watch(['tab.query'], ({ tab }) => source.write(tab.query));
  watch(['tab.variables'], ({ tab }) => variables.write(tab.variables));
  watch(['tab.answer'], ({ tab }) => {
    const places = (tab.answer?.errors ?? []).flatMap((error) => error.locations ?? []);
    source.mark(places.map((location) => offset(source.text(), location)));
  });
  register(
    { id: 'run', keys: ['Ctrl+Enter'], run: () => void run() },
    { id: 'stop', keys: ['Escape'], run: stop },
  );

  const heading = h('h2.grow', { id: 'query-heading' });
  const go = h('button.primary', { type: 'button', id: 'run', onclick: () => run() });
  const halt = h('button', { type: 'button', id: 'stop', onclick: stop });
  const caption = h('h3');
  watch(['language'], () => {
    fill(heading, t('query'));
    fill(go, `▶ ${t('do.run')} `, h('kbd', {}, 'Ctrl+Enter'));
    fill(halt, `${t('do.stop')} `, h('kbd', {}, 'Esc'));
    fill(caption, t('variables'));
    source.name(t('document'));
    variables.name(t('variables'));
  });
  watch(['tab.status'], ({ tab }) => {
    halt.hidden = tab.status === 'idle';
  });
  const element = h(
    'section.query',
    { 'aria-labelledby': 'query-heading', 'data-region': 'query' },
    h('div.row', {}, heading, sharing(), halt, go),
    source.element,
    caption,
    variables.element,
  );
  return { element, focus: source.focus, goTo: (location) => source.goTo(offset(source.text(), location)) };
}
