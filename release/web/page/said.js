// Findings: what is wrong, where, on which clause that rests, and how to fix it.

import { make } from './dom.js';

// In characters.
const LONG = 300;

export function createFindings(words, { findings, errors, warnings, notes }) {
  const counts = [[words.errors, errors], [words.warnings, warnings], [words.notes, notes]].filter(([, count]) => count > 0);
  const sum = counts.length ? counts.map(([word, count]) => word + ' ' + count).join(' · ') : words.none;
  const serious = findings.filter(({ severity }) => severity !== 'note');
  const others = findings.filter(({ severity }) => severity === 'note');
  return make('div.findings', {}, make('p.sum', {}, sum),
    serious.length ? make('ul', {}, serious.map((one) => row(words, one))) : null,
    others.length ? make('details', {}, make('summary', {}, words.notes + ' ' + others.length), make('ul', {}, others.map((one) => row(words, one)))) : null);
}

function row(words, { severity, code, archive, file, line, column, message, help, clause, affects }) {
  const inside = [archive && file !== archive ? file : archive ? null : file, line ? words.line.replace('{line}', line).replace('{column}', column) : null];
  const where = inside.filter(Boolean).join(', ');
  return make('li.' + severity, { 'data-code': code },
    text(words[severity], message),
    make('dl', {}, [[words.where, where], [words.fix, help], [words.clause, clause], [words.affects, affects && affects.join(', ')]]
      .filter(([, value]) => value).map(([word, value]) => [make('dt', {}, word), make('dd', {}, value)]).flat()));
}

// A message that lists many files is folded.
function text(word, message) {
  const head = make('b', {}, word + ' ');
  const end = message.indexOf('. ') + 1;
  if (message.length < LONG || !end) return make('p.message', {}, head, message);
  return make('details', {}, make('summary', {}, head, message.slice(0, end)), make('p', {}, message.slice(end + 1)));
}
