// Write a document and run it.
import { fill, h } from '../core/dom.js';
import { change, now, watch } from '../core/state.js';
import { run, stop } from '../core/api.js';
import { t } from '../core/i18n.js';
import { lex, lexJSON, offset } from '../gql/lex.js';
import { editor } from '../view/editor.js';

/** Runs what is written, as whoever is signed in. */
export async function execute() {
  const { query, variables, session, language } = now();
  let values = null;
  try {
    values = variables.trim() === '' ? null : JSON.parse(variables);
  } catch (error) {
    change('runEnded', failure(t('notJSON', error.message)));
    return;
  }
  change('runStarted');
  try {
    const answer = await run({ query, variables: values, token: session?.token, language });
    change('runEnded', {
      status: answer.status,
      milliseconds: answer.milliseconds,
      bytes: answer.bytes,
      text: answer.json ? JSON.stringify(answer.json, null, 2) : answer.text,
      errors: answer.json?.errors ?? [],
    });
  } catch (error) {
    change('runEnded', failure(error.name === 'AbortError' ? t('stopped') : t('unreachable', error.message)));
  }
}

const failure = (message) => ({ status: 0, milliseconds: 0, bytes: 0, text: '', errors: [{ message }] });

/** @returns {{element: HTMLElement, goTo: (location: {line: number, column: number}) => void}} */
export function query() {
  const source = editor({ label: 'GraphQL document', lex, edited: (text) => change('queryEdited', text) });
  const variables = editor({
    label: 'Variables (JSON)',
    isSmall: true,
    lex: lexJSON,
    edited: (text) => change('variablesEdited', text),
  });
  watch(['query'], (state) => source.write(state.query));
  watch(['variables'], (state) => variables.write(state.variables));
  watch(['answer'], ({ answer }) => {
    const places = (answer?.errors ?? []).flatMap((error) => error.locations ?? []);
    source.mark(places.map((location) => offset(source.text(), location)));
  });

  const element = h('section', { 'aria-labelledby': 'query-heading' });
  const head = h('div.row');
  const caption = h('h3');
  watch(['status', 'language'], ({ status }) => {
    const isRunning = status === 'running';
    fill(
      head,
      h('h2.grow', { id: 'query-heading' }, t('query')),
      h('button.primary', { type: 'button', disabled: isRunning, onclick: execute }, t('run')),
      h('button', { type: 'button', disabled: !isRunning, onclick: stop }, t('stop')),
    );
    fill(caption, t('variables'));
  });
  element.append(head, source.element, caption, variables.element);
  return { element, goTo: (location) => source.goTo(offset(source.text(), location)) };
}
