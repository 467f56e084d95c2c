// Keeps the schema that the viewer has, or whom the lens is on.
import { send } from './api.js';
import { change, now, watch } from './state.js';

async function read({ session, tab: { lens } }) {
  const answer = await send({ own: 'Schema', lens }).catch(() => null);
  if (now().session === session && now().tab.lens?.code === lens?.code) change('schemaRead', answer?.json?.data?.__schema ?? null);
}

/** Reads the schema now, and whenever somebody else looks. */
export const keepSchema = () => watch(['session', 'tab.lens.code'], read);
