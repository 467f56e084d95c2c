// Whether an answer depends on what is hidden: it is given twice, all hidden values changed in between.
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { number, t } from '../core/i18n.js';
import { isAdministrator, now, watch } from '../core/state.js';
import { button } from '../view/controls.js';
import { userOf } from './lens.js';

/** A button beside “run”, for who looks through somebody's eyes. */
export function leakButton() {
  const said = h('span', { role: 'status' });
  const element = h('span.leaks', {}, button(t('leak'), measure, { id: 'leak' }), ' ', said);
  const say = (isGood, text) => fill(said, h(isGood ? 'span' : 'span.wrong', {}, text));

  async function measure() {
    const { session, tab } = now();
    const { lens, query: document, variables, answer } = tab;
    const isMine = () => now().session === session && ['id', 'lens', 'query', 'variables'].every((key) => now().tab[key] === tab[key]);
    fill(said, t('running'));
    try {
      const user = (await userOf(lens.code))?.id ?? '';
      const { leakCheck: found } = await ask('Leaks', { user, document, variables: variables.trim() || null, operationName: answer?.operation || null });
      if (!isMine()) return;
      const { message, errors, bytes, differing, changedValues, path } = found;
      if (message) say(false, errors[0]?.message ?? message);
      else say(!differing, [differing ? '✗' : '✓', t('leaks', number(differing), number(bytes), number(changedValues)), path?.join('.')].filter(Boolean).join(' '));
    } catch ({ message }) {
      if (isMine()) say(false, message);
    }
  }
  watch(['tab.id', 'tab.lens.code', 'tab.query', 'tab.variables', 'person'], (state) => {
    element.hidden = !state.tab.lens || !isAdministrator(state);
    fill(said);
  });
  return element;
}
