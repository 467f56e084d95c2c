// The one way in which this page makes elements: properties, attributes and text, never markup.

/**
 * Makes an element.
 * @param {string} tag its name, with classes after dots: `div.row.grow`
 * @param {Object<string, unknown>} properties `on…` listens, `aria-…`, `data-…` and `role` are
 *   attributes, all else is a property of the element
 * @param {...(Node | string | null | undefined | false)} children text stays text
 * @returns {HTMLElement}
 */
export function h(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (/^(data-|role$|lang$)/.test(key)) element.setAttribute(key, String(value));
    else if (key.startsWith('aria-')) element.setAttribute(key, straight(String(value)));
    else if (typeof value === 'string' && /^(title|placeholder|aria)/.test(key)) element[key] = straight(value);
    else element[key] = value;
  }
  return fill(element, ...children);
}

/** Signs that turn the direction of what follows: with them a word looks like another. */
export const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text that reads as it is written. */
export const straight = (text) => text.replace(turning, '\ufffd');

/**
 * Puts other children in the place of those that an element has.
 * @param {HTMLElement} element
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement} the element
 */
export function fill(element, ...children) {
  const shown = children.filter((child) => child || child === '');
  element.replaceChildren(...shown.map((child) => (typeof child === 'string' ? straight(child) : child)));
  return element;
}
