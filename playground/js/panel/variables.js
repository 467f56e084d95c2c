import { h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { change, watch } from '../core/state.js';
import { lexJSON } from '../gql/lex.js';
import { editor } from '../view/editor.js';

export function variables() {
  const json = editor({ id: 'variables', size: 'small', lex: lexJSON, edited: (text) => change('tabChanged', { variables: text }) });
  watch(['tab.id', 'tab.variables'], ({ tab }) => json.write(tab.variables, tab.id));
  watch(['language'], () => json.name(t('variables')));
  return json.element;
}
