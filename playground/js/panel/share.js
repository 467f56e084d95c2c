// What leaves the page: a link that opens the tab again, and its request as a program.
import { headersFor } from '../core/api.js';
import { register } from '../core/commands.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { withoutSecrets } from '../core/memory.js';
import { change, isAdministrator, now, watch } from '../core/state.js';
import { code } from '../gql/code.js';
import { decode, encode } from '../gql/link.js';
import { operations } from '../gql/outline.js';
import { button } from '../view/controls.js';
import { door } from '../view/dialog.js';
import { give as copied } from '../view/take.js';
import { lookAs } from './lens.js';
import { headers } from './run.js';

const said = h('span.quiet', { role: 'status' });

/** Copies a text, and says so. */
export const give = async (text) => fill(said, (await copied(text)) && t('copied'));

async function share() {
  const { query, variables, shape, lens } = now().tab;
  give(`${location.href.split('#')[0]}#/q?d=${await encode([withoutSecrets(query), withoutSecrets(variables), shape, lens?.code ?? ''])}`);
}

/** Opens what the address carries; a lens waits for an administrator. */
async function take() {
  const [, text] = /^#\/q\?d=(.*)/.exec(location.hash) ?? [];
  if (text === undefined) return;
  history.replaceState(null, '', '#/q');
  try {
    const carried = await decode(text);
    if (carried.length !== 4 || carried.some((each) => typeof each !== 'string')) throw new TypeError();
    const [query, variables, shape, code] = carried;
    change('tabOpened', { query, variables, shape });
    const { id } = now().tab;
    let waits = code;
    watch(['person'], (state) => {
      if (!waits || !isAdministrator(state)) return;
      waits = '';
      if (state.tab.id === id) lookAs(code);
    });
  } catch {
    fill(said, t('badLink'));
  }
}

function copy(language) {
  const { session, tab: { query, cursor, variables, headers: written, lens } } = now();
  try {
    const more = headers(written).filter(([name]) => !/^(authorization|cookie)$/i.test(name));
    const all = { 'Content-Type': 'application/json', ...headersFor({ token: session && 'TOKEN', lens, more }) };
    const body = { query, variables: JSON.parse(variables || '{}'), operationName: operations(query, null, cursor).mine?.name || undefined };
    give(code[language](new URL('../graphql', document.baseURI).href, Object.entries(all), body));
  } catch (error) {
    fill(said, t('notJSON', error.message));
  }
}

/** @returns {HTMLElement} */
export function sharing() {
  const languages = Object.keys(code);
  const pick = (name) => {
    menu.shut();
    copy(name);
  };
  const menu = door('', { id: 'copy-as' }, t('copyAs'), h('form', {}, ...languages.map((name) => button(name, () => pick(name), { 'data-copy': name }))));
  register({ id: 'share', run: () => void share() }, ...languages.map((name) => ({ id: `copy${name}`, run: () => void copy(name) })));
  addEventListener('hashchange', take);
  take();
  return h('div.row', {}, said, button(t('do.share'), share, { id: 'share' }), menu.element);
}
