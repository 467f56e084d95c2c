// Why a value is hidden: the server's own explanation, and the ways to the rule.
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { to } from '../core/router.js';
import { button } from '../view/controls.js';

/** Of the ticket for the lens's user, where the answer has its id; else of the step. */
async function explain({ headers, json }, { path, step, customerType, field: parameter }) {
  const user = headers.find(([name]) => name === 'x-guiche-viewing-as')?.[1].slice(5);
  let ticket = null;
  path.reduce((value, key) => {
    if (!Array.isArray(value)) ticket = value.id;
    return value[key] ?? {};
  }, json.data);
  const of = async (about) => (await ask('Gates', { ...about, parameter })).explainAccess;
  return { ticket, ...((user && ticket && (await of({ ticket, user }))) || (await of({ step, customerType }))) };
}

/** `open` shows the card of some hidden cells; the focus returns to where it came from. */
export function whyCard() {
  let opener = null;
  const heading = h('h3.grow', { id: 'why-heading', tabIndex: -1 });
  const shut = button('✕', close, { ariaLabel: t('close') });
  const which = h('select', { ariaLabel: t('do.why') });
  const content = h('div');
  const element = h('section.why', { id: 'why', 'aria-labelledby': 'why-heading', hidden: true }, h('div.row', {}, heading, which, shut), content);

  function onkeydown(event) {
    if (event.key !== 'Escape' || element.hidden) return;
    event.preventDefault();
    close();
  }

  function close() {
    const isHeld = element.contains(document.activeElement);
    element.hidden = true;
    if (isHeld) opener.focus();
  }

  async function show(answer, entry) {
    const { label, text, stepName, step, customerType, flag, field } = entry;
    const more = h('div');
    fill(heading, t('whyHidden', label));
    fill(content, h('p', {}, text), more);
    try {
      const { ticket, type, ruleVersion, user, gates } = await explain(answer, entry);
      fill(
        more,
        h('p', {}, gates.find(({ stops }) => stops === 'SEEING')?.fix),
        h('p.quiet', {}, [t('ruleVersion', ruleVersion?.number ?? '–'), stepName, flag].filter(Boolean).join(' · '), ' ', customerType && h('span.badge', {}, t(`kind.${customerType}`))),
        h('a', { href: to('r', [type.id, step, field, customerType].join(':')) }, t('inMatrix')),
        ' ',
        user && h('a', { href: to('w', [ticket, user.code, field].join(':')) }, t('allGates')),
      );
    } catch (error) {
      fill(more, h('p.wrong', {}, error.message));
    }
  }

  function open(answer, entries, from) {
    opener = from;
    element.hidden = false;
    which.hidden = entries.length < 2;
    which.onchange = () => show(answer, entries[which.value]);
    fill(which, ...entries.map(({ label }, value) => h('option', { value }, label)));
    show(answer, entries[0]);
    heading.focus();
  }
  return { element, open, close, onkeydown };
}
