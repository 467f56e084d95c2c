// The cells of the rules: what holds for every customer, and what each customer type adds. Pure.

export const kinds = ['CLIENT', 'PERSON', 'STUDENT', 'TEACHER', 'PROSPECT'];
const flags = ['required', 'readOnly', 'neededFromPrevious', 'invisible', 'invisibleOnline'];
/** What is asked of a rule, to `read` it. */
export const rule = `${flags.join(' ')} refinements { customerType ${flags.join(' ')} }`;

/** The flags of a letter on a side; of `V`, those that it lacks. */
export const flag = (letter, side) => ({ '*': 1, L: 2, '<': 4, O: 0, V: 2 })[letter] | (/[OV]/.test(letter) && (side === 'DESK' ? 8 : 16));

/** @returns {number[]} the flags of every customer, then those that each of `kinds` adds */
export const read = (from) =>
  [from, ...kinds.map((kind) => from.refinements.find((each) => each.customerType === kind) ?? {})]
    .map((each) => flags.reduce((sum, name, place) => sum | (each[name] << place), 0));

/** A cell as `setFieldRules` takes it. */
export function written(key, cell) {
  const [step, parameter] = key.split(':');
  const [base, ...added] = cell.map((each) => Object.fromEntries(flags.map((name, place) => [name, Boolean(each & (1 << place))])));
  return { step, parameter, ...base, refinements: added.map((each, place) => ({ customerType: kinds[place], ...each })) };
}

/**
 * What a side meets in a column: 0 is every customer, else the place in `kinds` and 1.
 * @returns {{letters: string[], own: number, text: string}} a dot: as every customer; a plus: not all
 */
export function view(cell, column, side) {
  const own = (place) => cell[place] & ~(place && cell[0]) & ~flag('O', side === 'DESK' ? '' : 'DESK');
  const has = (letter) => (cell[0] | cell[column]) & flag(letter, side);
  const letters = [has('O') ? 'O' : has('L') ? 'L' : 'V', ...['*', '<'].filter(has)];
  const plus = !column && kinds.some((_, place) => own(place + 1)) ? '+' : '';
  return { letters, own: own(column), text: column && !own(column) ? '·' : letters.join('') + plus };
}
