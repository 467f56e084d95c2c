// Elements that speak the chosen language.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { watch } from '../core/state.js';

/** An element that says the sentence of a key. */
export function says(tag, properties, key) {
  const element = h(tag, properties);
  watch(['language'], () => fill(element, t(key)));
  return element;
}
export const button = (id, key, onclick) => says('button', { type: 'button', id, onclick }, key);
