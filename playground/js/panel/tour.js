import { h } from '../core/dom.js';

export function tour(server) {
  return h('div', { id: 'tour' });
}
