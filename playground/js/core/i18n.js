// The page's sentences, by key, in the chosen language.
import en from '../lang/en.js';
import ptBR from '../lang/pt-BR.js';
import { now } from './state.js';

/** The languages that there are: what each calls itself, and its sentences. */
export const languages = {
  en: { name: 'English', sentences: en },
  'pt-BR': { name: 'Português', sentences: ptBR },
};

/**
 * The sentence of a key; `{0}` stands for the first value.
 * @param {keyof typeof en} key
 * @param {...unknown} values
 */
export function t(key, ...values) {
  const sentence = languages[now().language].sentences[key] ?? en[key] ?? key;
  return sentence.replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)] ?? ''));
}

/** Whether there is a sentence for a key. */
export const has = (key) => Object.hasOwn(en, key);

/** A number as the chosen language writes it. */
export const number = (value, digits = 0) =>
  value.toLocaleString(now().language, { maximumFractionDigits: digits });

/** The language that the browser asks for, of those that there are. */
export function preferred() {
  const wanted = navigator.languages.find((language) => /^(pt|en)\b/i.test(language)) ?? 'en';
  return /^pt/i.test(wanted) ? 'pt-BR' : 'en';
}
