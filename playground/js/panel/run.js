// Runs what is written in the tab, as whoever looks.
import { post } from '../core/api.js';
import { t } from '../core/i18n.js';
import { end } from '../core/session.js';
import { change, now } from '../core/state.js';

/** By tab. @type {Map<string, AbortController>} */
const running = new Map();

/**
 * Runs the document of the open tab; a second run of it stops the first.
 * @param {string} [operationName] which operation, where there are several
 */
export async function run(operationName = '') {
  const { tab, session } = now();
  running.get(tab.id)?.abort();
  const mine = new AbortController();
  running.set(tab.id, mine);
  change('tabChanged', { id: tab.id, status: 'running' });
  const answer = await answerOf(tab, operationName, mine.signal);
  if (running.get(tab.id) !== mine) return;
  running.delete(tab.id);
  if (now().session !== session) return change('tabChanged', { id: tab.id, status: 'idle', answer: null });
  change('tabChanged', { id: tab.id, status: 'idle', answer });
  if (answer.status === 401 && session) end();
  change('ran', {
    at: answer.at, query: tab.query, variables: /password/i.test(tab.variables) ? '' : tab.variables, lens: tab.lens,
    status: answer.status, milliseconds: answer.milliseconds, errors: answer.errors.length, name: operationName,
  });
}

/** @returns {boolean} whether there was something to stop */
export function stop() {
  const mine = running.get(now().tab.id);
  mine?.abort();
  return Boolean(mine);
}

async function answerOf(tab, operation, signal) {
  const { query, variables, lens, files } = tab;
  const answer = {
    query, operation, variables, lens, at: new Date().toISOString(), status: 0, headers: [], milliseconds: 0,
    bytes: 0, text: '', json: null, explain: null, errors: [],
  };
  let values = null;
  try {
    values = variables.trim() === '' ? null : JSON.parse(variables);
  } catch (error) {
    return { ...answer, errors: [{ message: t('notJSON', error.message) }] };
  }
  const started = performance.now();
  try {
    const response = await post({
      query, variables: values, operationName: operation, lens, files, more: headers(tab.headers), explain: true, signal,
    });
    const body = await response.arrayBuffer();
    const text = new TextDecoder().decode(body);
    const told = { ...answer, status: response.status, headers: [...response.headers], text, bytes: body.byteLength, milliseconds: performance.now() - started };
    try {
      const json = JSON.parse(text);
      return { ...told, json, explain: json.extensions?.explain ?? null, errors: Array.isArray(json.errors) ? json.errors : [] };
    } catch {
      return told;
    }
  } catch (error) {
    const message = error.name === 'AbortError' ? t('stopped') : t('unreachable', error.message);
    return { ...answer, errors: [{ message }] };
  }
}

/** `Name: value`, a line each. */
export const headers = (text) =>
  text.split('\n').map((line) => /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line)).filter(Boolean).map(([, name, value]) => [name, value]);
