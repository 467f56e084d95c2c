// How the page looks and which language it speaks.
import { h } from '../core/dom.js';
import { languages, preferred, t } from '../core/i18n.js';
import { change, now, watch } from '../core/state.js';
import { browser } from '../core/store.js';

/** Takes up what was chosen here before. */
export function recallLooks() {
  const language = browser.get('language');
  change('languageChosen', Object.hasOwn(languages, language ?? '') ? language : preferred());
  const theme = browser.get('theme');
  change('themeChosen', ['light', 'dark'].includes(theme) ? theme : '');
  document.documentElement.lang = now().language;
}

/** The choices of language and theme. */
export function settings() {
  const language = h(
    'select',
    {
      id: 'language',
      'aria-label': t('language'),
      onchange: () => {
        browser.put('language', language.value);
        location.reload();
      },
    },
    ...Object.entries(languages).map(([value, name]) => h('option', { value, lang: value }, name)),
  );
  language.value = now().language;
  const theme = h(
    'select',
    {
      id: 'theme',
      'aria-label': t('theme'),
      onchange: () => {
        browser.put('theme', theme.value);
        change('themeChosen', theme.value);
      },
    },
    ...['', 'light', 'dark'].map((value) => h('option', { value }, t(`theme.${value || 'system'}`))),
  );
  watch(['theme'], (state) => {
    theme.value = state.theme;
    if (state.theme) document.documentElement.dataset.theme = state.theme;
    else delete document.documentElement.dataset.theme;
  });
  document.title = t('title');
  return h('div.settings', {}, language, theme);
}
