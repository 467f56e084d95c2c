// Why a value is hidden: the server's own explanation, and the ways to the rule.
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { to } from '../core/router.js';
import { press } from '../view/take.js';

const question = `query Why($ticket: ID, $user: ID, $step: ID, $customerType: CustomerType, $parameter: String!) {
  explainAccess(ticket: $ticket, user: $user, step: $step, customerType: $customerType, parameter: $parameter) {
    type { id } ruleVersion { number } user { code } gates { stops fix }
  }
}`;

/** Of the ticket for the lens's user, where the answer has its id; else of the step. */
async function explain({ headers, json }, { path, step, customerType, field: parameter }) {
  const user = headers.find(([name]) => name === 'x-guiche-viewing-as')?.[1].slice(5);
  let ticket = null;
  path.reduce((value, key) => {
    if (!Array.isArray(value)) ticket = value.id;
    return value[key] ?? {};
  }, json.data);
  const about = user && ticket ? { ticket, user } : { step, customerType };
  return { ticket, ...(await ask(question, { ...about, parameter })).explainAccess };
}

/** `open` shows the card of some hidden cells; the focus returns to where it came from. */
export function whyCard() {
  let opener = null;
  const heading = h('h3.grow', { id: 'why-heading', tabIndex: -1 });
  const shut = press('✕', close);
  const which = h('select');
  const content = h('div');
  const element = h('section.why', { id: 'why', 'aria-labelledby': 'why-heading', hidden: true, onkeydown }, h('div.row', {}, heading, which, shut), content);

  function onkeydown(event) {
    if (event.key !== 'Escape') return;
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
        h('p.quiet', {}, [t('ruleVersion', ruleVersion?.number ?? '–'), stepName, customerType, flag].filter(Boolean).join(' · ')),
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
    shut.ariaLabel = t('close');
    which.hidden = entries.length < 2;
    which.ariaLabel = t('do.why');
    which.onchange = () => show(answer, entries[which.value]);
    fill(which, ...entries.map(({ label }, value) => h('option', { value }, label)));
    show(answer, entries[0]);
    heading.focus();
  }
  return { element, open, close };
}
