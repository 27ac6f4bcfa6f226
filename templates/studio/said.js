// Findings as a list: what is wrong, how to fix it, and a way to the file and line where there is one in the deck.

import { make } from './dom.js';
import { open } from './address.js';

// In characters.
const LONG = 300;

export function createList(words, findings) {
  return make('ul.said', {}, findings.map((finding) => make('li.' + finding.severity, {},
    message(words[finding.severity], finding.message),
    finding.help ? make('p.help', {}, finding.help) : null,
    place(finding))));
}

// A message that lists many files is folded.
function message(word, text) {
  const head = make('b', {}, word + ' ');
  const end = text.indexOf('. ') + 1;
  if (text.length < LONG || !end) return make('p', {}, head, text);
  return make('details', {}, make('summary', {}, head, text.slice(0, end)), make('p', {}, text.slice(end + 1)));
}

function place({ archive, file, line }) {
  const where = file + (line ? ':' + line : '');
  if (archive) return make('p.help', {}, where);
  return make('button.place', { type: 'button', onclick: () => open(file, line || 0) }, where);
}
