// Buttons and choices, made where what they say is known.
import { fill, h } from '../core/dom.js';

/** A button that does something; `more` are properties besides. */
export const button = (text, onclick, more) => h('button', { type: 'button', onclick, ...more }, text);

/** @param {Array<[string, string]>} options values and what they are called */
export function choice(id, ariaLabel, options, value, chosen) {
  const select = h('select', { id, ariaLabel, onchange: () => chosen(select.value) }, ...options.map(([each, text]) => h('option', { value: each }, text)));
  select.value = value;
  return select;
}

/** Fills an element anew; the focus goes to what took the place of who had it, or to the first control. */
export function renew(element, ...children) {
  const { activeElement: had } = document;
  const wasInside = element.contains(had);
  fill(element, ...children);
  // Where nobody took the place, the page's guard of the focus finds who stands next.
  if (wasInside) (document.getElementById(had.id) ?? element.querySelector('select'))?.focus();
}
