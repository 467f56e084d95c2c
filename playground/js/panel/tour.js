// The first minute in the demo: five cards, each of which waits for the visitor, or does it for them.
import { register } from '../core/commands.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { go } from '../core/router.js';
import { enter } from '../core/session.js';
import { change, isAdministrator, now } from '../core/state.js';
import { browser } from '../core/store.js';
import { button } from '../view/controls.js';
import { lookAs } from './lens.js';
import { run } from './run.js';

const find = (selector) => document.querySelector(selector);
/** What is looked for, as soon as it is there. */
async function wait(look) {
  while (!look()) await new Promise((done) => setTimeout(done, 50));
  return look();
}

/** @param {{demoUsers: Object[], demoPassword: string, documents: Object}} instance */
export function tour({ demoUsers, demoPassword, documents }) {
  const open = () => {
    if (now().tab.query !== documents.First) change('tabOpened', { query: documents.First });
    go('q');
  };
  const becomeAdministrator = async () => {
    if (!isAdministrator(now())) await enter('admin', demoPassword);
    await wait(() => isAdministrator(now()));
  };
  const look = async () => {
    open();
    await becomeAdministrator();
    await lookAs('student');
    await run();
  };
  /** What a card does, whatever was done before, and whether it is done. */
  const cards = [
    [async () => {
      open();
      await enter('student', demoPassword);
      run();
    }, () => now().session?.code === 'student' && now().tab.answer],
    [look, () => now().tab.lens && now().tab.answer?.lens],
    [async () => {
      if (!find('button.hidden')?.checkVisibility()) await look();
      (await wait(() => find('button.hidden'))).click();
    }, () => find('#why:not([hidden]), #why-page h2')],
    [async () => {
      open();
      await becomeAdministrator();
      go('c');
      await wait(() => find('#compare-STUDENT')?.value);
      find('#run-five').click();
    }, () => find('#compare tbody tr + tr')],
    [async () => {
      await becomeAdministrator();
      go('r', 'dHlwZS4y');
    }, () => /:dueDate:/.test(document.activeElement.dataset.cell) && document.activeElement.textContent[0] === 'O'],
    [],
  ];
  let place = 0;
  let timer = 0;
  const heading = h('b');
  const text = h('p.grow', { 'aria-live': 'polite' });
  const act = button(t('tour.do'), () => cards[place][0](), { id: 'tour-do' });
  const next = button('', () => (place === 5 ? close() : show(place + 1)), { id: 'tour-next' });
  const shut = button(t('close'), close, { id: 'tour-close' });
  const element = h('aside.tour.bar', { hidden: true, ariaLabel: t('do.tour'), 'data-region': 'tour', onkeydown: leave }, heading, text, act, next, shut);

  function show(at) {
    place = at;
    element.hidden = false;
    fill(heading, `${t('do.tour')} ${Math.min(at + 1, 5)}/5`);
    fill(text, t(`tour.${at + 1}`));
    act.hidden = shut.hidden = at === 5;
    fill(next, t(at === 5 ? 'tour.end' : 'tour.next'));
    next.className = '';
    clearInterval(timer);
    // What was done once is done, wherever the focus goes then.
    timer = setInterval(() => cards[place][1]?.() && next.classList.add('primary'), 200);
  }
  function leave(event) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  }
  function close() {
    element.hidden = true;
    find('.rail [aria-current]').focus();
    clearInterval(timer);
    browser.put('toured', true);
  }
  const isDemo = demoUsers.length > 0;
  register({ id: 'tour', run: () => { show(0); act.focus(); }, when: () => isDemo });
  if (isDemo && !browser.get('toured')) show(0);
  return element;
}
