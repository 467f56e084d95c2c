// The page's sentences, by key, in the chosen language.
import en from '../lang/en.js';
import ptBR from '../lang/pt-BR.js';
import { now } from './state.js';

export const languages = { en, 'pt-BR': ptBR };

/**
 * The sentence of a key; `{0}` stands for the first value.
 * @param {keyof typeof en} key
 * @param {...unknown} values
 */
export function t(key, ...values) {
  const sentence = languages[now().language]?.[key] ?? en[key] ?? key;
  return sentence.replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)] ?? ''));
}

/** The language that the browser asks for, of those that there are. */
export function preferred() {
  return navigator.languages.some((language) => /^pt\b/i.test(language)) ? 'pt-BR' : 'en';
}
