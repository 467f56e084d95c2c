import { h } from '../core/dom.js';

export function builder() {
  return h('div', { id: 'builder' });
}
