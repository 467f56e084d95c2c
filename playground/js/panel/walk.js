// Walks through the steps as a customer of some type: what appears, locks, and is asked for.
import { ask } from '../core/api.js';
import { fill, h, straight } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { now, watch } from '../core/state.js';
import { customerTypes, letterOf } from '../rules/cells.js';
import { button, choice } from '../view/controls.js';
import { attempt } from './draft.js';
import { spoken } from './matrix.js';

const states = (field) => spoken([letterOf(field), ...(field.required ? ['*'] : [])]);

/** A form that changes with a slider over the steps. */
export function walk() {
  const slider = h('input', { id: 'walk-step', type: 'range', ariaLabel: t('walk'), oninput: show });
  const kind = choice('walk-kind', t('kindsAt'), customerTypes.map((each) => [each, t(`kind.${each}`)]), 'STUDENT', () => read());
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const bar = h('div.row', {}, kind, slider, !isCalm && button(`▶ ${t('play')}`, start, { id: 'walk-play' }), h('span.quiet', {}, t('synthetic')));
  const form = h('div', { id: 'walk-form' });
  const element = h('details', { id: 'walk', ontoggle: () => read() }, h('summary', {}, t('walk')), bar, form);
  let sides;
  let timer;

  const read = () => attempt(views());
  async function views() {
    const { steps, side = 'ONLINE' } = now().rules;
    if (!element.open || !steps) return;
    const { value } = kind;
    const answers = await Promise.all(steps.map(({ id }) => ask('Walk', { step: id, kind: value, side })));
    if (steps !== now().rules.steps || value !== kind.value) return;
    // As it is where it is this side's turn.
    sides = answers.map(({ syntheticView }) => syntheticView.sides.find(({ responsibility }) => (responsibility === 'CUSTOMER') === (side === 'ONLINE')));
    slider.max = steps.length - 1;
    slider.value = 0;
    show();
  }

  function show() {
    clearTimeout(timer);
    if (!sides) return;
    const { steps, choices } = now().rules;
    const place = Number(slider.value);
    const { fields, transitions } = sides[place];
    slider.ariaValueText = straight(steps[place].title);
    fill(form, h('h3', {}, steps[place].title), ...fields.map((field, row) => {
      const [was, is] = [sides[place - 1]?.fields[row] ?? field, field].map(states);
      const letter = letterOf(field);
      return h('label', { 'data-field': field.key, 'data-access': letter },
        h('span', {}, `${letter}${field.required ? '*' : ''} ${field.label}`),
        letter !== 'O' && field.kind ? control(field, choices.get(field.key)) : h('span'),
        was === is ? h('span.quiet', {}, is) : h('b', {}, `${was} → ${is}`));
    }), ...transitions.map(({ label, to, needs }) =>
      h('p', {}, `→ ${label} (${to.name}): ${t('needs', fields.filter(({ key }) => needs.includes(key)).map((each) => each.label).join(', ') || '–')}`)));
  }

  /** Shows the steps one after the other, from this one on. */
  function play() {
    show();
    if (slider.value === slider.max || !element.open) return;
    timer = setTimeout(() => {
      slider.value = Number(slider.value) + 1;
      play();
    }, 1500);
  }
  function start() {
    if (slider.value === slider.max) slider.value = 0;
    play();
  }

  watch(['rules.steps', 'rules.side'], read);
  return element;
}

/** A control of the field's kind; nothing that is put into it goes anywhere. */
function control({ kind, access }, choices) {
  const disabled = access === 'READ_ONLY';
  if (kind === 'LONG_TEXT') return h('textarea', { disabled });
  if (/CHOICE/.test(kind)) return h('select', { disabled, multiple: /MULTI/.test(kind) }, ...choices.map(({ label }) => h('option', {}, label)));
  return h('input', { disabled, type: { BOOLEAN: 'checkbox', DATE: 'date', INTEGER: 'number', DECIMAL: 'number' }[kind] ?? 'text' });
}
