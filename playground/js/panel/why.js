// Why a user sees something of a ticket, or does not: gate by gate.
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { go, to } from '../core/router.js';
import { isAdministrator, now, watch } from '../core/state.js';
import { letterOf } from '../rules/cells.js';
import { button } from '../view/controls.js';
import { openDocument } from './collections.js';
import { lookAs, personField, userOf } from './lens.js';

const sections = ['discussion', 'attachments', 'stepHistory', 'understandings'];
/** How many tickets are offered to begin with. */
const examples = 5;
const ticketOf = async (variables) => (await ask('TicketOf', variables)).ticket;

/** The way to the explanation of what an answer hides from a user. */
export const askWhy = (data, code) => ([{ path, step, customerType, field }]) => {
  const ticket = path.slice(0, -1).reduce((value, key) => value?.[key], data)?.id;
  go('w', ticket && code ? `${ticket}:${code}:${field}` : `${step}:@${customerType}:${field}`);
};

/** @param {{documents: Object}} instance */
export function why({ documents }) {
  const [user, list] = personField('why-user');
  user.required = true;
  const number = h('input', { id: 'why-ticket', type: 'number', min: 1, required: true });
  const place = h('div.verdict', { 'aria-live': 'polite', tabIndex: -1 });

  async function submit(event) {
    event.preventDefault();
    try {
      const ticket = await ticketOf({ number: Number(number.value) });
      if (ticket) go('w', `${ticket.id}:${user.value}`);
      else fill(place, t('noHit', number.value));
    } catch ({ message }) {
      fill(place, h('p.wrong', {}, message));
    }
  }
  /** The address says all: a ticket, a user and perhaps a parameter; or a step, `@` and a customer type, and a parameter. */
  async function read({ route: { panel, name } }) {
    fill(place);
    if (panel !== 'w' || !isAdministrator(now())) return;
    if (!name) return offer();
    const { session } = now();
    const [id, code = '', key] = name.split(':');
    const isTicket = code[0] !== '@';
    try {
      const [ticket, who] = isTicket ? await Promise.all([ticketOf({ id }), userOf(code)]) : [];
      if (isTicket && !(ticket && who)) throw new Error(t('noHit', ticket ? code : id));
      if (ticket) [number.value, user.value] = [ticket.number, code];
      const keys = key || !ticket ? [key] : [...ticket.type.parameters.map((each) => each.key), ...sections];
      const about = isTicket ? { ticket: id, user: who?.id ?? '' } : { step: id, customerType: code.slice(1) };
      const found = await Promise.all(keys.map(async (parameter) => (await ask('Gates', { ...about, parameter })).explainAccess));
      if (now().route.name !== name || now().session !== session) return;
      if (!found[0]) throw new Error(t('noHit', name));
      fill(place, ...verdict(found, key ? '' : `${id}:${code}`, key ? null : `${ticket.number} ${ticket.subject ?? ''} · ${who?.displayName ?? code}`), ticket && button(t('why.look'), () => look(ticket.number, code), { id: 'why-look' }));
      if (document.activeElement === document.body) place.focus({ preventScroll: true });
    } catch ({ message }) {
      if (now().route.name === name && now().session === session) fill(place, h('p.wrong', {}, message));
    }
  }
  /** Tickets to begin with, each as its own customer sees it. */
  async function offer() {
    const { tickets } = await ask('Examples').catch(() => ({ tickets: { nodes: [] } }));
    const all = tickets.nodes.map((each) => [each, [each.customer, ...each.customer?.contacts ?? []].find((one) => one?.userCode)?.userCode]);
    if (now().route.name) return;
    fill(place, h('p', {}, t('why.examples')), h('ul', {}, ...all.filter(([, code]) => code).slice(0, examples).map(([{ id, number: its, subject, customer }, code]) =>
      h('li', {}, h('a', { href: to('w', `${id}:${code}`) }, `${its} ${subject ?? ''} · ${customer.name}`)))));
  }
  function look(ticketNumber, code) {
    openDocument(documents.Ticket, JSON.stringify({ number: ticketNumber }));
    lookAs(code);
  }
  watch(['session'], () => {
    number.value = '';
  });
  watch(['route', 'person'], read);
  return h('div.sight', { id: 'why-page' }, h('form.row', { onsubmit: submit }, h('label', {}, `${t('why.user')} `, user), list, h('label', {}, `${t('why.ticket')} `, number), h('button.primary', { type: 'submit' }, t('panel.why'))), place);
}

const line = (isGood, words, ...content) => h(isGood ? 'li.good' : 'li.bad', {}, h('b', {}, `${isGood ? '✓' : '✗'} ${t(words[isGood ? 0 : 1])} `), ...content);
const badge = (...words) => h('span.badge', {}, words.filter(Boolean).join(' · '));
const side = ({ audience, access, required, text, flags }) => h('li', {}, h('b', {}, `${t(`side.${audience}`)}: ${[letterOf({ access }), ...(required ? ['*'] : [])].map((letter) => t(`flag.${letter}`)).join(', ')}`), ` ${text} `,
  ...flags.flatMap(({ flag, refinedFor, decides }) => [badge(decides && '●', flag, refinedFor && t(`kind.${refinedFor}`)), ' ']));

/** What the gates say, and then both sides; or of a whole ticket each parameter, a way to its own explanation. */
function verdict([first, ...more], ticket, title) {
  const { type, step, customerType, parameterKey, parameterLabel, gates, online, desk } = first;
  const shown = gates.filter(({ gate }) => !ticket || gate !== 'FIELD');
  const each = ({ userSees, parameterKey: key, parameterLabel: label, text }) => line(userSees, ['flag.V', 'flag.O'], h('a', { href: to('w', `${ticket}:${key}`) }, label ?? key), ` ${text}`);
  return [
    h('h2', {}, title ?? parameterLabel ?? parameterKey),
    h('ol', {}, ...shown.map(({ gate, passed, stops, text, fix }) => line(passed, ['gate.passed', 'gate.stopped'], badge(gate, stops), ` ${text}`, fix && h('em', {}, `→ ${fix}`)))),
    h('ul', {}, ...(ticket ? [first, ...more].map(each) : [side(online), side(desk)])),
    !ticket && h('a', { href: to('r', [type.id, step?.id, parameterKey, customerType].join(':')), id: 'why-rule' }, t('inMatrix')),
  ];
}
