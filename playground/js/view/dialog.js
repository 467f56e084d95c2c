// A dialog, and a field that narrows a list down.
import { h } from '../core/dom.js';
import { t } from '../core/i18n.js';

/** Shows a dialog, and takes it away once it is closed. */
export function dialog(id, title, ...children) {
  const form = h('form', { method: 'dialog' }, h('h2', {}, title), ...children, h('button', {}, t('close')));
  const element = h('dialog', { id, ariaLabel: title, onclose: () => element.remove() }, form);
  document.body.append(element);
  element.showModal();
}

/** A field that narrows a list down. */
export const filterField = (id, oninput, text = t('filter')) => h('input', { type: 'search', id, placeholder: text, ariaLabel: text, oninput });
