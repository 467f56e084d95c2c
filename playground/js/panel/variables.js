// The values that a document is run with: a form made of the operation's variables, or JSON; and
// headers besides.
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { change, now, watch } from '../core/state.js';
import { lexJSON } from '../gql/lex.js';
import { operationAt, outline, typeOf, typesOf } from '../gql/outline.js';
import { editor } from '../view/editor.js';
import { form } from '../view/form.js';

export function variables() {
  const json = editor({ id: 'variables', size: 'small', lex: lexJSON, edited: (text) => change('tabChanged', { variables: text }) });
  const fields = h('div.form', { id: 'variables-form', hidden: true });
  const toggle = h('button', { type: 'button', id: 'variables-toggle', 'aria-pressed': false, onclick: turn });
  const headers = h('textarea.headers', { id: 'headers', rows: 2, spellcheck: false, placeholder: 'X-Request-Id: 1', oninput: () => change('tabChanged', { headers: headers.value }) });
  const [caption, more] = [h('summary'), h('summary')];
  let shown = '';
  let waiting = 0;

  function turn() {
    fields.hidden = !fields.hidden;
    json.element.hidden = !fields.hidden;
    toggle.setAttribute('aria-pressed', String(!fields.hidden));
    render();
  }

  const values = () => {
    try {
      return JSON.parse(now().tab.variables || '{}') ?? {};
    } catch {
      return null;
    }
  };

  /** @param {boolean} isOther whether other inputs are needed, and not only another value in one */
  function write(next, isOther, more) {
    const text = Object.keys(next).length > 0 ? JSON.stringify(next, null, 2) : '';
    shown = isOther ? '' : key(text);
    change('tabChanged', { variables: text, ...more });
  }

  const definitions = () => {
    const { tab, schema } = now();
    return operationAt(outline(tab.query, schema).definitions, tab.cursor)?.variables ?? [];
  };
  const key = (text = now().tab.variables) => JSON.stringify([now().language, now().tab.id, Boolean(now().schema), definitions(), text]);

  function render() {
    if (fields.hidden || key() === shown) return;
    shown = key();
    const given = values();
    const types = typesOf(now().schema);
    const members = definitions().map(({ name, type, hasDefault }) => ({ name, type: typeOf(type, types), defaultValue: hasDefault ? '…' : null }));
    if (!given) fill(fields, h('p.wrong', {}, t('notJSON', '')));
    else fill(fields, ...(members.length > 0 ? form({ members, types, values: given, files: now().tab.files, write }) : [h('p.quiet', {}, t('noVariables'))]));
  }

  watch(['tab.id', 'tab.variables'], ({ tab }) => json.write(tab.variables, tab.id));
  watch(['tab.id', 'tab.headers'], ({ tab }) => {
    if (headers.value !== tab.headers) headers.value = tab.headers;
  });
  watch(['language'], () => {
    json.name(t('variables'));
    fill(caption, t('variables.title'));
    fill(more, t('headers'));
    headers.setAttribute('aria-label', t('headers'));
    fill(toggle, t('form'));
  });
  watch(['tab.id', 'tab.query', 'tab.cursor', 'tab.variables', 'schema', 'language'], () => {
    clearTimeout(waiting);
    waiting = setTimeout(render, 150);
  });
  return h(
    'div.values',
    {},
    h('details', { open: true }, caption, h('div.row', {}, toggle), fields, json.element),
    h('details', {}, more, headers),
  );
}
