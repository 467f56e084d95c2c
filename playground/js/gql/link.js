// What an address carries: JSON, deflated, in base64url.

/** An address can inflate to anything: more letters than these are nobody's query. */
const limit = 1_000_000;

/** @returns {Promise<string>} */
export async function encode(value) {
  const deflated = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] ?? '');
}

/** @returns {Promise<any>} it throws where the text is none that `encode` makes, or too long */
export async function decode(text) {
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = inflated.pipeThrough(new TextDecoderStream()).getReader();
  let json = '';
  for (let part; !(part = await reader.read()).done; ) {
    json += part.value;
    if (json.length > limit) throw new RangeError();
  }
  return JSON.parse(json);
}
