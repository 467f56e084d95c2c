// Server-sent events, as the HTML standard has them, out of chunks that are cut anywhere.

/** @returns {(chunk: string) => Object[]} the blocks of fields that a further chunk completes */
export function eventReader() {
  let rest = '';
  let fields = {};
  return (chunk) => {
    // A CR at the end may be half of a CR LF.
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    const events = [];
    for (const line of lines) {
      const [, name, value] = /^([^:]*):? ?([^]*)$/.exec(line);
      if (name) fields[name] = name === 'data' && name in fields ? `${fields.data}\n${value}` : value;
      if (line !== '') continue;
      events.push(fields);
      fields = {};
    }
    return events;
  };
}

/** Whether an operation of a document, its only one where none is named, is a subscription. */
export function isSubscription(text, name) {
  const bare = text.replace(/"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#.*/g, '');
  let depth = 0;
  for (const [word, kind, own] of bare.matchAll(/[{}]|\b(query|mutation|subscription)\b\s*(\w*)/g)) {
    if (!kind) depth += word === '{' ? 1 : -1;
    else if (depth === 0 && (!name || own === name)) return kind === 'subscription';
  }
  return false;
}
