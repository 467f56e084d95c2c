// A table to walk through with the arrow keys, in which a range of cells can be chosen.

const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], PageUp: [-8, 0], PageDown: [8, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -99], End: [0, 99] };
const within = (value, low, high) => Math.max(low, Math.min(high, value));

/**
 * @param {HTMLTableElement} table the first cell of a row is its heading
 * @param {() => void} chosen
 * @param {(event: KeyboardEvent) => unknown} pressed any other key; false where it was not used
 */
export function walkable(table, chosen, pressed) {
  let active;
  let anchor;
  const row = (cell) => cell.parentElement.sectionRowIndex;
  const isBetween = (value, one, other) => value >= Math.min(one, other) && value <= Math.max(one, other);
  const cells = () => [...table.querySelectorAll('td')];
  const isInside = (cell) =>
    isBetween(row(cell), row(anchor), row(active)) && isBetween(cell.cellIndex, anchor.cellIndex, active.cellIndex);

  /** Goes to a cell; `more`: the range grows to it. */
  function choose(cell, more) {
    active = cell;
    if (!more || !anchor.isConnected) anchor = cell;
    for (const each of cells()) {
      each.ariaSelected = String(isInside(each));
      each.tabIndex = each === cell ? 0 : -1;
    }
    cell.focus();
    chosen();
  }

  table.onkeydown = (event) => {
    const [down, right] = moves[event.key] ?? [];
    if (right !== undefined && !event.altKey) {
      const { rows } = table.tBodies[0];
      const { cells: line } = rows[within(row(event.target) + down, 0, rows.length - 1)];
      choose(line[within(event.target.cellIndex + right, 1, line.length - 1)], event.shiftKey);
    } else if (pressed(event) === false) return;
    event.preventDefault();
  };
  table.onclick = ({ target, shiftKey }) => {
    const cell = target.closest('td');
    if (cell) choose(cell, shiftKey);
  };
  /** The range, the active cell first. */
  const range = () => [active, ...cells().filter((each) => each !== active && each.ariaSelected === 'true')].filter((each) => each?.isConnected);
  return { choose, range };
}
