// The documents that are open, each with its own variables, lens and answer.
import { register } from '../core/commands.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { change, now, watch } from '../core/state.js';

/** What a document is called: its first operation, or else its first field. */
const title = (query) =>
  /^\s*(?:query|mutation|subscription)\s+(\w+)/m.exec(query)?.[1] ?? /{\s*(\w+)/.exec(query)?.[1] ?? t('newTab');

export function tabs() {
  const list = h('div.tablist', { role: 'tablist', id: 'tabs', onkeydown: pressed });
  const add = h('button', { type: 'button', id: 'new-tab', onclick: () => change('tabOpened') }, '+');
  const reopen = h('button', { type: 'button', id: 'reopen-tab', onclick: () => change('tabReopened') }, '↶');

  const near = (step) => {
    const { tabs: all, tab } = now();
    change('tabChosen', all.at((all.indexOf(tab) + step) % all.length).id);
    return all.length > 1;
  };
  const close = (id = now().tab.id) => change('tabClosed', id);

  function pressed(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.ctrlKey || event.altKey || (!step && event.key !== 'Delete')) return;
    event.preventDefault();
    if (step) near(step);
    else close();
    list.querySelector('[aria-selected=true]').focus();
  }

  const item = (tab, open) =>
    h(
      'div.tab',
      {
        role: 'tab', tabIndex: tab === open ? 0 : -1, 'aria-selected': tab === open, 'data-tab': tab.id, title: t('closeHint'),
        onclick: () => change('tabChosen', tab.id),
        onauxclick: ({ button }) => button === 1 && close(tab.id),
      },
      tab.status !== 'idle' && h('span.busy', { role: 'img', 'aria-label': t('running') }, '●'),
      tab.lens && h('span.badge', { title: tab.lens.name }, tab.lens.name.charAt(0)),
      h('span.name', {}, title(tab.query)),
      h('span.close', { 'aria-hidden': 'true', onclick: (event) => { event.stopPropagation(); close(tab.id); } }, '×'),
    );

  let shown = '';
  watch(['tabs', 'tab', 'language', 'closed'], ({ tabs: all, tab, language, closed }) => {
    // Typing changes a tab at every letter, and seldom what is shown of it.
    const next = JSON.stringify([language, tab.id, all.map(({ id, query, status, lens }) => [id, title(query), status, lens])]);
    reopen.hidden = closed.length === 0;
    if (next === shown) return;
    shown = next;
    const hadFocus = list.contains(document.activeElement);
    fill(list, ...all.map((each) => item(each, tab)));
    if (hadFocus) list.querySelector('[aria-selected=true]').focus();
    list.querySelector('[aria-selected=true]').scrollIntoView({ block: 'nearest', inline: 'nearest' });
    list.setAttribute('aria-label', t('tabs'));
    for (const [button, key] of [[add, 'do.newTab'], [reopen, 'do.reopenTab']]) {
      button.title = t(key);
      button.setAttribute('aria-label', t(key));
    }
  });
  register(
    { id: 'nextTab', keys: ['Ctrl+Alt+ArrowRight'], run: () => near(1) },
    { id: 'previousTab', keys: ['Ctrl+Alt+ArrowLeft'], run: () => near(-1) },
    { id: 'newTab', run: () => add.click() },
    { id: 'closeTab', run: () => close() },
    { id: 'reopenTab', run: () => reopen.click(), when: () => now().closed.length > 0 },
  );
  return h('div.tabbar', { 'data-region': 'tabs' }, list, add, reopen);
}
