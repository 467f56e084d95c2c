// The one door to the server: GraphQL over HTTP, as any client would use it.

const endpoint = new URL('../graphql', document.baseURI);

/**
 * Sends a document.
 * @param {{query: string, variables?: Object | null, token?: string | null, language: string, signal?: AbortSignal}} request
 * @returns {Promise<{status: number, text: string, json: any, milliseconds: number, bytes: number}>}
 */
export async function send({ query, variables, token, language, signal }) {
  const headers = {
    'Content-Type': 'application/json',
    Accept: 'application/graphql-response+json, application/json;q=0.9',
    'Accept-Language': language,
  };
  if (token) headers.Authorization = `Bearer ${token}`;
  const started = performance.now();
  const response = await fetch(endpoint, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables: variables ?? undefined }),
    signal,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
  });
  const body = await response.arrayBuffer();
  const milliseconds = performance.now() - started;
  const text = new TextDecoder().decode(body);
  let json = null;
  try {
    json = JSON.parse(text);
  } catch {
    // The caller shows the text as it is.
  }
  return { status: response.status, text, json, milliseconds, bytes: body.byteLength };
}

/**
 * What this server says of itself.
 * @returns {Promise<{version: string, demoUsers: Array<{code: string, description: string}>, demoPassword: string, examples: Array<{name: string, query: string}>}>}
 */
export async function instance() {
  const response = await fetch('instance.json', { credentials: 'omit' });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
