// Runs what is written in the tab, as whoever looks.
import { headersFor, post } from '../core/api.js';
import { t } from '../core/i18n.js';
import { withoutSecrets } from '../core/memory.js';
import { end } from '../core/session.js';
import { change, now, watch } from '../core/state.js';
import { eventReader, isSubscription } from '../gql/sse.js';

/** By tab. @type {Map<string, AbortController>} */
const running = new Map();
/** How many events are kept, and how long a broken stream waits at most before it asks again. */
const eventLimit = 500;
const longestWait = 30_000;

// What nobody can see any more is not waited for.
watch(['session', 'tabs'], ({ session, tabs }) => {
  for (const [id, mine] of running) {
    if (mine.session === session && tabs.some((tab) => tab.id === id)) continue;
    running.delete(id);
    mine.abort();
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
  mine?.abort();
  return Boolean(mine);
}

/** `Name: value`, a line each. */
export const headers = (text) =>
  [...text.matchAll(/^\s*([\w-]+)\s*:[ \t]*(.*?)\s*$/gm)].map(([, name, value]) => [name, value]);

async function answerOf({ query, variables, lens, files, headers: written }, operation, signal, show) {
  const more = headers(written);
  let answer = {
    query, operation, variables, lens, at: new Date().toISOString(), status: 0, headers: [], milliseconds: 0, bytes: 0,
    text: '', json: null, explain: null, errors: [], sent: Object.entries(headersFor({ token: null, lens, more })),
  };
  const tell = (patch) => {
    answer = { ...answer, ...patch };
    if (answer.events) show(answer);
  };
  const started = performance.now();
  try {
    const values = readVariables(variables, files);
    const request = { query, variables: values, operationName: operation, lens, files, more, signal, explain: true };
    if (isSubscription(query, operation)) await listen(request, tell);
    else tell(await whole(await post(request)));
  } catch ({ name, message }) {
    const key = { AbortError: 'stopped', SyntaxError: 'notJSON' }[name] ?? 'unreachable';
    tell({ errors: [{ message: t(key, message) }] });
  }
  return { ...answer, milliseconds: performance.now() - started };
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
  const told = { status: response.status, headers: [...response.headers], text, bytes: body.byteLength };
  try {
    const json = JSON.parse(text);
    return { ...told, json, explain: json.extensions?.explain ?? null, errors: Array.isArray(json.errors) ? json.errors : [] };
  } catch {
    return told;
  }
}

/** Follows a stream until it is complete; one that breaks goes on where it broke. */
async function listen(request, tell) {
  let [id, retry, bytes, events] = ['', 1000, 0, []];
  for (;;) {
    try {
      const more = id ? [...request.more, ['Last-Event-ID', id]] : request.more;
      const response = await post({ ...request, more, accept: 'text/event-stream' });
      const headers = [...response.headers];
      if (!/^text\/event-stream/.test(response.headers.get('Content-Type'))) return tell({ ...(await whole(response)), events: undefined });
      tell({ status: response.status, headers, events, errors: [] });
      const chunks = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const read = eventReader();
      for (let chunk = await chunks.read(); !chunk.done; chunk = await chunks.read()) {
        const blocks = read(chunk.value);
        for (const block of blocks) ({ id = id, retry = retry } = block);
        const at = new Date().toISOString();
        const news = blocks.filter(({ event }) => event === 'next').map(({ data: text }) => ({ at, text, json: JSON.parse(text) })).reverse();
        events = [...news, ...events].slice(0, eventLimit);
        bytes += chunk.value.length;
        if (news.length > 0) tell({ events, bytes, errors: news.flatMap(({ json }) => json.errors ?? []) });
        if (blocks.some(({ event }) => event === 'complete')) return undefined;
      }
    } catch (error) {
      if (error.name === 'AbortError') throw error;
    }
    tell({ events, errors: [{ message: t('again', Math.ceil(retry / 1000)) }] });
    await new Promise((resolve) => {
      request.signal.onabort = resolve;
      setTimeout(resolve, retry);
    });
    request.signal.throwIfAborted();
    retry = Math.min(2 * retry, longestWait);
  }
}
