// Buttons and choices, made where what they say is known.
import { h } from '../core/dom.js';

/** A button that does something. */
export const button = (id, text, onclick, more) => h('button', { type: 'button', id, onclick, ...more }, text);

/** @param {Array<[string, string]>} options values and what they are called */
export function choice(id, ariaLabel, options, value, chosen) {
  const select = h('select', { id, ariaLabel, onchange: () => chosen(select.value) }, ...options.map(([each, text]) => h('option', { value: each }, text)));
  select.value = value;
  return select;
}
