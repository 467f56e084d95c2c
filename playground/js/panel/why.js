// Why a user sees something of a ticket, or does not: gate by gate.
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { go, to } from '../core/router.js';
import { change, now, watch } from '../core/state.js';
import { button, says } from '../view/words.js';
import { findUser, lookAs, personField } from './lens.js';

/** What there is to see of a ticket. */
export const detail = `query Ticket($number: Int!) {
  ticket(number: $number) {
    id number subject requestText dueDate solution status responsibility
    type { name } step { name } customer { name }
    form { fields { key label access required } }
    discussion(last: 50) { nodes { postedAt author { displayName } text } }
    stepHistory(last: 50) { nodes { movedAt to { name } conditionLabel justification } }
    attachments(last: 50) { nodes { name size url } }
  }
}
`;
const sections = ['discussion', 'attachments', 'stepHistory', 'understandings'];
const decision = 'audience access required text flags { flag table refinedFor decides }';
const question = (keys) => `query Why($ticket: ID, $user: ID, $step: ID, $customerType: CustomerType) {
  ${keys.map((key, place) => `p${place}: explainAccess(ticket: $ticket, user: $user, step: $step, customerType: $customerType, parameter: ${JSON.stringify(key)}) { ...Explanation }`).join('\n  ')}
}
fragment Explanation on AccessExplanation {
  type { id } step { id } customerType parameterKey parameterLabel userSees text
  gates { gate passed stops text fix } online { ${decision} } desk { ${decision} }
}`;
const ticketOf = async (variables) =>
  (await ask('query TicketOf($id: ID, $number: Int) { ticket(id: $id, number: $number) { id number type { parameters { key } } } }', variables)).ticket;

/** The way to the explanation of what an answer hides from a user. */
export const askWhy = (data, code) => ([{ path, step, customerType, field }]) => {
  const ticket = path.slice(0, -1).reduce((value, key) => value?.[key], data)?.id;
  go('w', ticket && code ? `${ticket}:${code}:${field}` : `${step}:@${customerType}:${field}`);
};

export function why() {
  const [user, list] = personField('why-user');
  user.required = true;
  const number = h('input', { id: 'why-ticket', type: 'number', min: 1, required: true });
  const place = h('div.verdict', { 'aria-live': 'polite', tabIndex: -1 });

  async function submit(event) {
    event.preventDefault();
    const ticket = await ticketOf({ number: Number(number.value) });
    if (ticket) go('w', `${ticket.id}:${user.value}`);
    else fill(place, t('noHit', number.value));
  }
  /** The address says all: a ticket, a user and perhaps a parameter; or a step, `@` and a customer type, and a parameter. */
  async function read({ route: { panel, name } }) {
    number.placeholder = t('why.ticket');
    fill(place);
    if (panel !== 'w' || !name) return;
    const [id, code, key] = name.split(':');
    const isTicket = code[0] !== '@';
    try {
      const [ticket, who] = isTicket ? await Promise.all([ticketOf({ id }), findUser(code)]) : [];
      if (ticket) [number.value, user.value] = [ticket.number, code];
      const keys = key || !ticket ? [key] : [...ticket.type.parameters.map((each) => each.key), ...sections];
      const about = isTicket ? { ticket: id, user: who?.id ?? '' } : { step: id, customerType: code.slice(1) };
      const found = Object.values(await ask(question(keys), about));
      if (now().route.name !== name) return;
      if (!found[0]) throw new Error(t('noHit', name));
      fill(place, ...verdict(found, key ? '' : `${id}:${code}`), ticket && button('why-look', 'why.look', () => look(ticket.number, code)));
      if (document.activeElement === document.body) place.focus();
    } catch ({ message }) {
      fill(place, h('p.wrong', {}, message));
    }
  }
  watch(['route', 'language', 'session'], read);
  return h('div.sight', { id: 'why-page' }, h('form.row', { onsubmit: submit }, user, list, number, says('button.primary', { type: 'submit' }, 'panel.why')), place);
}

/** The ticket in a tab of its own, through the user's eyes. */
async function look(number, code) {
  change('tabOpened', { query: detail, variables: JSON.stringify({ number }) });
  go('q');
  await lookAs(code);
}

const line = (isGood, ...content) => h(isGood ? 'li.good' : 'li.bad', {}, h('b', {}, isGood ? `✓ ${t('gate.passed')} ` : `✗ ${t('gate.stopped')} `), ...content);
const badge = (...words) => h('span.badge', {}, words.filter(Boolean).join(' · '));
const side = ({ audience, access, required, text, flags }) => h('li', {}, h('b', {}, `${audience} ${access}${required ? ' *' : ''}`), ` ${text} `,
  ...flags.map(({ flag, table, refinedFor, decides }) => badge(decides && '●', flag, table, refinedFor)));

/** What the gates say, and then both sides; or of a whole ticket each parameter, a way to its own explanation. */
function verdict([first, ...more], ticket) {
  const { type, step, customerType, parameterKey, parameterLabel, gates, online, desk } = first;
  const shown = gates.filter(({ gate }) => !ticket || gate !== 'FIELD');
  const each = ({ userSees, parameterKey: key, parameterLabel: label, text }) => line(userSees, h('a', { href: to('w', `${ticket}:${key}`) }, label ?? key), ` ${text}`);
  return [
    !ticket && h('h2', {}, parameterLabel ?? parameterKey),
    h('ol', {}, ...shown.map(({ gate, passed, stops, text, fix }) => line(passed, badge(gate, stops), ` ${text}`, fix && h('em', {}, `→ ${fix}`)))),
    h('ul', {}, ...(ticket ? [first, ...more].map(each) : [side(online), side(desk)])),
    !ticket && h('a', { href: to('r', [type.id, step?.id, parameterKey, customerType].join(':')), id: 'why-rule' }, t('inMatrix')),
  ];
}
