// Write a document and run it.
import { send } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { end } from '../core/session.js';
import { change, now, watch } from '../core/state.js';
import { lex, lexJSON, offset } from '../gql/lex.js';
import { editor } from '../view/editor.js';

/** @type {AbortController | null} */
let running = null;

/** Runs what is written, as whoever is signed in; a second run stops the first. */
export async function execute() {
  const { query, variables, session, language } = now();
  running?.abort();
  const mine = new AbortController();
  running = mine;
  change('runStarted');
  const answer = await ask({ query, variables, token: session?.token, language, signal: mine.signal });
  if (running !== mine) return;
  running = null;
  if (now().session !== session) return change('runEnded', null);
  if (answer.status === 401 && session) end();
  change('runEnded', answer);
}

/** @returns {boolean} whether there was something to stop */
export function stop() {
  running?.abort();
  return running !== null;
}

async function ask({ variables, ...request }) {
  let values = null;
  try {
    values = variables.trim() === '' ? null : JSON.parse(variables);
  } catch (error) {
    return failure(t('notJSON', error.message));
  }
  try {
    const answer = await send({ ...request, variables: values });
    return { ...answer, errors: Array.isArray(answer.json?.errors) ? answer.json.errors : [] };
  } catch (error) {
    return failure(error.name === 'AbortError' ? t('stopped') : t('unreachable', error.message));
  }
}

const failure = (message) =>
  ({ status: 0, milliseconds: 0, bytes: 0, text: '', json: null, errors: [{ message }] });

/** @returns {{element: HTMLElement, goTo: (location: {line: number, column: number}) => void}} */
export function query() {
  const source = editor({ id: 'document', size: 'large', lex, edited: (text) => change('queryEdited', text) });
  const variables = editor({
    id: 'variables',
    size: 'small',
    lex: lexJSON,
    edited: (text) => change('variablesEdited', text),
  });
  watch(['query'], (state) => source.write(state.query));
  watch(['variables'], (state) => variables.write(state.variables));
  watch(['answer'], ({ answer }) => {
    const places = (answer?.errors ?? []).flatMap((error) => error.locations ?? []);
    source.mark(places.map((location) => offset(source.text(), location)));
  });

  const heading = h('h2.grow', { id: 'query-heading' });
  const go = h('button.primary', { type: 'button', id: 'run', onclick: execute });
  const halt = h('button', { type: 'button', id: 'stop', onclick: stop });
  const caption = h('h3');
  watch(['language'], () => {
    fill(heading, t('query'));
    fill(go, `▶ ${t('run')} `, h('kbd', {}, 'Ctrl+Enter'));
    fill(halt, `${t('stop')} `, h('kbd', {}, 'Esc'));
    fill(caption, t('variables'));
    source.name(t('document'));
    variables.name(t('variables'));
  });
  watch(['status'], ({ status }) => {
    halt.hidden = status !== 'running';
  });
  const element = h(
    'section.query',
    { 'aria-labelledby': 'query-heading', 'data-region': 'query' },
    h('div.row', {}, heading, halt, go),
    source.element,
    caption,
    variables.element,
  );
  return {
    element,
    focus: source.focus,
    goTo: (location) => source.goTo(offset(source.text(), location)),
  };
}
