// Takes a text away: to the clipboard, or into a file.
import { h } from '../core/dom.js';
import { button } from './controls.js';

/** A button that copies what a function gives, and says so. */
export const copier = (text, content) =>
  button(text, async ({ currentTarget: { dataset } }) => {
    await navigator.clipboard.writeText(content());
    dataset.done = '✓';
    setTimeout(() => delete dataset.done, 2000);
  });

/** Saves a file. */
export function save(download, content, type = '') {
  const link = h('a', { href: URL.createObjectURL(new Blob([content], { type })), download });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
