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

async function explained(answer, { path, step, customerType, field }) {
  const about = { step, customerType, parameter: field };
  const [ticket, user] = [ticketOf(answer, path), userOf(answer)];
  if (!ticket || !user) return { found: (await ask(question, about)).explainAccess };
  const { explainAccess: found } = await ask(question, { ticket, user, parameter: field });
  return found ? { found, ticket } : { found: (await ask(question, about)).explainAccess };
}

/** @returns {{element: HTMLElement, open: (answer: Object, entries: Object[], from: Element) => void, close: () => void}} */
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
    close(true);
  });

  function close(isAsked) {
    element.hidden = true;
    if (isAsked) opener?.focus();
  }

  async function show(answer, entry) {
    const { label, text, stepName, step, customerType, field } = entry;
    fill(heading, t('whyHidden', label));
    const facts = h('p.quiet', {}, [stepName, customerType, entry.flag].filter(Boolean).join(' · '));
    const ways = h('p.row');
    fill(content, h('p', {}, text), facts, ways);
    try {
      const { found, ticket } = await explained(answer, entry);
      if (!found) return;
      const { fix } = found.gates.find(({ stops }) => stops === 'SEEING') ?? {};
      facts.prepend(`${t('ruleVersion', found.ruleVersion?.number ?? '–')} · `);
      fill(
        more,
        h('p', {}, gates.find(({ stops }) => stops === 'SEEING')?.fix),
        h('p.quiet', {}, [t('ruleVersion', ruleVersion?.number ?? '–'), stepName, flag].filter(Boolean).join(' · '), ' ', customerType && h('span.badge', {}, t(`kind.${customerType}`))),
        h('a', { href: to('r', [type.id, step, field, customerType].join(':')) }, t('inMatrix')),
        ' ',
        user && h('a', { href: to('w', [ticket, user.code, field].join(':')) }, t('allGates')),
      );
    } catch (error) {
      fill(ways, h('span.wrong', {}, error.message));
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
    element.scrollIntoView({ block: 'nearest' });
  }
  return { element, open, close, onkeydown };
}
