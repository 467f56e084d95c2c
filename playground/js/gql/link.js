// What an address carries: JSON, deflated, in base64url.

/** An address can inflate to anything: more letters than these are nobody's query. */
const limit = 1_000_000;
const letters = { alphabet: 'base64url', omitPadding: true };

/** @returns {Promise<string>} */
export async function encode(value) {
  const deflated = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(deflated).arrayBuffer()).toBase64(letters);
}

/** @returns {Promise<any>} it throws where the text is none that `encode` makes, or too long */
export async function decode(text) {
  const inflated = new Blob([Uint8Array.fromBase64(text, letters)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = inflated.pipeThrough(new TextDecoderStream()).getReader();
  let json = '';
  for (let part; !(part = await reader.read()).done; ) {
    json += part.value;
    if (json.length > limit) throw new RangeError();
  }
  return JSON.parse(json);
}
