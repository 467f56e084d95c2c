// The one door to the server: GraphQL over HTTP, as any client would use it.
import { isAdministrator, now } from './state.js';

const endpoint = new URL('../graphql', document.baseURI);

/** What the server says of itself: its version, the demo's users, the shipped examples. */
export async function instance() {
  const server = await file('instance.json');
  const fragments = Object.values(server.documents).flatMap((text) => text.split(/^(?=fragment )/m).slice(1)).map((text) => [/\w+ (\w+)/.exec(text)[1], text]);
  documents = Object.fromEntries(Object.entries(server.documents).map(([name, text]) => [name, completed(text, new Map(fragments))]));
  return { ...server, documents };
}

/** The page's own documents, by the names of their files in `documents/`. */
let documents = {};

/** A document with the fragments that it spreads: each is written once, in one of the files. */
function completed(text, fragments) {
  const missing = [...text.matchAll(/\.\.\.(\w+)/g)].find(([, name]) => !text.includes(`fragment ${name} on`));
  return missing ? completed(`${text.trimEnd()}\n\n${fragments.get(missing[1])}`, fragments) : text;
}

/** A file of JSON of the page's own. */
export async function file(name) {
  const response = await fetch(new URL(name, document.baseURI), { credentials: 'omit' });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

/** A text as a header has it: a sign for each byte of UTF-8. */
const bytes = (text) => String.fromCharCode(...new TextEncoder().encode(text));

/** The headers that say who asks, and through whose eyes. */
export function headersFor({ token = now().session?.token, language = now().language, lens = null, more = [] }) {
  const headers = { 'Accept-Language': language };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (lens) headers['X-Guiche-View-As'] = bytes(`user:${lens.code}`);
  if (lens?.reason) headers['X-Guiche-View-As-Reason'] = bytes(lens.reason);
  // What is said to be the lens is the lens.
  for (const [name, value] of more) if (!lens || !/^x-guiche-view-as/i.test(name)) headers[name] = value;
  return headers;
}

/**
 * Sends an operation.
 * @param {Object} request
 * @param {string} request.query the document
 * @param {Object | null} [request.variables]
 * @param {string} [request.operationName]
 * @param {Object<string, File[]>} [request.files] by the path of their variable
 * @param {string | null} [request.token] the session's where it is left out; null: nobody's
 * @param {import('./state.js').Lens | null} [request.lens]
 * @param {boolean} [request.explain] whether the server tells its plan; administrators only
 * @param {Array<[string, string]>} [request.more] headers besides
 * @param {AbortSignal} [request.signal]
 * @param {string} [request.accept]
 * @returns {Promise<Response>}
 */
export function post({ query, variables, operationName, files = {}, explain = false, signal, accept, ...who }) {
  const headers = {
    Accept: accept ?? 'application/graphql-response+json, application/json;q=0.9',
    ...headersFor(who),
  };
  if (explain && isAdministrator(now())) headers['X-GraphQL-Explain'] = 'plan,sql,rules';
  const operations = JSON.stringify({ query, variables: variables ?? undefined, operationName: operationName || undefined });
  const named = Object.entries(files).flatMap(([path, list]) =>
    list.map((file, place) => [Array.isArray(at(variables, path)) ? `${path}.${place}` : path, file]));
  let body = operations;
  if (named.length === 0) headers['Content-Type'] = 'application/json';
  else {
    // The GraphQL multipart request specification: operations, map, then the files.
    body = new FormData();
    body.append('operations', operations);
    body.append('map', JSON.stringify(Object.fromEntries(named.map(([path], place) => [place, [path]]))));
    named.forEach(([, file], place) => body.append(String(place), file, file.name));
    headers['Apollo-Require-Preflight'] = 'true';
  }
  return fetch(endpoint, { method: 'POST', headers, body, signal, credentials: 'omit', cache: 'no-store', redirect: 'error' });
}

/** What stands at `variables.input.files` of some variables. */
const at = (variables, path) => path.split('.').slice(1).reduce((value, key) => value?.[key], variables);

/** Who hears that the server no longer knows the session. */
export const listeners = { refused: () => {} };

/**
 * Sends an operation and reads its answer; `own` names a document of the page's own.
 * @returns {Promise<{status: number, headers: Array<[string, string]>, text: string, json: any, milliseconds: number, bytes: number}>}
 */
export async function send({ own, ...request }) {
  const { session } = now();
  const started = performance.now();
  const response = await post(own ? { ...request, query: documents[own] } : request);
  const body = await response.arrayBuffer();
  const milliseconds = performance.now() - started;
  if (response.status === 401 && request.token === undefined && session && now().session === session) listeners.refused();
  const text = new TextDecoder().decode(body);
  let json = null;
  try {
    json = JSON.parse(text);
  } catch {
    // The caller shows the text as it is.
  }
  return { status: response.status, headers: [...response.headers], text, json, milliseconds, bytes: body.byteLength };
}

/**
 * The data of an operation.
 * @param {string} query a document, or the name of one of the page's own
 * @param {Object} [variables]
 * @param {Object} [more] what else `post` takes
 * @returns {Promise<any>} `data`; where there is none, it throws an error with the server's message
 */
export async function ask(query, variables, more = {}) {
  const { session } = now();
  const { json, status } = await send({ query, own: Object.hasOwn(documents, query) && query, variables, ...more });
  // What comes when who asked has left is for nobody.
  if (now().session !== session) throw new DOMException('', 'AbortError');
  const message = json?.errors?.[0]?.message;
  if (!json?.data || (message && Object.values(json.data).every((value) => value === null))) {
    throw new Error(message ?? `HTTP ${status}`);
  }
  return json.data;
}
