// Server-sent events, as the HTML standard has them, out of chunks that are cut anywhere.

/**
 * @returns {(chunk: string) => Array<{event?: string, data?: string, id?: string, retry?: string}>}
 *   what a further chunk completes; one that is cut off waits for the next
 */
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
      if (line === '') {
        if (Object.keys(fields).length > 0) events.push(fields);
        fields = {};
      } else if (name === 'data' && fields.data !== undefined) fields.data += `\n${value}`;
      else if (name) fields[name] = value;
    }
    return events;
  };
}

/** Whether an operation of a document, its only one where none is named, is a subscription. */
export function isSubscription(text, name) {
  const bare = text.replace(/"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#.*/g, '');
  let depth = 0;
  for (const [word, kind, own] of bare.matchAll(/[{}]|\b(query|mutation|subscription)\b\s*(\w*)/g)) {
    if (word === '{') depth += 1;
    else if (word === '}') depth -= 1;
    else if (depth === 0 && (!name || own === name)) return kind === 'subscription';
  }
  return false;
}
