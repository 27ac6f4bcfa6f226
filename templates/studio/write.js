// The room in the middle: the text of a file, and what is to be said of it.

import { make } from './dom.js';

export function createWrite(root, studio) {
  const { write: words } = studio.texts;
  root.setAttribute('aria-label', words.title);
  function draw({ deck, file }) {
    const own = deck.findings.filter((finding) => finding.file === file);
    root.replaceChildren(make('h2', {}, file || words.nothing),
      make('ul.findings', {}, own.map((finding) => make('li.' + finding.severity, {}, finding.message))));
  }
  return { draw };
}
