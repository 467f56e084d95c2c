import { h } from '../core/dom.js';

export function rules(server) {
  return h('div', { id: 'rules' });
}
