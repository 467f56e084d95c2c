import { h } from '../core/dom.js';

export function tabs() {
  return h('div', { id: 'tabs' });
}
