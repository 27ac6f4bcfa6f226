// What is to be said of a file: each finding with its place, what is wrong and how to fix it.

import { make } from './dom.js';

export function createFindings(words, goTo) {
  const list = make('ul');
  const element = make('section.findings', { 'aria-label': words.findings, hidden: true }, list);
  const place = ({ line }) => (line ? make('button.plain', { type: 'button', onclick: () => goTo(line) }, words.line.replace('{line}', line)) : null);
  function draw(findings) {
    element.hidden = findings.length === 0;
    list.replaceChildren(...findings.map((finding) => make('li.' + finding.severity, {},
      make('p.message', {}, make('b', {}, words[finding.severity] + ' '), finding.message), make('p.help', {}, finding.help), place(finding))));
  }
  return { element, draw };
}
