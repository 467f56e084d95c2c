// A table to walk through with the arrow keys, in which ranges of cells can be chosen.

const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], PageUp: [-8, 0], PageDown: [8, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -99], End: [0, 99] };
const within = (value, low, high) => Math.max(low, Math.min(high, value));

/**
 * @param {HTMLTableElement} table the first cell of a row is its heading
 * @param {(cell: HTMLElement) => void} chosen
 * @param {(event: KeyboardEvent) => boolean} pressed any other key; whether it was used
 */
export function walkable(table, chosen, pressed) {
  let active = null;
  let anchor = null;
  const line = (cell) => cell.parentElement.sectionRowIndex;
  const between = (value, one, other) => value >= Math.min(one, other) && value <= Math.max(one, other);
  const cells = () => [...table.querySelectorAll('td')];

  /** @param {boolean} [more] whether the range grows to here */
  function choose(cell, more = false) {
    active = cell;
    if (!more || !anchor?.isConnected) anchor = cell;
    for (const each of cells()) {
      const inside = between(line(each), line(anchor), line(cell)) && between(each.cellIndex, anchor.cellIndex, cell.cellIndex);
      each.setAttribute('aria-selected', String(inside));
      each.tabIndex = each === cell ? 0 : -1;
    }
    cell.focus();
    chosen(cell);
  }

  table.addEventListener('keydown', (event) => {
    if (!event.target.matches('td')) return;
    const step = !event.altKey && steps[event.key];
    if (step) {
      const { rows } = table.tBodies[0];
      const far = event.ctrlKey ? 99 : 1;
      const { cells: row } = rows[within(line(active) + step[0] * far, 0, rows.length - 1)];
      choose(row[within(active.cellIndex + step[1] * far, 1, row.length - 1)], event.shiftKey);
    } else if (!pressed(event)) return;
    event.preventDefault();
  });
  table.addEventListener('click', ({ target, shiftKey }) => {
    const cell = target.closest('td');
    if (cell) choose(cell, shiftKey);
  });
  return {
    choose,
    /** @returns {HTMLElement[]} the range, the active cell first */
    chosen: () => [active, ...cells().filter((each) => each !== active && each.ariaSelected === 'true')].filter(Boolean),
  };
}
