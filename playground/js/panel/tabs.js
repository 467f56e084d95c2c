// The documents that are open, each with its own variables, lens and answer.
import { register } from '../core/commands.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { change, now, watch } from '../core/state.js';
import { button } from '../view/controls.js';
import { titleOf } from './collections.js';

/** The bar of tabs. */
export function tabs() {
  const list = h('div.tablist', { role: 'tablist', id: 'tabs', ariaLabel: t('tabs'), onkeydown: pressed });
  const buttons = [['newTab', '+', 'tabOpened'], ['reopenTab', '↶', 'tabReopened']].map(([id, sign, name]) => {
    const run = () => change(name);
    const element = button(sign, run, { 'data-do': id, title: t(`do.${id}`), ariaLabel: t(`do.${id}`) });
    register({ id, run, when: () => !element.hidden });
    return element;
  });
  const chosen = () => list.querySelector('[aria-selected=true]');
  const close = (id = now().tab.id) => change('tabClosed', id);
  const near = (step) => {
    const { tabs: all, tab } = now();
    change('tabChosen', all.at((all.indexOf(tab) + step) % all.length).id);
    return all.length > 1;
  };

  function pressed(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.ctrlKey || (!step && event.key !== 'Delete')) return;
    event.preventDefault();
    if (step) near(step);
    else close();
  }

  function item(tab, isOpen) {
    const { id, status, lens } = tab;
    return h(
      'div.tab',
      {
        role: 'tab', 'data-tab': id, tabIndex: isOpen ? 0 : -1, 'aria-selected': isOpen, title: t('closeHint'),
        onclick: () => change('tabChosen', id), onauxclick: (event) => event.button === 1 && close(id),
      },
      status !== 'idle' && h('span', { role: 'img', 'aria-label': t('running') }, '● '),
      lens && h('span.badge', { title: lens.name }, lens.name.charAt(0)),
      h('span.name', {}, titleOf(tab)),
      h('span.close', { 'aria-hidden': 'true', onclick: (event) => { event.stopPropagation(); close(id); } }, '×'),
    );
  }

  watch(['tabs', 'tab.id'], ({ tabs: all, tab, closed }) => {
    const hadFocus = list.contains(document.activeElement);
    fill(list, ...all.map((each) => item(each, each === tab)));
    if (hadFocus) chosen().focus();
    chosen().scrollIntoView({ block: 'nearest', inline: 'nearest' });
    buttons[1].hidden = closed.length === 0;
  });
  register(
    { id: 'nextTab', keys: ['Ctrl+Alt+ArrowRight'], run: () => near(1) },
    { id: 'previousTab', keys: ['Ctrl+Alt+ArrowLeft'], run: () => near(-1) },
    { id: 'closeTab', run: () => close() },
  );
  return h('div.tabbar', { 'data-region': 'tabs' }, list, ...buttons);
}
