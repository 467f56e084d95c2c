// Why a customer sees something of a ticket, or does not: gate by gate.
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { go, to } from '../core/router.js';
import { change, watch } from '../core/state.js';
import { button, says } from '../view/words.js';
import { findUser, lookAs, personField } from './lens.js';

/** All of a ticket. */
export const detail = `query Ticket($number: Int!) {
  ticket(number: $number) {
    id number subject requestText priority product dueDate solution status responsibility version
    type { name } step { name } customer { name type } attendant { displayName }
    form { fields { key label access required value {
      ... on TextValue { text } ... on IntegerValue { integer } ... on DecimalValue { decimal } ... on BooleanValue { boolean }
      ... on DateValue { date } ... on ChoiceValue { choice { label } } ... on MultiChoiceValue { choices { label } }
    } } }
    discussion(last: 50) { nodes { postedAt author { displayName } text } }
    stepHistory(last: 50) { nodes { movedAt kind to { name } conditionLabel requestedBy { displayName } justification } }
    attachments(last: 50) { nodes { name mediaType size addedAt url } }
  }
}
`;
const sections = ['discussion', 'attachments', 'stepHistory', 'understandings'];
const decision = 'audience access required text flags { flag table refinedFor decides }';
const explanation = `fragment Explanation on AccessExplanation {
  type { id } step { id } customerType parameterKey parameterLabel userSees text
  gates { gate passed stops text fix } online { ${decision} } desk { ${decision} }
}`;
const ticketOf = async (variables) =>
  (await ask('query TicketOf($id: ID, $number: Int) { ticket(id: $id, number: $number) { id number type { parameters { key label } } } }', variables)).ticket;

/** The way to the explanation of what an answer hides from a user. */
export const askWhy = (data, code) => ([{ path, step, customerType, field }]) => {
  const ticket = path.slice(0, -1).reduce((value, key) => value?.[key], data)?.id;
  go('w', ticket && code ? `${ticket}:${code}:${field}` : `${step}:@${customerType}:${field}`);
};

export function why() {
  const user = personField('why-user', () => {});
  const number = h('input', { id: 'why-ticket', type: 'number', min: 1, required: true, onchange: async () => list(await ticketOf({ number: Number(number.value) })) });
  const parameter = h('select', { id: 'why-parameter' });
  const place = h('div.verdict', { 'aria-live': 'polite' });
  const form = h('form.row', {},
    h('label', {}, says('span', {}, 'why.user'), ...user),
    h('label', {}, says('span', {}, 'why.ticket'), number),
    h('label', {}, says('span', {}, 'why.parameter'), parameter),
    says('button.primary', { type: 'submit' }, 'panel.why'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const ticket = await ticketOf({ number: Number(number.value) });
    if (ticket) go('w', `${ticket.id}:${user[0].value}:${parameter.value}`);
  });

  const keysOf = (ticket) => [...(ticket?.type.parameters ?? []), ...sections.map((key) => ({ key, label: key }))];
  function list(ticket, key = parameter.value) {
    fill(parameter, h('option', { value: '' }, t('why.whole')), ...keysOf(ticket).map((each) => h('option', { value: each.key }, each.label)));
    parameter.value = key;
  }

  async function read({ route }) {
    if (route.panel !== 'w' || !route.name) return list();
    const [id, code, key] = route.name.split(':');
    const type = /^@/.test(code) ? code.slice(1) : null;
    try {
      const [ticket, who] = type ? [] : await Promise.all([ticketOf({ id }), findUser(code)]);
      if (!type) {
        [number.value, user[0].value] = [ticket.number, code];
        list(ticket, key);
      }
      const keys = key ? [key] : keysOf(ticket).map((each) => each.key);
      const about = type ? { step: id, type } : { ticket: id, user: who.id };
      const found = await ask(`query Why($ticket: ID, $user: ID, $step: ID, $type: CustomerType) {
        ${keys.map((each, index) => `p${index}: explainAccess(ticket: $ticket, user: $user, step: $step, customerType: $type, parameter: ${JSON.stringify(each)}) { ...Explanation }`).join('\n')}
      } ${explanation}`, about);
      const all = Object.values(found).filter(Boolean);
      fill(place, ...(key ? verdict(all[0]) : whole(all, id, code)), ticket && button('why-look', 'why.look', () => look(ticket.number, code)));
    } catch ({ message }) {
      fill(place, h('p.wrong', {}, message));
    }
  }
  watch(['route', 'language'], read);
  return h('div.sight', { id: 'why' }, form, place);
}

/** The ticket in a tab of its own, through the user's eyes. */
async function look(number, code) {
  change('tabOpened', { query: detail, variables: JSON.stringify({ number }) });
  go('q');
  await lookAs(code);
}

const gate = ({ gate: name, passed, stops, text, fix }) =>
  h(passed ? 'li.passed' : 'li.stopped', {}, h('b', {}, passed ? `✓ ${t('gate.passed')}` : `✗ ${t('gate.stops', stops)}`), ' ', h('span.badge', {}, name), ` ${text}`, fix && h('em', {}, `→ ${fix}`));

function side({ audience, access, required, text, flags }) {
  return h('li', {}, h('b', {}, `${audience}: ${access}${required ? ' *' : ''}`), ` ${text}`, ...flags.map(({ flag, table, refinedFor, decides }) =>
    h('span.badge', {}, `${decides ? '● ' : ''}${[flag, table, refinedFor].filter(Boolean).join(' · ')}`)));
}

function verdict({ type, step, customerType, parameterKey, parameterLabel, userSees, text, gates, online, desk }) {
  const rule = step && to('r', `${type.id}:${step.id}:${parameterKey}:${customerType}`);
  return [
    h('h2', {}, userSees === null ? '' : userSees ? '✓ ' : '✗ ', parameterLabel ?? parameterKey),
    h('p', {}, text),
    h('ol', {}, ...gates.map(gate)),
    h('ul', {}, side(online), side(desk)),
    rule && h('a', { href: rule, id: 'why-rule' }, t('why.rule')),
  ];
}

/** Every parameter of a ticket, each a way to its own explanation. */
function whole(all, id, code) {
  return [
    h('ol', {}, ...all[0].gates.filter((each) => each.gate !== 'FIELD').map(gate)),
    h('ul', {}, ...all.map(({ userSees, parameterKey, parameterLabel, text }) =>
      h(userSees ? 'li.passed' : 'li.stopped', {}, userSees ? '✓ ' : '✗ ', h('a', { href: to('w', `${id}:${code}:${parameterKey}`) }, parameterLabel ?? parameterKey), ` ${text}`))),
  ];
}
