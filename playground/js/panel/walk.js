// Walks through the steps as a customer of some type: what appears, locks, and is asked for.
import { ask } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t } from '../core/i18n.js';
import { now, watch } from '../core/state.js';
import { kinds } from '../rules/cells.js';
import { spoken, who } from './matrix.js';

const walked = `query Walk($step: ID!, $kind: CustomerType!, $side: Audience) {
  syntheticView(step: $step, customerType: $kind) {
    sides(audience: $side) { responsibility fields { key label kind access required } transitions { label to { name } needs } }
  }
}`;
const states = ({ access, required }) => spoken([{ HIDDEN: 'O', READ_ONLY: 'L', WRITABLE: 'V' }[access], ...(required ? ['*'] : [])]);

export function walk() {
  const slider = h('input', { id: 'walk-step', type: 'range', oninput: () => show() });
  const kind = h('select', { id: 'walk-kind', onchange: () => read() });
  const play = h('button', { type: 'button', id: 'walk-play', onclick: () => start(), hidden: matchMedia('(prefers-reduced-motion: reduce)').matches });
  const [summary, note, form] = [h('summary'), h('p.quiet'), h('div', { id: 'walk-form', role: 'group' })];
  const element = h('details', { id: 'walk', ontoggle: () => read() }, summary, h('div.row', {}, kind, slider, play), note, form);
  let sides;
  let timer;

  async function read() {
    const { steps, side = 'ONLINE' } = now().rules;
    if (!element.open || !steps) return;
    const answers = await Promise.all(steps.map(({ id }) => ask(walked, { step: id, kind: kind.value, side })));
    if (steps !== now().rules.steps) return;
    // As it is where it is this side's turn.
    sides = answers.map(({ syntheticView }) => syntheticView.sides.find(({ responsibility }) => (responsibility === 'CUSTOMER') === (side === 'ONLINE')));
    slider.max = steps.length - 1;
    slider.value = 0;
    show();
  }

  function show() {
    const { steps, choices } = now().rules;
    const place = Number(slider.value);
    const { fields, transitions } = sides[place];
    form.ariaLabel = slider.ariaValueText = steps[place].title;
    fill(form, h('h3', { role: 'status' }, steps[place].title), ...fields.map((field, row) => {
      const before = sides[place - 1]?.fields[row] ?? field;
      const isNew = states(before) !== states(field);
      return h('label', { 'data-field': field.key, 'data-access': field.access },
        h('span', {}, `${{ HIDDEN: '⊘', READ_ONLY: '🔒', WRITABLE: '✎' }[field.access]} ${field.label}${field.required ? ' *' : ''}`),
        field.access !== 'HIDDEN' && field.kind ? control(field, choices.get(field.key)) : h('span'),
        h(isNew ? 'b' : 'small', {}, isNew ? t('nowIs', states(field)) : states(field)));
    }), ...transitions.map(({ label, to, needs }) =>
      h('p', {}, `→ ${label} (${to.name})${needs.length > 0 ? `: ${t('needs', needs.map((need) => fields.find(({ key }) => key === need).label).join(', '))}` : ''}`)));
  }

  const isOver = () => slider.value === slider.max;
  function stop() {
    timer = clearInterval(timer);
    fill(play, `▶ ${t('play')}`);
  }
  function start() {
    if (timer) return stop();
    slider.value = isOver() ? 0 : slider.value;
    fill(play, `■ ${t('do.stop')}`);
    timer = setInterval(() => {
      slider.value = Number(slider.value) + 1;
      show();
      if (isOver() || !element.open) stop();
    }, 1500);
  }

  watch(['language'], () => {
    fill(summary, t('walk'));
    fill(note, t('synthetic'));
    fill(kind, ...kinds.map((value, place) => h('option', { value }, who(place + 1))));
    [slider.ariaLabel, kind.ariaLabel] = [t('walk'), t('kindsAt')];
    stop();
  });
  watch(['rules.steps', 'rules.side', 'language'], read);
  return element;
}

/** A control of the field's kind; nothing that is put into it goes anywhere. */
function control({ kind, access }, choices) {
  const disabled = access === 'READ_ONLY';
  if (kind === 'LONG_TEXT') return h('textarea', { disabled });
  if (/CHOICE/.test(kind)) return h('select', { disabled, multiple: /MULTI/.test(kind) }, ...choices.map(({ label }) => h('option', {}, label)));
  return h('input', { disabled, type: { BOOLEAN: 'checkbox', DATE: 'date', INTEGER: 'number', DECIMAL: 'number' }[kind] ?? 'text' });
}
