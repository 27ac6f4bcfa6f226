// What left the browser, in the words that the module's own page uses. Only what arrived counts. What no word covers is an alarm: the
// module sent something that it does not admit.

import { fill, make, makeTable, number } from './dom.js';

const generic = (name) => name.replace(/\.\d+(?=\.)/g, '.n');

// The elements that tell whether a datum was sent: those that the fewest other data use too.
function tellingOf(elements, data) {
  const uses = (name) => data.filter((row) => row.elements.includes(name)).length;
  const least = Math.min(...elements.map(uses));
  return { telling: elements.filter((name) => uses(name) === least), shared: least > 1 };
}

export function createLeft(texts, data) {
  const words = texts.left;
  const state = { requests: 0, bytes: 0, sent: new Set(), values: {} };
  const element = make('div');

  function draw() {
    const admitted = new Set(data.flatMap((row) => row.elements));
    const other = Array.from(state.sent).filter((name) => !admitted.has(generic(name)));
    element.replaceChildren(
      make('p', { className: 'note' }, fill(words.sum, { n: number(state.requests), bytes: number(state.bytes) })),
      ...(other.length ? [make('p', { className: 'alarm' }, fill(words.other, { elements: other.join(', ') }))] : []),
      makeTable(words.caption, [words.datum, words.whether, words.where], data.map(rowOf)),
      make('p', { className: 'note' }, words.never),
    );
  }

  function rowOf({ words: told, elements }) {
    const names = Array.from(state.sent).filter((name) => elements.includes(generic(name)));
    const { telling, shared } = tellingOf(elements, data);
    const isSent = names.some((name) => telling.includes(generic(name)));
    const list = names.map((name) => make('li', {}, make('code', {}, name), ' = ', make('span', { className: 'long' }, String(state.values[name]))));
    return [told, !isSent ? words.no : shared ? words.shared : words.yes, list.length ? make('ul', {}, ...list) : ''];
  }

  draw();
  return {
    element,
    hear: (message) => {
      if (message.cartable === 'state') state.values = message.values;
      if (message.cartable === 'sent') {
        state.requests += 1;
        state.bytes += message.bytes;
        message.elements.forEach((name) => state.sent.add(name));
      }
      if (message.cartable === 'state' || message.cartable === 'sent') draw();
    },
  };
}
