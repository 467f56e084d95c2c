import { h } from '../core/dom.js';

export function why(server) {
  return h('div', { id: 'why' });
}
