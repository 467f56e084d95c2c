// What can be done from everywhere: by a key, by the palette, and in the list of keys.

/**
 * @typedef {Object} Command
 * @property {string} id its name is the sentence `do.ID`
 * @property {string[]} [keys] as `written` of keys.js writes them; the first one is shown
 * @property {() => unknown} run answers false where there was nothing to do
 * @property {() => boolean} [when] whether it can be done now; always where it is left out
 */

/** @type {Command[]} */
const all = [];

/** @param {...Command} commands */
export const register = (...commands) => all.push(...commands);

/** @returns {Command[]} those that can be done now */
export const commands = () => all.filter(({ when }) => !when || when());
