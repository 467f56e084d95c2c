// What waits until a hand rests.

/** A function that does something so many milliseconds after it was called last; `stop` forgets it. */
export function later(wait, action) {
  let timer = 0;
  const start = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(action, wait, ...values);
  };
  return Object.assign(start, { stop: () => clearTimeout(timer) });
}
