// The page's sentences, by key, in the chosen language: `lang/CODE.json`. Another language loads the
// page anew, so that nothing else has to listen for it.
import { file } from './api.js';
import { now } from './state.js';

/** The languages that there are, as each calls itself. */
export const languages = { en: 'English', 'pt-BR': 'Português' };

let sentences = {};

/** Reads the sentences of the chosen language. */
export async function readSentences() {
  sentences = await file(`lang/${now().language}.json`);
}

/** Whether there is a sentence for a key. */
export const has = (key) => Object.hasOwn(sentences, key);

/**
 * The sentence of a key; `{0}` stands for the first value.
 * @param {string} key
 * @param {...unknown} values
 */
export const t = (key, ...values) =>
  (has(key) ? sentences[key] : key).replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)] ?? ''));

/** A number as the chosen language writes it. */
export const number = (value, digits = 0) => value.toLocaleString(now().language, { maximumFractionDigits: digits });

/** The language that the browser asks for, of those that there are. */
export const preferred = () =>
  /^pt/i.test(navigator.languages.find((language) => /^(pt|en)\b/i.test(language)) ?? '') ? 'pt-BR' : 'en';
