// What the LMS holds of the learner, element by element, with the length of each value and how much the LMS takes.

import { fill, makeTable, number } from './dom.js';
import { make } from '../dom.js';

export function createState(texts) {
  const words = texts.state;
  const element = make('div', {}, make('p', { class: 'note' }, words.empty));
  const lengthOf = (value, limit) => fill(limit ? words.limited : words.length, { n: number(value.length), limit: number(limit || 0) });
  const rowOf = (name, value, limit) => {
    const isFull = limit && value.length > limit * 0.9;
    return [make('code', {}, name), make('span', { class: 'long' }, value), make('span', { class: isFull ? 'full' : '' }, lengthOf(value, limit))];
  };
  return {
    element,
    hear: ({ cartable, values, size, limits }) => {
      if (cartable !== 'state') return;
      const names = Object.keys(values);
      if (!names.length) return element.replaceChildren(make('p', { class: 'note' }, words.empty));
      const rows = names.map((name) => rowOf(name, String(values[name]), limits[name]));
      return element.replaceChildren(
        make('p', { class: 'note' }, fill(words.sum, { n: number(size), elements: number(names.length) })),
        makeTable(words.caption, [words.element, words.value, words.characters], rows),
      );
    },
  };
}
