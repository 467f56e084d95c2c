// The one door to the server: GraphQL over HTTP, as any client would use it.

const endpoint = new URL('../graphql', document.baseURI);
let running = null;

/**
 * Sends a document.
 * @param {{query: string, variables?: Object, token?: string | null, language?: string, signal?: AbortSignal}} request
 * @returns {Promise<{status: number, text: string, json: any, milliseconds: number, bytes: number}>}
 */
export async function send({ query, variables, token, language, signal }) {
  const headers = {
    'Content-Type': 'application/json',
    Accept: 'application/graphql-response+json, application/json;q=0.9',
  };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (language) headers['Accept-Language'] = language;
  const started = performance.now();
  const response = await fetch(endpoint, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
    signal,
    credentials: 'omit',
  });
  const text = await response.text();
  const milliseconds = performance.now() - started;
  let json = null;
  try {
    json = JSON.parse(text);
  } catch {
    // The caller shows the text as it is.
  }
  const bytes = new TextEncoder().encode(text).length;
  return { status: response.status, text, json, milliseconds, bytes };
}

/**
 * Runs a document that can be stopped; a second run stops the first.
 * @param {Parameters<typeof send>[0]} request
 */
export async function run(request) {
  running?.abort();
  running = new AbortController();
  return send({ ...request, signal: running.signal });
}

/** Stops what runs. */
export function stop() {
  running?.abort();
}

/** What this server says of itself: version, demo users, examples. */
export async function instance() {
  const response = await fetch('instance.json', { credentials: 'omit' });
  return response.json();
}
