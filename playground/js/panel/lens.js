// Who is looking, and through whose eyes: an administrator may look as somebody else, and only look.
import { ask } from '../core/api.js';
import { register } from '../core/commands.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { to } from '../core/router.js';
import { enter, leave } from '../core/session.js';
import { change, isAdministrator, now, watch } from '../core/state.js';
import { button } from '../view/controls.js';
import { door } from '../view/dialog.js';

const users = (text) => ask('Users', { text: text || null }).then((data) => data.users.nodes, () => []);

/** The user of a code. */
export const userOf = async (wanted) => (await users(wanted)).find(({ code }) => code === wanted);

/** The user of a code, or else the first whose name has the words. */
async function findUser(text) {
  const found = await users(text);
  return found.find(({ code }) => code === text) ?? found[0];
}

/** What somebody is, and may do. */
const kinds = ({ identities, permissions }) => [...new Set([...identities.map(({ type }) => type), ...permissions])];

let looks = 0;

/** Looks through a user's eyes in the open tab; the server says whom it does not show. The last of several counts. */
export async function lookAs(code) {
  const { session, tab: { id } } = now();
  const mine = (looks += 1);
  const lens = { code, since: new Date() };
  try {
    const { viewer } = await ask('LookAs', {}, { lens });
    if (mine !== looks || session !== now().session) return;
    change('tabChanged', { id, lens: { ...lens, name: viewer.user.displayName, type: kinds(viewer)[0] ?? '' } });
    change('noticed', '');
  } catch ({ message }) {
    if (mine === looks) change('noticed', message);
  }
}
const endLens = () => {
  looks += 1;
  change('tabChanged', { lens: null });
};

/** Where an administrator finds a user, by code or name: a field, and its suggestions. */
export function personField(id, picked) {
  const list = h('datalist', { id: `${id}-users` });
  const input = h('input', { id, type: 'search', autocomplete: 'off', placeholder: t('lens.user'), onfocus: suggest, oninput: suggest, onchange: choose });
  input.setAttribute('list', list.id);
  watch(['session'], () => {
    input.value = '';
    fill(list);
  });
  return [input, list];

  async function suggest() {
    const { value } = input;
    const found = await users(value);
    if (input.value === value) fill(list, ...found.map(({ code, displayName }) => h('option', { value: code }, displayName)));
  }
  async function choose() {
    if (input.value) input.value = (await findUser(input.value))?.code ?? input.value;
    picked?.(input.value);
  }
}

/** @param {{demoUsers: Array<{code: string, description: string}>, demoPassword: string}} instance */
export function lens({ demoUsers, demoPassword }) {
  const isDemo = demoUsers.length > 0;
  const people = demoUsers.map(({ code, description }) => button(
    code,
    () => now().session?.code !== code && enter(code, demoPassword),
    { 'data-user': code, title: description },
  ));
  const who = h('p', { role: 'status' });
  const out = button(t('signOut'), leave, { id: 'sign-out' });
  const notice = h('p.wrong', { role: 'alert' });
  watch(['session', 'person', 'notice'], ({ session, person, notice: said }) => {
    for (const each of people) each.ariaPressed = session?.code === each.dataset.user;
    const badges = person ? kinds(person).flatMap((kind) => [' ', h('span.badge', {}, t(`kind.${kind}`))]) : [];
    fill(who, session ? t('signedInAs', person?.user.displayName ?? session.code) : t(isDemo ? 'nobody' : 'nobodyYet'), ...badges);
    out.hidden = !session;
    fill(notice, said);
  });
  return h(
    'section.bar.lens',
    { 'data-region': 'people', 'aria-labelledby': 'people-heading' },
    h('h2.visually-hidden', { id: 'people-heading' }, t(isDemo ? 'signInAs' : 'signIn')),
    h('div.people', { role: 'group', 'aria-labelledby': 'people-heading', hidden: !isDemo }, ...people),
    signingIn(isDemo),
    h('div.who', {}, who, notice),
    out,
    eyes(),
  );
}

/** An administrator's three ways to look, and while a lens is on, the band that says so. */
function eyes() {
  const end = button('', endLens, { id: 'end-lens' });
  const [search, list] = personField('lens-user', (code) => (code ? lookAs(code) : endLens()));
  const reason = h('input', { id: 'lens-reason', maxLength: 500, placeholder: t('lens.reason'), onchange: () => change('tabChanged', { lens: { ...now().tab.lens, reason: reason.value } }) });
  const said = h('p.grow', { role: 'status' });
  const band = h('div.eyes', {}, h('b', {}, t('lens')), end, search, list, h('a', { href: to('r') }, t('lens.type')), said, reason);
  watch(['tab.lens', 'person'], (state) => {
    const { lens: on } = state.tab;
    band.hidden = !isAdministrator(state);
    band.dataset.type = on?.type ?? '';
    end.ariaPressed = !on;
    fill(end, t(on ? 'do.endLens' : 'lens.me'));
    search.value = on?.code ?? '';
    reason.value = on?.reason ?? '';
    reason.hidden = !on;
    const since = on?.since?.toLocaleTimeString?.(state.language, { timeStyle: 'short' });
    fill(said, ...(on ? [h('bdi', {}, on.name), on.type && h('span.badge', {}, t(`kind.${on.type}`)), t('lens.on', since)] : []));
  });
  // Esc first leaves what is written in, and closes what is open.
  function escape() {
    if (document.querySelector('dialog[open], :popover-open, :is(input, textarea):focus')) return false;
    const card = document.querySelector('#why:not([hidden]) .row > button');
    return card ? card.click() : endLens();
  }
  register(
    { id: 'lens', keys: ['Alt+L'], run: () => search.focus(), when: () => isAdministrator(now()) },
    { id: 'endLens', keys: ['Escape'], run: escape, when: () => now().tab.lens },
  );
  return band;
}

/** The form for everybody whom no button names: out of the way in the demo, else the way in. */
function signingIn(isDemo) {
  const field = (name, key, more) => h('label', {}, t(key), h('input', { name, required: true, ...more }));
  const form = h(
    'form',
    { onsubmit: send },
    field('code', 'userCode', { autocomplete: 'username' }),
    field('password', 'password', { type: 'password', autocomplete: 'current-password' }),
    h('button.primary', { type: 'submit' }, t('signIn')),
  );
  const { element } = door(isDemo ? '' : '.inline', { open: !isDemo }, t(isDemo ? 'somebodyElse' : 'signIn'), form);
  watch(['session'], ({ session }) => {
    if (session) element.open = false;
  });
  return element;

  async function send(event) {
    event.preventDefault();
    const { code, password } = form.elements;
    await enter(code.value, password.value);
    password.value = '';
  }
}
