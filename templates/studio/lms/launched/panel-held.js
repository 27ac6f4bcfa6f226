// What the record store holds: the documents, and the statements of the module and of the LMS.

import { clock, makeTable } from '../dom.js';
import { make } from '../../dom.js';

const end = (iri) => (/:/.test(iri) ? iri.replace(/\/$/, '').split(/[/:]/).pop() : iri);

export function createHeld(texts) {
  const words = texts.held;
  const element = make('div', {}, make('p', { class: 'note' }, words.empty));
  // What was opened to be read stays open.
  const opened = new Set();

  function rowOf(statement) {
    const { id, verb, object, timestamp, stored, authority } = statement;
    const details = make('details', { open: opened.has(id) }, make('summary', {}, end(object.id)), make('pre', { class: 'long' }, JSON.stringify(statement, null, 1)));
    details.addEventListener('toggle', () => { opened[details.open ? 'add' : 'delete'](id); });
    const isOwn = authority && authority.account && authority.account.name === 'launch';
    return [clock(new Date(timestamp || stored)), isOwn ? words.lms : words.unit, end(verb.id), details];
  }

  function draw({ documents, statements }) {
    if (!documents.length && !statements.length) return element.replaceChildren(make('p', { class: 'note' }, words.empty));
    return element.replaceChildren(
      makeTable(words.documents, [words.document, words.content], documents.map(([name, content]) => [make('code', {}, end(name)), make('span', { class: 'long' }, content)])),
      makeTable(words.statements, ['time', 'who', 'says', 'about'].map((key) => words[key]), statements.map(rowOf)),
    );
  }

  return { element, hear: (message) => { if (message.cartable === 'state') draw(message); } };
}
