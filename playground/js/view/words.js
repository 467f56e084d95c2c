// Elements whose text follows the chosen language.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { watch } from '../core/state.js';

/** An element that says a sentence. */
export function says(tag, properties, key) {
  const element = h(tag, properties);
  watch(['language'], () => fill(element, t(key)));
  return element;
}

/** A control behind its label. */
export const labelled = (key, control) => h('label', {}, says('span', {}, key), control);

/** Options of a select: a value, or a value and its text. */
export const options = (list) => list.map((each) => h('option', { value: [each].flat()[0] }, [each].flat().at(-1)));
