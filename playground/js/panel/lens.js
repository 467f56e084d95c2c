// Who is looking: sign in with a click, or with a code and a password.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { enter, leave } from '../core/session.js';
import { now, watch } from '../core/state.js';

/** @param {{demoUsers: Array<{code: string, description: string}>, demoPassword: string}} instance */
export function lens({ demoUsers, demoPassword }) {
  const caption = h('h2.visually-hidden', { id: 'people-heading' });
  const isDemo = demoUsers.length > 0;
  const buttons = demoUsers.map(({ code, description }) => personButton(code, description, demoPassword));
  const group = h('div.people', { role: 'group', hidden: !isDemo }, ...buttons);
  const who = h('p', { role: 'status' });
  const out = h('button', { type: 'button', onclick: leave });
  const notice = h('p.wrong', { role: 'alert' });

  watch(['session', 'person', 'notice', 'language'], (state) => {
    const { session } = state;
    fill(caption, t(isDemo ? 'signInAs' : 'signIn'));
    group.setAttribute('aria-label', t('signInAs'));
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(session?.code === button.dataset.user));
    }
    fill(who, ...(session ? introduction(state) : [h('span.quiet', {}, t(isDemo ? 'nobody' : 'nobodyYet'))]));
    fill(out, t('signOut'));
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
  );
}

function personButton(code, description, password) {
  const look = () => {
    if (now().session?.code !== code) enter(code, password);
  };
  return h(
    'button',
    { type: 'button', 'data-user': code, 'aria-pressed': 'false', onclick: look },
    h('span.letter', { 'aria-hidden': 'true' }, description.charAt(0)),
    h('b', {}, code),
    h('small', {}, description),
  );
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
  const summary = h('summary');
  const code = h('input', { name: 'code', autocomplete: 'username', required: true });
  const password = h('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true });
  const labels = [h('span'), h('span')];
  const submit = h('button.primary', { type: 'submit' });
  const form = h('form', {}, h('label', {}, labels[0], code), h('label', {}, labels[1], password), submit);
  const element = h(isDemo ? 'details.door' : 'details.door.inline', { open: !isDemo }, summary, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    await enter(code.value, password.value);
    password.value = '';
  });
  watch(['session'], ({ session }) => {
    if (session) element.open = false;
  });
  watch(['language'], () => {
    fill(summary, t(isDemo ? 'somebodyElse' : 'signIn'));
    fill(labels[0], t('userCode'));
    fill(labels[1], t('password'));
    fill(submit, t('signIn'));
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !element.open) return;
    element.open = false;
    summary.focus();
  });
  return element;
}
