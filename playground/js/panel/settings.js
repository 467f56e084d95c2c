// How the page looks and which language it speaks.
import { fill, h } from '../core/dom.js';
import { languages, preferred, t } from '../core/i18n.js';
import { change, now, watch } from '../core/state.js';
import { browser } from '../core/store.js';

/** Takes up what was chosen here before. */
export function recallLooks() {
  const language = browser.get('language');
  change('languageChosen', Object.hasOwn(languages, language ?? '') ? language : preferred());
  const theme = browser.get('theme');
  change('themeChosen', ['light', 'dark'].includes(theme) ? theme : '');
}

export function settings() {
  const language = h(
    'select',
    { id: 'language', onchange: () => choose('language', language.value) },
    ...Object.entries(languages).map(([code, { name }]) => h('option', { value: code, lang: code }, name)),
  );
  const options = ['', 'light', 'dark'].map((value) => h('option', { value }));
  const theme = h('select', { id: 'theme', onchange: () => choose('theme', theme.value) }, ...options);

  function choose(key, value) {
    browser.put(key, value);
    change(`${key}Chosen`, value);
  }

  watch(['language', 'theme'], (state) => {
    const root = document.documentElement;
    root.lang = state.language;
    if (state.theme) root.dataset.theme = state.theme;
    else delete root.dataset.theme;
    document.title = t('title');
    language.value = state.language;
    language.setAttribute('aria-label', t('language'));
    theme.setAttribute('aria-label', t('theme'));
    options.forEach((option) => fill(option, t(`theme.${option.value || 'system'}`)));
    theme.value = now().theme;
  });
  return h('div.settings', {}, language, theme);
}
