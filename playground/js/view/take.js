// Takes a text away: to the clipboard, or into a file.
import { h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { button } from './controls.js';
import { dialog } from './dialog.js';

/** Puts a text on the clipboard; where there is none, it stands selected in a dialog. @returns whether it is on the clipboard */
export async function give(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h('textarea', { value: text, readOnly: true, rows: 9, ariaLabel: t('copyThis') });
    dialog('to-copy', t('copyThis'), area);
    area.select();
    return false;
  }
}

/** A button that copies what a function gives, and says so. */
export const copier = (text, content) =>
  button(text, async ({ currentTarget: { dataset } }) => {
    if (!(await give(content()))) return;
    dataset.done = '✓';
    setTimeout(() => delete dataset.done, 2000);
  });

/** Saves a file. */
export function save(download, content, type = '') {
  const link = h('a', { href: URL.createObjectURL(new Blob([content], { type })), download });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
