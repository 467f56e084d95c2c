// What came back: the errors first, each a way to its place in the document, then the data.
import { fill, h } from '../core/dom.js';
import { watch } from '../core/state.js';
import { t } from '../core/i18n.js';
import { lexJSON } from '../gql/lex.js';
import { paint } from '../view/highlight.js';

/** Above this many characters colour costs more than it gives. */
const colourLimit = 200_000;

/** @param {(location: {line: number, column: number}) => void} goTo */
export function result(goTo) {
  const status = h('p.quiet', { role: 'status' });
  const errors = h('ul.errors');
  const body = h('pre.result', { tabIndex: 0, role: 'region' });
  const heading = h('h2', { id: 'result-heading' });

  watch(['answer', 'language'], ({ answer }) => {
    fill(heading, t('result'));
    body.setAttribute('aria-label', t('result'));
    if (!answer) {
      fill(status, t('nothingYet'));
      fill(errors);
      fill(body);
      paint(body, []);
      return;
    }
    fill(
      status,
      answer.status ? t('status', answer.status, answer.milliseconds.toFixed(1), answer.bytes) : '',
    );
    fill(errors, ...answer.errors.map((error) => h('li', {}, errorButton(error, goTo))));
    fill(body, answer.text);
    paint(body, answer.text.length <= colourLimit ? lexJSON(answer.text) : []);
  });
  return h('section', { 'aria-labelledby': 'result-heading' }, heading, status, errors, body);
}

function errorButton(error, goTo) {
  const location = error.locations?.[0];
  const place = location ? ` (${location.line}:${location.column})` : '';
  const path = error.path ? ` – ${error.path.join('.')}` : '';
  return h(
    'button',
    { type: 'button', disabled: !location, onclick: () => goTo(location) },
    error.message + place + path,
  );
}
