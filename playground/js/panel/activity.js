import { h } from '../core/dom.js';

export function activity() {
  return h('div', { id: 'activity' });
}
