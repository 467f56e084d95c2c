import { h } from '../core/dom.js';

export function browse(server) {
  return h('div', { id: 'browse' });
}
