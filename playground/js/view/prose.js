// A description of the schema: paragraphs and lists with `code` and **strong** words.
import { h } from '../core/dom.js';

function words(text) {
  return text
    .split(/(`[^`\n]+`|\*\*[^*\n]+\*\*)/)
    .map((piece, place) => {
      if (place % 2 === 0) return piece;
      return piece.startsWith('`') ? h('code', {}, piece.slice(1, -1)) : h('strong', {}, piece.slice(2, -2));
    });
}

function block(text) {
  if (!text.startsWith('- ')) return h('p', {}, ...words(text.replace(/\s*\n\s*/g, ' ')));
  const items = text.slice(2).split(/\n- /);
  return h('ul', {}, ...items.map((item) => h('li', {}, ...words(item.replace(/\s*\n\s*/g, ' ')))));
}

/** @param {string | null | undefined} text */
export function prose(text) {
  if (!text) return null;
  return h('div.prose', { lang: 'en' }, ...text.trim().split(/\n\s*\n/).map(block));
}
