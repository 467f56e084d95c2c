// A table to walk through with the arrow keys, in which a range of cells can be chosen.

const far = 99;
const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], PageUp: [-8, 0], PageDown: [8, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -far], End: [0, far] };
const within = (value, one, other) => Math.max(Math.min(one, other), Math.min(Math.max(one, other), value));

/**
 * @param {HTMLTableElement} table the first cell of a row is its heading
 * @param {(event: KeyboardEvent) => unknown} pressed any other key; false where it was not used
 */
export function walkable(table, pressed) {
  let active;
  let anchor;
  const row = (cell) => cell.parentElement.sectionRowIndex;
  const isInside = (cell) => [row, ({ cellIndex }) => cellIndex].every((at) => at(cell) === within(at(cell), at(anchor), at(active)));

  /** Goes to a cell; `more`: the range grows to it. */
  function choose(cell, more) {
    active = cell;
    if (!more || !anchor.isConnected) anchor = cell;
    for (const each of table.querySelectorAll('td')) {
      each.ariaSelected = String(isInside(each));
      each.tabIndex = each === cell ? 0 : -1;
    }
    cell.focus();
  }

  table.onkeydown = (event) => {
    const move = !event.altKey && moves[event.key];
    if (move) {
      const { rows } = table.tBodies[0];
      const { cells } = rows[within(row(event.target) + move[0], 0, rows.length - 1)];
      choose(cells[within(event.target.cellIndex + move[1], 1, cells.length - 1)], event.shiftKey);
    } else if (pressed(event) === false) return;
    event.preventDefault();
  };
  table.onclick = ({ target, shiftKey }) => {
    const cell = target.closest('td');
    if (cell) choose(cell, shiftKey);
  };
  /** The range, the active cell first. */
  const range = () => [...(active?.isConnected ? [active] : []), ...[...table.querySelectorAll('[aria-selected="true"]')].filter((each) => each !== active)];
  return { choose, range };
}
