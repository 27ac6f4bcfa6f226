// Two people wrote in the same place: both texts, side by side. Nothing is written until one is chosen, or the two are put together by hand.

import { make } from './dom.js';

export function createConflict(words, pen) {
  const element = make('section.conflict', { hidden: true, role: 'alert' });
  function draw({ mine, theirs, checksum }) {
    const own = make('textarea', { id: 'conflict-mine', rows: 14 });
    own.value = mine;
    const other = make('textarea', { id: 'conflict-theirs', rows: 14, readOnly: true });
    other.value = theirs;
    const settle = (text) => { element.hidden = true; element.replaceChildren(); pen.settle(text, theirs, checksum); };
    element.replaceChildren(
      make('p', {}, words.both),
      make('div.sides', {},
        make('div', {}, make('label', { for: own.id }, words.mine), own, make('button.act', { type: 'button', onclick: () => settle(own.value) }, words.take_mine)),
        make('div', {}, make('label', { for: other.id }, words.theirs), other, make('button.plain', { type: 'button', onclick: () => settle(theirs) }, words.take_theirs))),
    );
    element.hidden = false;
  }
  // What is being put together by hand.
  const unsaved = () => [...element.querySelectorAll('#conflict-mine')].map((area) => area.value);
  return { element, draw, unsaved };
}
