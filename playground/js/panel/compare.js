import { h } from '../core/dom.js';

export function compare(server) {
  return h('div', { id: 'compare' });
}
