// Who is signed in, and how that begins and ends.
import { listeners, send } from './api.js';
import { t } from './i18n.js';
import { change, now } from './state.js';
import { tab } from './store.js';

let attempts = 0;

/** Takes up the session that this tab had before it was loaded again. */
export function resume() {
  const kept = tab.get('session');
  if (typeof kept?.token === 'string') begin(kept);
}

function begin(session) {
  tab.put('session', session);
  change('signedIn', session);
  readPerson(session);
}

async function readPerson(session) {
  try {
    const answer = await send({ own: 'WhoAmI', token: session.token });
    if (now().session !== session) return;
    if (answer.status === 401) end();
    else change('personRead', answer.json?.data?.viewer ?? null);
  } catch {
    // The bar says the user code only; the next run says what is wrong.
  }
}

/** Signs in; the last of several attempts counts. */
export async function enter(userCode, password) {
  const { session: former } = now();
  attempts += 1;
  const attempt = attempts;
  change('noticed', '');
  let notice = t('refused');
  try {
    const answer = await send({ own: 'SignIn', variables: { input: { userCode, password } }, token: null });
    const payload = answer.json?.data?.signIn;
    const token = payload?.session?.token;
    if (token && attempt !== attempts) return forget(token);
    if (token) {
      begin({ code: userCode, token });
      if (former) forget(former.token);
      return undefined;
    }
    notice = (payload?.problems ?? answer.json?.errors)?.[0]?.message ?? notice;
  } catch (error) {
    notice = t('unreachable', error.message);
  }
  if (attempt === attempts) change('noticed', notice);
  return undefined;
}

/** Forgets the session, here and on the server. */
export function leave() {
  const { session } = now();
  attempts += 1;
  tab.remove('session');
  change('signedOut');
  if (session) forget(session.token);
}

/** The server no longer knows the session. */
export function end() {
  tab.remove('session');
  change('signedOut', t('ended'));
}

listeners.refused = end;

/** Ends a session on the server; where that fails, it ends by itself in time. */
async function forget(token) {
  try {
    await send({ own: 'SignOut', token });
  } catch {
    // Nobody waits for it.
  }
}
