// Findings as a list: what is wrong, how to fix it, and a way to the file and line where there is one in the deck.

import { make } from './dom.js';
import { open } from './studio.js';

export function createList(words, findings) {
  return make('ul.said', {}, findings.map((finding) => make('li.' + finding.severity, {},
    make('p', {}, make('b', {}, words[finding.severity] + ' '), finding.message),
    finding.help ? make('p.help', {}, finding.help) : null,
    place(finding))));
}

function place({ archive, file, line }) {
  const where = file + (line ? ':' + line : '');
  if (archive) return make('p.help', {}, where);
  return make('button.place', { type: 'button', onclick: () => open(file, line || 0) }, where);
}
