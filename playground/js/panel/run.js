// Runs what is written in the tab, as whoever looks.
import { headersFor, post } from '../core/api.js';
import { t } from '../core/i18n.js';
import { withoutSecrets } from '../core/memory.js';
import { end } from '../core/session.js';
import { change, now, watch } from '../core/state.js';
import { eventReader, isSubscription } from '../gql/sse.js';

/** By tab. @type {Map<string, {stop: AbortController, session: Object | null}>} */
const running = new Map();
/** How many events are kept, and how long a broken stream waits at most before it asks again. */
const eventLimit = 500;
const longestWait = 30_000;

// What nobody can see any more is not waited for.
watch(['session', 'tabs'], ({ session, tabs }) => {
  for (const [id, each] of running) {
    if (each.session !== session || !tabs.some((tab) => tab.id === id)) each.stop.abort();
  }
});

/**
 * Runs the document of the open tab; a second run of it stops the first.
 * @param {string} [operationName] which operation, where there are several
 */
export async function run(operationName = '') {
  const { tab, session } = now();
  const { id, query, variables, lens } = tab;
  stop();
  const mine = Object.assign(new AbortController(), { session });
  running.set(id, mine);
  const isMine = () => running.get(id) === mine;
  const show = (answer) => isMine() && change('tabChanged', { id, answer, status: 'listening' });
  change('tabChanged', { id, status: 'running' });
  const answer = await answerOf(tab, operationName, mine.signal, show);
  if (!isMine()) return;
  running.delete(id);
  change('tabChanged', { id, answer, status: 'idle' });
  const { at, status, milliseconds, errors } = answer;
  const isOwn = headers(tab.headers).some(([name]) => /^authorization$/i.test(name));
  const isEnded = status === 401 || (answer.events && errors[0]?.extensions?.code === 'UNAUTHENTICATED');
  if (isEnded && session && !isOwn) end();
  change('ran', {
    at, query: withoutSecrets(query), variables: withoutSecrets(variables), lens, status, milliseconds,
    errors: errors.length, name: operationName,
  });
}

/** @returns {boolean} whether there was something to stop */
export function stop() {
  const mine = running.get(now().tab.id);
  mine?.stop.abort();
  return Boolean(mine);
}

async function answerOf(tab, operation, signal, show) {
  const { query, variables, lens, files } = tab;
  const more = headers(tab.headers);
  let answer = {
    query, operation, variables, lens, at: new Date().toISOString(), started: performance.now(), status: 0, headers: [], milliseconds: 0,
    bytes: 0, text: '', json: null, explain: null, errors: [], sent: Object.entries(headersFor({ token: null, lens, more })),
  };
  let values = null;
  try {
    values = variables.trim() === '' ? null : JSON.parse(variables);
  } catch (error) {
    return { ...answer, errors: [{ message: t('notJSON', error.message) }] };
  }
  for (const [path, list] of Object.entries(files)) values = withPlaces(values ?? {}, path, list);
  const request = { query, variables: values, operationName: operation, lens, files, more, signal };
  try {
    if (!isSubscription(query, operation)) return await read(await post({ ...request, explain: true }), answer);
    const told = (patch) => {
      answer = { ...answer, ...patch };
      show(answer);
    };
    told({ events: [] });
    await listen(request, () => answer, told);
    return answer;
  } catch (error) {
    const message = error.name === 'AbortError' ? t('stopped') : t('unreachable', error.message);
    return { ...answer, errors: [{ message }] };
  }
}

/** The variables, with null where files go, as the multipart specification wants it. */
function readVariables(text, files) {
  const values = { __proto__: null, '': text.trim() ? JSON.parse(text) : null };
  for (const [path, { length }] of Object.entries(files)) {
    const keys = path.replace('variables', '').split('.');
    const last = keys.pop();
    const holder = keys.reduce((value, key) => (value[key] ??= {}), values);
    holder[last] = length > 1 || Array.isArray(holder[last]) ? Array(length).fill(null) : null;
  }
  return values[''];
}

/** What an answer that ends tells. */
async function whole(response) {
  const body = await response.arrayBuffer();
  const text = new TextDecoder().decode(body);
  const told = { ...answer, status: response.status, headers: [...response.headers], text, bytes: body.byteLength, milliseconds: performance.now() - answer.started };
  try {
    const json = JSON.parse(text);
    return { ...told, json, explain: json.extensions?.explain ?? null, errors: Array.isArray(json.errors) ? json.errors : [] };
  } catch {
    return told;
  }
}

/** Follows a stream until it is complete; a broken one goes on where it broke. */
async function listen(request, answer, told) {
  let last = null;
  let wait = 1000;
  for (;;) {
    try {
      const more = last ? [...request.more, ['Last-Event-ID', last]] : request.more;
      const response = await post({ ...request, more, accept: 'text/event-stream' });
      if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) return told({ ...(await read(response, answer())), events: undefined });
      told({ status: response.status, headers: [...response.headers], errors: [] });
      const chunks = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const events = eventReader();
      for (let chunk = await chunks.read(); !chunk.done; chunk = await chunks.read()) {
        const news = events(chunk.value);
        wait = Number(news.findLast(({ retry }) => retry)?.retry ?? wait);
        last = news.findLast(({ id }) => id)?.id ?? last;
        const came = news.filter(({ event }) => event === 'next').map(({ data }) => ({ at: new Date().toISOString(), text: data, json: JSON.parse(data) }));
        const errors = came.flatMap(({ json }) => json.errors ?? []);
        const { events: before, bytes } = answer();
        if (came.length > 0) told({ events: [...came.reverse(), ...before].slice(0, eventLimit), errors, bytes: bytes + chunk.value.length });
        if (news.some(({ event }) => event === 'complete')) return undefined;
      }
    } catch (error) {
      if (error.name === 'AbortError') throw error;
    }
    told({ errors: [{ message: t('again', Math.ceil(wait / 1000)) }] });
    request.signal.throwIfAborted();
    await new Promise((resolve, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason), { once: true });
      setTimeout(resolve, wait);
    });
    wait = Math.min(2 * wait, longestWait);
  }
}

/** The variables with null where files go, as the multipart specification wants it. */
function withPlaces(values, path, list) {
  const result = structuredClone(values);
  const keys = path.split('.').slice(1);
  const last = keys.pop();
  const holder = keys.reduce((value, key) => (value[key] ??= {}), result);
  holder[last] = Array.isArray(holder[last]) || list.length > 1 ? list.map(() => null) : null;
  return result;
}

/** `Name: value`, a line each. */
const headers = (text) =>
  text.split('\n').map((line) => /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line)).filter(Boolean).map(([, name, value]) => [name, value]);
