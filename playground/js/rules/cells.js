// The cells of the rules, as GraphQL says them: what holds for every customer, and what is added for some.

/** As the schema names them. */
export const customerTypes = ['CLIENT', 'PERSON', 'STUDENT', 'TEACHER', 'PROSPECT'];
/** The columns of a step: every customer, then the customer types. */
export const kinds = ['', ...customerTypes];
/** The letters of flags; `V` is the lack of `O` and `L`. */
export const signs = ['V', 'O', 'L', '*', '<'];
/** The letter of an access. */
export const letterOf = ({ access }) => ({ HIDDEN: 'O', READ_ONLY: 'L', WRITABLE: 'V' })[access];
const flag = (letter, side) => ({ '*': 'required', L: 'readOnly', '<': 'neededFromPrevious' })[letter] ?? (side === 'DESK' ? 'invisible' : 'invisibleOnline');
const added = (cell, column) => cell.refinements.find(({ customerType }) => customerType === kinds[column]) ?? {};

/** Whether a letter holds in a column, a place in `kinds`. */
export const has = (cell, column, side, letter) => cell[flag(letter, side)] || added(cell, column)[flag(letter, side)];

/**
 * What a side meets in a column.
 * @returns {{letters: string[], own: string, text: string}} a dot: as every customer; a plus: not all
 */
export function view(cell, column, side) {
  const own = (place) => signs.filter((letter) => letter !== 'V' && has(cell, place, side, letter) && !(place && has(cell, 0, side, letter))).join('');
  const it = (letter) => has(cell, column, side, letter);
  const letters = [it('O') ? 'O' : it('L') ? 'L' : 'V', ...['*', '<'].filter(it)];
  const plus = !column && kinds.some((_, place) => place && own(place)) ? '+' : '';
  return { letters, own: own(column), text: column && !own(column) ? '·' : letters.join('') + plus };
}

/** A cell in which a letter holds in a column, or no longer does. */
export function set(cell, column, side, letter, on) {
  const name = flag(letter, side);
  if (!column) return { ...cell, [name]: on };
  const old = added(cell, column);
  return { ...cell, refinements: [...cell.refinements.filter((each) => each !== old), { ...old, customerType: kinds[column], [name]: on }] };
}
