// Runs what is written in the tab, as whoever looks.
import { headersFor, post } from '../core/api.js';
import { t } from '../core/i18n.js';
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
    if (mine.session !== session || !tabs.some((tab) => tab.id === id)) mine.abort();
  }
});

/**
 * Runs the document of the open tab; a second run of it stops the first.
 * @param {string} [operationName] which operation, where there are several
 */
export async function run(operationName = '') {
  const { tab, session } = now();
  const { id, query, lens } = tab;
  running.get(id)?.abort();
  const mine = Object.assign(new AbortController(), { session });
  running.set(id, mine);
  const show = (status, answer) => {
    const isMine = running.get(id) === mine;
    if (isMine) change('tabChanged', { id, status, ...(now().session === session ? answer && { answer } : { answer: null }) });
    return isMine;
  };
  show('running');
  const answer = await answerOf(tab, operationName, mine.signal, (news) => show('listening', news));
  if (!show('idle', answer)) return;
  running.delete(id);
  if (now().session !== session) return;
  if (session && (answer.status === 401 || answer.isEnded)) end();
  const variables = /password/i.test(tab.variables) ? '' : tab.variables;
  const { at, status, milliseconds, errors } = answer;
  change('ran', { at, query, variables, lens, status, milliseconds, errors: errors.length, name: operationName });
}

/** @returns {boolean} whether there was something to stop */
export function stop() {
  const mine = running.get(now().tab.id);
  mine?.abort();
  return Boolean(mine);
}

async function answerOf({ query, variables, lens, files, headers }, operation, signal, show) {
  const more = [...headers.matchAll(/^\s*([\w-]+)\s*:[ \t]*(.*?)\s*$/gm)].map(([, name, value]) => [name, value]);
  let answer = {
    query, operation, variables, lens, at: new Date().toISOString(), status: 0, headers: [], milliseconds: 0,
    bytes: 0, text: '', json: null, explain: null, errors: [], sent: Object.entries(headersFor({ token: null, lens, more })),
  };
  const told = (patch) => {
    answer = { ...answer, ...patch };
    if (answer.events) show(answer);
  };
  let values = null;
  try {
    values = variables.trim() === '' ? null : JSON.parse(variables);
  } catch (error) {
    return { ...answer, errors: [{ message: t('notJSON', error.message) }] };
  }
  for (const [path, list] of Object.entries(files)) values = withPlaces(values ?? {}, path, list.length);
  const request = { query, variables: values, operationName: operation, lens, files, more, signal };
  const started = performance.now();
  try {
    if (isSubscription(query, operation)) await listen(request, told);
    else told(await whole(await post({ ...request, explain: true })));
  } catch (error) {
    told({ errors: [{ message: error.name === 'AbortError' ? t('stopped') : t('unreachable', error.message) }] });
  }
  return { ...answer, milliseconds: performance.now() - started };
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
async function listen(request, told) {
  let [id, retry, bytes, kept] = [null, 1000, 0, []];
  for (;;) {
    try {
      const more = id ? [...request.more, ['Last-Event-ID', id]] : request.more;
      const response = await post({ ...request, more, accept: 'text/event-stream' });
      if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) return told({ ...(await whole(response)), events: undefined });
      told({ status: response.status, headers: [...response.headers], events: kept, errors: [] });
      const chunks = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const read = eventReader();
      for (let chunk = await chunks.read(); !chunk.done; chunk = await chunks.read()) {
        const blocks = read(chunk.value);
        for (const block of blocks) ({ id = id, retry = retry } = block);
        const news = blocks.filter(({ event }) => event === 'next')
          .map(({ data }) => ({ at: new Date().toISOString(), text: data, json: JSON.parse(data) })).reverse();
        const errors = news.flatMap(({ json }) => json.errors ?? []);
        kept = [...news, ...kept].slice(0, eventLimit);
        bytes += chunk.value.length;
        if (news.length > 0) told({ events: kept, errors, bytes, isEnded: errors[0]?.extensions?.code === 'UNAUTHENTICATED' });
        if (blocks.some(({ event }) => event === 'complete')) return undefined;
      }
    } catch (error) {
      if (error.name === 'AbortError') throw error;
    }
    told({ errors: [{ message: t('again', Math.ceil(retry / 1000)) }], events: kept });
    await new Promise((resolve) => {
      request.signal.addEventListener('abort', resolve, { once: true });
      setTimeout(resolve, retry);
    });
    request.signal.throwIfAborted();
    retry = Math.min(2 * retry, longestWait);
  }
}

/** The variables with null where files go, as the multipart specification wants it. */
function withPlaces(values, path, count) {
  const result = structuredClone(values);
  const keys = path.split('.').slice(1);
  const last = keys.pop();
  const holder = keys.reduce((value, key) => (value[key] ??= {}), result);
  holder[last] = Array.isArray(holder[last]) || count > 1 ? Array(count).fill(null) : null;
  return result;
}
