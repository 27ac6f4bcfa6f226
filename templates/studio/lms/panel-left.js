// What left the browser, in the words that the module's own page uses. Only what arrived counts. What no word covers is an alarm: the
// module sent something that it does not admit.

import { fill, makeTable, number } from './dom.js';
import { make } from '../dom.js';

// The element of an inventory. The LMS's page adds the time of a session to the sum of all, and sends that.
const generic = (name) => name.replace(/\.\d+(?=\.)/g, '.n').replace(/total_time$/, 'session_time');

// The elements that tell whether a datum was sent: those that the fewest other data use too.
function tellingOf(elements, data) {
  const uses = (name) => data.filter((row) => row.elements.includes(name)).length;
  const least = Math.min(...elements.map(uses));
  return { telling: elements.filter((name) => uses(name) === least), shared: least > 1 };
}

export function createLeft(texts, data) {
  const words = texts.left;
  const element = make('div');

  function draw({ left: { requests, bytes, elements: sent }, values }) {
    const admitted = new Set(data.flatMap((row) => row.elements));
    const other = sent.filter((name) => !admitted.has(generic(name)));
    element.replaceChildren(
      make('p', { class: 'note' }, fill(words.sum, { n: number(requests), bytes: number(bytes) })),
      ...(other.length ? [make('p', { class: 'alarm' }, fill(words.other, { elements: other.join(', ') }))] : []),
      makeTable(words.caption, [words.datum, words.whether, words.where], data.map((row) => rowOf(row, sent, values))),
    );
  }

  function rowOf({ words: told, elements }, sent, values) {
    const names = sent.filter((name) => elements.includes(generic(name)));
    const { telling, shared } = tellingOf(elements, data);
    const isSent = names.some((name) => telling.includes(generic(name)));
    const list = names.map((name) => make('li', {}, make('code', {}, name), ' = ', make('span', { class: 'long' }, String(values[name]))));
    return [told, !isSent ? words.no : shared ? words.shared : words.yes, list.length ? make('ul', {}, ...list) : ''];
  }

  return { element, hear: (message) => { if (message.cartable === 'state') draw(message); } };
}
