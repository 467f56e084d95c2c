// What comes up over the page: a dialog and a door; and a field that narrows a list down.
import { h } from '../core/dom.js';
import { t } from '../core/i18n.js';

/** Shows a dialog, and takes it away once it is closed. */
export function dialog(id, title, ...children) {
  const form = h('form', { method: 'dialog' }, h('h2', {}, title), ...children, h('button', {}, t('close')));
  const element = h('dialog', { id, ariaLabel: title, onclose: () => element.remove() }, form);
  document.body.append(element);
  element.showModal();
}

/** What unfolds beside its caption; Escape folds it, and the focus goes back there. */
export function door(tag, properties, caption, content) {
  function onkeydown(event) {
    if (event.key !== 'Escape' || !element.open) return;
    event.preventDefault();
    shut();
  }
  function shut() {
    element.open = false;
    element.firstChild.focus();
  }
  const element = h(`details.door${tag}`, { ...properties, onkeydown }, h('summary', {}, caption), content);
  return { element, shut };
}

/** A field that narrows a list down. */
export const filterField = (id, oninput, text = t('filter')) => h('input', { type: 'search', id, placeholder: text, ariaLabel: text, oninput });
