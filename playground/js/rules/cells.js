// The cells of the rules: what holds for every customer, and what each customer type adds. Pure.

export const kinds = ['CLIENT', 'PERSON', 'STUDENT', 'TEACHER', 'PROSPECT'];
const names = ['required', 'readOnly', 'neededFromPrevious', 'invisible', 'invisibleOnline'];
/** What GraphQL says of a cell, as `read` wants it. */
export const rule = `${names.join(' ')} refinements { customerType ${names.join(' ')} }`;

/** The flag that a letter stands for, on the side that is looked at. */
const flagOf = (letter, side) => ({ '*': 1, L: 2, '<': 4, O: side === 'DESK' ? 8 : 16 })[letter];
/** What a side does not feel: the other side's flag. */
const felt = (flags, side) => flags & ~flagOf('O', side === 'DESK' ? 'ONLINE' : 'DESK');

const pack = (flags) => names.reduce((sum, name, place) => sum | (flags[name] << place), 0);
const unpack = (flags) => Object.fromEntries(names.map((name, place) => [name, Boolean(flags & (1 << place))]));

/**
 * A rule as a cell: the flags of every customer, then those that each of `kinds` adds.
 * @returns {number[]}
 */
export const read = (from) =>
  [from, ...kinds.map((kind) => from.refinements.find((each) => each.customerType === kind) ?? {})].map(pack);

/** A cell as `setFieldRules` takes it. */
export function written(key, [base, ...added]) {
  const [step, parameter] = key.split(':');
  const refinements = kinds
    .map((customerType, place) => ({ customerType, ...unpack(added[place]) }))
    .filter((_, place) => added[place]);
  return { step, parameter, ...unpack(base), refinements };
}

/** What a customer type adds that a side feels. */
const own = (cell, column, side) => felt(column ? cell[column] & ~cell[0] : cell[0], side);

/** The letters of what holds in a column: 0 is every customer, else the place in `kinds` and 1. */
export function letters(cell, column, side) {
  const flags = cell[0] | cell[column];
  const has = (letter) => flags & flagOf(letter, side);
  return [has('O') ? 'O' : has('L') ? 'L' : 'V', has('*') && '*', has('<') && '<'].filter(Boolean);
}

/** What a cell shows; a dot where a customer type adds nothing, a plus where one does. */
export function shown(cell, column, side) {
  if (column && !own(cell, column, side)) return '·';
  const plus = !column && kinds.some((_, place) => own(cell, place + 1, side)) ? '+' : '';
  return letters(cell, column, side).join('') + plus;
}

export const differs = (cell, other, column, side) => own(cell, column, side) !== own(other, column, side);

/** Whether typing a letter sets its flag, or takes it away. */
export const sets = (cell, column, side, letter) => letter !== 'V' && !((cell[0] | cell[column]) & flagOf(letter, side));

/**
 * The cell after a letter was typed; null where it cannot be: a customer type takes nothing away of
 * what holds for every customer.
 */
export function typed(cell, column, side, letter, on) {
  const flag = letter === 'V' ? flagOf('O', side) | flagOf('L') : flagOf(letter, side);
  if (column && cell[0] & flag) return null;
  return cell.with(column, on ? cell[column] | flag : cell[column] & ~flag);
}

/** The keys of the cells that two sets say otherwise. */
export const differing = (one, other) => [...one.keys()].filter((key) => String(one.get(key)) !== String(other.get(key)));
