// Who is looking, and through whose eyes: an administrator may look as somebody else, and only look.
import { ask } from '../core/api.js';
import { register } from '../core/commands.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { to } from '../core/router.js';
import { enter, leave } from '../core/session.js';
import { change, isAdministrator, now, watch } from '../core/state.js';
import { says } from '../view/words.js';

const users = (text) =>
  ask('query Users($text: String) { users(filter: { text: $text }, first: 50) { nodes { id code displayName } } }', { text: text || null })
    .then((data) => data.users.nodes, () => []);

/** The user of a code, or else the first whose name has the words. */
export async function findUser(text) {
  const found = await users(text);
  return found.find(({ code }) => code === text) ?? found[0];
}

/** Looks through a user's eyes in the open tab; the server says whom it does not show. */
export async function lookAs(code) {
  const { id } = now().tab;
  const lens = { code, since: new Date() };
  try {
    const { viewer } = await ask('query LookAs { viewer { user { displayName } permissions identities { type } } }', {}, { lens });
    const [type] = [...viewer.identities.map((identity) => identity.type), ...viewer.permissions, ''];
    change('tabChanged', { id, lens: { ...lens, name: viewer.user.displayName, type } });
    change('noticed', '');
  } catch ({ message }) {
    change('noticed', message);
  }
}

const endLens = () => change('tabChanged', { lens: null });

/** Where an administrator finds a user, by code or name. */
export function personField(id, picked) {
  const list = h('datalist', { id: `${id}-users` });
  const input = h('input', { id, type: 'search', autocomplete: 'off', onfocus: suggest, oninput: suggest, onchange: choose });
  input.setAttribute('list', list.id);
  watch(['language'], () => {
    input.placeholder = t('lens.user');
  });
  return [input, list];

  async function suggest() {
    const found = await users(input.value);
    fill(list, ...found.map(({ code, displayName }) => h('option', { value: code }, displayName)));
  }
  async function choose() {
    if (input.value) input.value = (await findUser(input.value))?.code ?? input.value;
    picked(input.value);
  }
}

/** @param {{demoUsers: Array<{code: string, description: string}>, demoPassword: string}} instance */
export function lens({ demoUsers, demoPassword }) {
  const caption = h('h2.visually-hidden', { id: 'people-heading' });
  const isDemo = demoUsers.length > 0;
  const buttons = demoUsers.map(({ code, description }) => personButton(code, description, demoPassword));
  const group = h('div.people', { role: 'group', hidden: !isDemo }, ...buttons);
  const who = h('p', { role: 'status' });
  const out = says('button', { type: 'button', onclick: leave }, 'signOut');
  const notice = h('p.wrong', { role: 'alert' });

  watch(['session', 'person', 'notice', 'language'], (state) => {
    const { session } = state;
    fill(caption, t(isDemo ? 'signInAs' : 'signIn'));
    group.setAttribute('aria-label', t('signInAs'));
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(session?.code === button.dataset.user));
    }
    fill(who, ...(session ? introduction(state) : [h('span.quiet', {}, t(isDemo ? 'nobody' : 'nobodyYet'))]));
    out.hidden = !session;
    fill(notice, state.notice);
  });
  return h(
    'section.bar.lens',
    { 'data-region': 'people', 'aria-labelledby': 'people-heading' },
    caption,
    group,
    door(isDemo),
    h('div.who', {}, who, notice),
    out,
    eyes(),
  );
}

function personButton(code, description, password) {
  const look = () => {
    if (now().session?.code !== code) enter(code, password);
  };
  return h('button', { type: 'button', 'data-user': code, 'aria-pressed': 'false', title: description, onclick: look }, code);
}

/** An administrator's three ways to look, and while a lens is on, the band that says so. */
function eyes() {
  const me = says('button', { type: 'button', id: 'lens-me', onclick: endLens }, 'lens.me');
  const search = personField('lens-user', (code) => (code ? lookAs(code) : endLens()));
  const reason = h('input', { id: 'lens-reason', maxLength: 500, onchange: () => change('tabChanged', { lens: { ...now().tab.lens, reason: reason.value } }) });
  const said = h('p.grow', { role: 'status' });
  const end = h('button.primary', { type: 'button', id: 'end-lens', onclick: endLens });
  const band = h('div.eyes', {}, says('b', {}, 'lens'), me, ...search, says('a', { href: to('r') }, 'lens.type'), said, reason, end);
  watch(['tab.lens', 'tab.answer', 'person', 'language'], (state) => {
    const { lens: on, answer } = state.tab;
    band.hidden = !isAdministrator(state);
    band.dataset.type = on?.type ?? '';
    me.setAttribute('aria-pressed', String(!on));
    search[0].value = on?.code ?? '';
    reason.placeholder = t('lens.reason');
    reason.value = on?.reason ?? '';
    reason.hidden = end.hidden = !on;
    fill(end, `${t('do.endLens')} `, h('kbd', {}, 'Esc'));
    fill(
      said,
      on && h('b', {}, on.name),
      on && h('span.badge', {}, on.type),
      on && t('lens.on', on.since.toLocaleTimeString(state.language, { timeStyle: 'short' })),
      answer && answer.lens?.code !== on?.code && h('small', {}, t('lens.other', answer.lens?.name ?? t('lens.me'))),
    );
  });
  // Esc first leaves what is written in, and closes what is open.
  const isBusy = () => document.querySelector('dialog[open], :popover-open, :is(input, textarea):focus');
  register(
    { id: 'lens', keys: ['Alt+L'], run: () => search[0].focus(), when: () => isAdministrator(now()) },
    { id: 'endLens', keys: ['Escape'], run: () => !isBusy() && endLens(), when: () => now().tab.lens },
  );
  return band;
}

/** What the server says of who is signed in. */
function introduction({ session, person }) {
  if (!person) return [t('signedInAs', session.code)];
  const kinds = [...person.identities.map((identity) => identity.type), ...person.permissions];
  return [
    t('signedInAs', person.user.displayName),
    ' ',
    ...[...new Set(kinds)].flatMap((kind) => [h('span.badge', {}, kind), ' ']),
  ];
}

/** The form for everybody whom no button names: out of the way in the demo, else the way in. */
function door(isDemo) {
  const code = h('input', { name: 'code', autocomplete: 'username', required: true });
  const password = h('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true });
  const summary = says('summary', {}, isDemo ? 'somebodyElse' : 'signIn');
  const form = h(
    'form',
    {},
    h('label', {}, says('span', {}, 'userCode'), code),
    h('label', {}, says('span', {}, 'password'), password),
    says('button.primary', { type: 'submit' }, 'signIn'),
  );
  const element = h(isDemo ? 'details.door' : 'details.door.inline', { open: !isDemo }, summary, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    await enter(code.value, password.value);
    password.value = '';
  });
  watch(['session'], ({ session }) => {
    if (session) element.open = false;
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !element.open) return;
    event.preventDefault();
    element.open = false;
    summary.focus();
  });
  return element;
}
