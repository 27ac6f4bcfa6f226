// The calls of the module, in their order, each with what the LMS answered.

import { clock, fill, makeTable, number } from './dom.js';
import { make } from '../dom.js';

// Older calls go, so that a long visit stays quick to draw.
const MOST = 500;

export function createCalls(texts) {
  const words = texts.calls;
  const box = makeTable(words.caption, ['time', 'name', 'args', 'result', 'error'].map((key) => words[key]), []);
  const body = box.querySelector('tbody');
  const count = make('p', { class: 'note' });
  const filter = make('input', { type: 'checkbox' });
  const state = { all: 0, faults: 0, errors: texts.errors12 };
  const tellCount = () => { count.textContent = fill(words.count, { n: number(state.all), errors: number(state.faults) }); };
  filter.addEventListener('change', () => { box.classList.toggle('faults-only', filter.checked); });
  tellCount();

  // Stays at the end only for those who look at the end.
  function add(message) {
    const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
    const isFault = message.threw !== '' || message.error !== '0';
    state.all += 1;
    if (isFault) state.faults += 1;
    body.append(rowOf(message, isFault));
    while (body.rows.length > MOST) body.rows[0].remove();
    if (isAtEnd) box.scrollTop = box.scrollHeight;
    tellCount();
  }

  function rowOf({ tab, at, name, args, result, error, threw }, isFault) {
    const time = tab > 1 ? fill(words.tab, { time: clock(at), n: tab }) : clock(at);
    const told = threw ? fill(words.threw, { words: threw }) : isFault ? fill(words.code, { code: error, words: state.errors[error] || words.unknown }) : words.none;
    return make(
      'tr', { class: isFault ? 'fault' : '' }, make('th', { scope: 'row' }, time),
      make('td', {}, make('code', {}, name)), make('td', { class: 'long' }, args.filter(Boolean).join(' = ')), make('td', { class: 'long' }, result), make('td', {}, told),
    );
  }

  return {
    element: make('div', {}, make('div', { class: 'bar' }, count, make('label', {}, filter, words.only)), box),
    hear: (message) => {
      if (message.cartable === 'ready') state.errors = message.edition === 'scorm2004' ? texts.errors2004 : texts.errors12;
      if (message.cartable === 'call') add(message);
    },
  };
}
