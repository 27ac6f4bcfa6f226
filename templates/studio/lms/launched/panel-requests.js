// The requests of the module to the record store, in their order, each with what was answered, in words.

import { clock, fill, makeTable, number } from '../dom.js';
import { make } from '../../dom.js';

// Older requests go, so that a long visit stays quick to draw.
const MOST = 500;
// A status that is no fault although it is no success: nothing is there yet, and a document that is unchanged.
const EXPECTED = [304, 404];

export function createRequests(texts) {
  const words = texts.requests;
  const box = makeTable(words.caption, ['time', 'what', 'about', 'answer'].map((key) => words[key]), []);
  const body = box.querySelector('tbody');
  const count = make('p', { class: 'note' });
  const filter = make('input', { type: 'checkbox' });
  const state = { all: 0, faults: 0 };
  const tellCount = () => { count.textContent = fill(words.count, { n: number(state.all), errors: number(state.faults) }); };
  filter.addEventListener('change', () => { box.classList.toggle('faults-only', filter.checked); });
  tellCount();

  function nameOf({ method, resource }) {
    const { resources } = words;
    if (resource.startsWith('fetch')) return resources.fetch;
    if (resource === 'statements' && method !== 'GET') return resources.statements;
    const named = { 'activities/state': resources.state, 'agents/profile': resources.profile }[resource];
    return fill(named || resources.other, { method, resource });
  }

  function add(message) {
    const { at, about, status } = message;
    const isFault = !(status >= 200 && status < 300) && !EXPECTED.includes(status);
    const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
    state.all += 1;
    if (isFault) state.faults += 1;
    const told = words.statuses[status] || words.other;
    body.append(make(
      'tr', { class: isFault ? 'fault' : '' }, make('th', { scope: 'row' }, clock(at)), make('td', {}, nameOf(message)),
      make('td', { class: 'long' }, about.join(' · ')), make('td', {}, status ? fill(words.status, { code: status, words: told }) : told),
    ));
    while (body.rows.length > MOST) body.rows[0].remove();
    if (isAtEnd) box.scrollTop = box.scrollHeight;
    tellCount();
  }

  return {
    element: make('div', {}, make('div', { class: 'bar' }, count, make('label', {}, filter, words.only)), box),
    hear: (message) => { if (message.cartable === 'request') add(message); },
  };
}
