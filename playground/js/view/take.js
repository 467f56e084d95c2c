// Takes a text away: to the clipboard, or into a file.

/** Copies a text; the button says so. */
export async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without TLS a page has no clipboard but the old way.
    const area = document.createElement('textarea');
    area.value = text;
    button.after(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    button.focus();
  }
  button.dataset.done = '✓';
  setTimeout(() => delete button.dataset.done, 2000);
}

/** Saves a file. @param {string} name @param {BlobPart} content @param {string} type */
export function save(name, content, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
