// Who is looking: sign in with a click, or with a code and a password.
import { fill, h } from '../core/dom.js';
import { change, now, watch } from '../core/state.js';
import { send } from '../core/api.js';
import { t } from '../core/i18n.js';

const key = 'guiche:session';
const signIn = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) { session { token expiresAt } problems { code message } }
}`;

/** Takes up the session that this tab had before it was loaded again. */
export function resume() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key));
    if (kept?.token) change('signedIn', kept);
  } catch {
    sessionStorage.removeItem(key);
  }
}

/** Forgets the session, here and on the server. */
export async function leave() {
  const { session, language } = now();
  sessionStorage.removeItem(key);
  change('signedOut');
  if (session) {
    await send({ query: 'mutation { signOut { problems { code } } }', token: session.token, language });
  }
}

async function enter(code, password, complain) {
  complain('');
  try {
    const answer = await send({
      query: signIn,
      variables: { input: { userCode: code, password } },
      language: now().language,
    });
    const payload = answer.json?.data?.signIn;
    if (!payload?.session) {
      const [problem] = payload?.problems ?? answer.json?.errors ?? [];
      complain(problem?.message ?? t('refused'));
      return;
    }
    const session = { code, token: payload.session.token };
    sessionStorage.setItem(key, JSON.stringify(session));
    change('signedIn', session);
  } catch (error) {
    complain(t('unreachable', error.message));
  }
}

/**
 * @param {{demoUsers: Array<{code: string, description: string}>, demoPassword: string}} instance
 */
export function people(instance) {
  const complaint = h('p.wrong', { role: 'alert' });
  const complain = (sentence) => fill(complaint, sentence);
  const place = h('div.people.row');

  watch(['session', 'language'], ({ session }) => {
    const quick = instance.demoUsers.map(({ code, description }) =>
      h(
        'button',
        {
          type: 'button',
          title: description,
          'aria-pressed': String(session?.code === code),
          'data-user': code,
          onclick: () => enter(code, instance.demoPassword, complain),
        },
        code,
      ),
    );
    const code = h('input', { name: 'code', autocomplete: 'username', size: 12, placeholder: t('userCode'), 'aria-label': t('userCode') });
    const password = h('input', { name: 'password', type: 'password', autocomplete: 'current-password', size: 12, placeholder: t('password'), 'aria-label': t('password') });
    const form = h(
      'form.row',
      {
        onsubmit: (event) => {
          event.preventDefault();
          enter(code.value, password.value, complain);
        },
      },
      code,
      password,
      h('button', { type: 'submit' }, t('signIn')),
    );
    fill(
      place,
      h('span.quiet', { role: 'status' }, session ? t('signedInAs', session.code) : t('signInAs')),
      ...quick,
      session ? h('button', { type: 'button', onclick: leave }, t('signOut')) : quick.length > 0 ? '' : form,
    );
  });
  return h('div.row', {}, place, complaint);
}
