// The values that a document is run with: a form made of the operation's variables, or JSON; and
// headers besides.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { later } from '../core/later.js';
import { change, now, watch } from '../core/state.js';
import { lexJSON } from '../gql/lex.js';
import { operations, typeOf, typesOf } from '../gql/outline.js';
import { button } from '../view/controls.js';
import { editor } from '../view/editor.js';
import { field } from '../view/form.js';

/** The two parts below the document: variables and headers. */
export function variables() {
  const json = editor({ id: 'variables', label: t('variables'), size: 'small', lex: lexJSON, edited: (text) => change('tabChanged', { variables: text }) });
  const form = h('div.form', { id: 'variables-form', hidden: true });
  const toggle = button(t('form'), turn, { id: 'variables-toggle' });
  const headers = h('textarea', { id: 'headers', ariaLabel: t('headers'), rows: 2, placeholder: 'X-Request-Id: 1', oninput: () => change('tabChanged', { headers: headers.value }) });
  let shown = '';

  function turn() {
    form.hidden = !form.hidden;
    json.element.hidden = !form.hidden;
    render();
  }

  function render() {
    toggle.setAttribute('aria-pressed', String(!form.hidden));
    const { tab, schema } = now();
    const members = operations(tab.query, schema, tab.cursor).mine?.variables ?? [];
    const key = (text, files) => JSON.stringify([tab.id, schema?.types.length, members, text, Object.keys(files)]);
    const next = key(tab.variables, tab.files);
    if (form.hidden || next === shown) return;
    shown = next;
    let values = {};
    try {
      values = JSON.parse(tab.variables || '{}') ?? {};
    } catch (error) {
      fill(form, h('p.wrong', {}, t('notJSON', error.message)));
      return;
    }
    const types = typesOf(schema);
    const put = (name) => (value, more) => {
      values = { ...values, [name]: value };
      const text = JSON.stringify(values, null, 2).replace(/^{}$/, '');
      const files = { ...now().tab.files, ...more };
      shown = key(text, files);
      change('tabChanged', { variables: text, files });
    };
    fill(form, ...members.map(({ name, type, hasDefault }) =>
      field({ name, type: typeOf(type, types), defaultValue: hasDefault }, Object.hasOwn(values, name) ? values[name] : undefined, `variables.${name}`, put(name), types)));
    if (members.length === 0) fill(form, h('p.quiet', {}, t('noVariables')));
  }

  watch(['tab.id', 'tab.variables'], ({ tab }) => json.write(tab.variables, tab.id));
  watch(['tab.id', 'tab.headers'], ({ tab }) => {
    if (headers.value !== tab.headers) headers.value = tab.headers;
  });
  watch(['tab.id', 'tab.query', 'tab.cursor', 'tab.variables', 'tab.files', 'schema'], later(150, render));
  return h(
    'div.values',
    {},
    h('details', { open: true }, h('summary', {}, t('variables.title')), toggle, form, json.element),
    h('details', {}, h('summary', {}, t('headers')), headers),
  );
}
