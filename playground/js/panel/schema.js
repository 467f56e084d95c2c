// The schema that is the viewer's own, to read and to search; and the examples.
import { fill, h } from '../core/dom.js';
import { change, now, watch } from '../core/state.js';
import { send } from '../core/api.js';
import { t } from '../core/i18n.js';
import { find, introspection, named, text } from '../gql/types.js';

async function read() {
  const { session, language } = now();
  try {
    const answer = await send({ query: introspection, token: session?.token, language });
    change('schemaRead', answer.json?.data?.__schema ?? null);
  } catch {
    change('schemaRead', null);
  }
}

/** @param {{examples: Array<{name: string, query: string}>}} instance */
export function schema(instance) {
  const place = h('div');
  const search = h('input', { type: 'search', oninput: () => list() });
  const heading = h('h2', { id: 'schema-heading' });
  const examples = h('details.examples', { open: true });

  function list() {
    const { schema: known, typeName } = now();
    if (!known) {
      fill(place, h('p.quiet', {}, t('signInToRead')));
    } else if (typeName && search.value === '') {
      fill(place, ...page(known, typeName));
    } else {
      fill(place, h('ul.names', {}, ...find(known, search.value).slice(0, 200).map(hit)));
    }
  }

  function hit({ type, field }) {
    return h('li', {}, h('button', { type: 'button', onclick: () => open(type) }, field ? `${type}.${field}` : type));
  }

  function open(name) {
    search.value = '';
    change('typeOpened', name);
  }

  function page(known, name) {
    const type = known.types.find((candidate) => candidate.name === name);
    if (!type) return [h('p.quiet', {}, name)];
    const members = type.fields ?? type.inputFields ?? [];
    return [
      h('button', { type: 'button', onclick: () => open(null) }, `← ${t('allTypes')}`),
      h('h3', {}, type.name),
      h('p.description', {}, type.description ?? ''),
      ...members.map((member) => memberView(member, open)),
      ...(type.enumValues ?? []).map((value) => memberView(value, open)),
      ...(type.possibleTypes ?? []).map(({ name: possible }) => hit({ type: possible })),
    ];
  }

  watch(['language'], () => {
    fill(heading, t('schema'));
    search.placeholder = t('search');
    search.setAttribute('aria-label', t('search'));
    fill(examples, h('summary', {}, t('examples')), h('ul', {}, ...instance.examples.map(exampleView)));
    list();
  });
  watch(['session'], read);
  watch(['schema', 'typeName'], list);
  return h('section.schema', { 'aria-labelledby': 'schema-heading' }, examples, heading, search, place);
}

function exampleView({ name, query }) {
  return h('li', {}, h('button', { type: 'button', onclick: () => change('queryEdited', query) }, name));
}

function memberView(member, open) {
  const signature = h('p.signature', {}, member.name);
  if (member.args?.length > 0) {
    signature.append('(');
    member.args.forEach((argument, place) => {
      signature.append(place > 0 ? ', ' : '', `${argument.name}: `, reference(argument.type, open));
      if (argument.defaultValue !== null) signature.append(` = ${argument.defaultValue}`);
    });
    signature.append(')');
  }
  if (member.type) signature.append(': ', reference(member.type, open));
  return h(
    'div.field',
    {},
    signature,
    h('p.description.quiet', {}, member.description ?? ''),
    member.deprecationReason ? h('p.wrong', {}, t('deprecated', member.deprecationReason)) : null,
  );
}

function reference(type, open) {
  return h('button', { type: 'button', onclick: () => open(named(type)) }, text(type));
}
