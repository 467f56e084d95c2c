import { h } from '../core/dom.js';

export function palette(server) {
  return { element: h('div', { id: 'palette' }), open: () => {} };
}
