// Walks through the steps as a customer of some type would: what appears, locks and is asked for.
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { now, watch } from '../core/state.js';
import { kinds } from '../rules/cells.js';
import { who } from './matrix.js';

const view = `query Walk($step: ID!, $kind: CustomerType!, $side: Audience) {
  syntheticView(step: $step, customerType: $kind) {
    sides(audience: $side) {
      responsibility fields { key label kind access required } transitions { label to { name } needs }
    }
  }
}`;
const letter = { HIDDEN: 'O', READ_ONLY: 'L', WRITABLE: 'V' };
const icon = { HIDDEN: '⊘', READ_ONLY: '🔒', WRITABLE: '✎' };
const states = ({ access, required }) => [t(`flag.${letter[access]}`), required && t('flag.*')].filter(Boolean).join(', ');

export function walk() {
  const slider = h('input', { id: 'walk-step', type: 'range', min: 0, value: 0, oninput: () => show() });
  const kind = h('select', { id: 'walk-kind', value: 'STUDENT', onchange: () => read() });
  const play = h('button', { type: 'button', id: 'walk-play', hidden: matchMedia('(prefers-reduced-motion: reduce)').matches, onclick: () => start() });
  const form = h('div', { id: 'walk-form', role: 'group' });
  const summary = h('summary');
  const note = h('p.quiet');
  const element = h('details', { id: 'walk', ontoggle: () => read() }, summary, h('div.row', {}, play, slider, kind), note, form);
  let sides = [];
  let timer = 0;
  let asked = 0;

  async function read() {
    const { steps, side = 'ONLINE' } = now().rules;
    if (!element.open || !steps) return;
    asked += 1;
    const mine = asked;
    const answers = await Promise.all(steps.map(({ id }) => ask(view, { step: id, kind: kind.value, side })));
    if (mine !== asked) return;
    const turn = side === 'ONLINE' ? 'CUSTOMER' : 'ATTENDANT';
    // As it is where it is this side's turn.
    sides = answers.map(({ syntheticView: { sides: all } }) => all.find(({ responsibility }) => responsibility === turn));
    slider.max = steps.length - 1;
    show();
  }

  function show() {
    const { steps, choices } = now().rules;
    const place = Math.min(Number(slider.value), steps.length - 1);
    const labels = new Map(sides[place].fields.map(({ key, label }) => [key, label]));
    const title = `${place + 1} ${steps[place].name}`;
    slider.ariaValueText = title;
    form.ariaLabel = title;
    fill(form, h('h3', { role: 'status' }, title), ...sides[place].fields.map((field) => {
      const before = sides[place - 1]?.fields.find(({ key }) => key === field.key);
      const isNew = before && states(before) !== states(field);
      return h('label', { 'data-field': field.key, 'data-access': letter[field.access] },
        h('span', {}, `${icon[field.access]} ${field.label}${field.required ? ' *' : ''}`),
        field.access !== 'HIDDEN' && field.kind && control(field, choices.get(field.key) ?? []),
        h(isNew ? 'b' : 'small', {}, isNew ? t('nowIs', states(field)) : states(field)));
    }), ...sides[place].transitions.map(({ label, to, needs }) =>
      h('p', {}, `→ ${label} (${to.name})`, needs.length > 0 && `: ${t('needs', needs.map((key) => labels.get(key)).join(', '))}`)));
  }

  function start() {
    clearInterval(timer);
    const stop = () => {
      clearInterval(timer);
      timer = 0;
      fill(play, `▶ ${t('play')}`);
    };
    if (timer) return stop();
    if (slider.value === slider.max) slider.value = -1;
    fill(play, `■ ${t('do.stop')}`);
    timer = setInterval(() => {
      slider.value = Number(slider.value) + 1;
      show();
      if (slider.value === slider.max || !element.open) stop();
    }, 1500);
  }

  watch(['language'], () => {
    fill(summary, t('walk'));
    fill(play, `▶ ${t('play')}`);
    fill(kind, ...kinds.map((value, place) => h('option', { value }, who(place + 1))));
    slider.ariaLabel = t('steps');
    kind.ariaLabel = t('kinds');
    fill(note, t('synthetic'));
  });
  watch(['rules.steps', 'rules.side', 'language'], read);
  return element;
}

/** A control of the field's kind; nothing that is put into it goes anywhere. */
function control({ kind, access }, choices) {
  const disabled = access === 'READ_ONLY';
  if (kind === 'LONG_TEXT') return h('textarea', { rows: 2, disabled });
  if (/CHOICE/.test(kind)) return h('select', { disabled, multiple: kind === 'MULTI_CHOICE' }, ...choices.map(({ label }) => h('option', {}, label)));
  return h('input', { type: { BOOLEAN: 'checkbox', DATE: 'date', INTEGER: 'number', DECIMAL: 'number' }[kind] ?? 'text', disabled });
}
