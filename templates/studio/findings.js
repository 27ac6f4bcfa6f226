// What is to be said of a file: each finding with its place, what is wrong and how to fix it.

import { make } from './dom.js';

export function createFindings(words, goTo) {
  const list = make('ul');
  const more = make('div');
  const element = make('section.findings', { 'aria-label': words.findings, hidden: true }, list, more);
  const place = ({ line }) => (line ? make('button.plain', { type: 'button', onclick: () => goTo(line) }, words.line.replace('{line}', line)) : null);
  const row = (finding) => make('li.' + finding.severity, {},
    make('p.message', {}, make('b', {}, words[finding.severity] + ' '), finding.message), make('p.help', {}, finding.help), place(finding));

  // Errors come first and are open; advice does not push the text away.
  function draw(findings) {
    element.hidden = findings.length === 0;
    const errors = findings.filter(({ severity }) => severity === 'error');
    const advice = findings.filter(({ severity }) => severity !== 'error');
    const isOpen = element.querySelector('details[open]') !== null;
    list.replaceChildren(...errors.map(row));
    more.replaceChildren(...(advice.length ? [make('details', { open: isOpen }, make('summary', {}, words.advice.replace('{n}', advice.length)), make('ul', {}, advice.map(row)))] : []));
  }
  return { element, draw };
}
