// A file as a form: the fields of its head, then the parts of its body. It is made from what the program says of the file, and knows no kind
// of file. Every change is made at its place in the text, so that comments, order and line ends stay the author's.

import { announce, make } from './dom.js';
import { createFields } from './fields.js';
import { createParts } from './parts.js';
import { ask } from './server.js';

export function createForm(words, pen, studio, file) {
  const element = make('div.form');
  let shown = null;

  // `change` is what the program calls a change of a file; a form whose shape it alters is drawn again.
  const act = async (change, reshapes) => {
    const done = await pen.change(change);
    if (done) {
      shown = pen.text;
      if (reshapes) await draw(true);
    }
    return done;
  };

  async function draw(anyway) {
    if (!pen.base || !element.isConnected || (shown === pen.text && anyway !== true)) return;
    shown = pen.text;
    let form;
    try {
      form = await ask('form', { file });
    } catch (error) {
      shown = null;
      element.replaceChildren(make('p.hint', {}, error.message));
      announce(error.message);
      return;
    }
    const context = { words, act, readOnly: studio.deck.readOnly };
    const place = element.contains(document.activeElement) ? document.activeElement.id : null;
    // A text begins with its title; what else is said about the file comes after what is in it.
    const isText = form.parts.length > 0;
    const first = form.fields.filter((field) => !isText || field.key === 'title');
    const others = form.fields.filter((field) => !first.includes(field));
    const isOpen = element.querySelector('.settings[open]') !== null;
    element.replaceChildren(
      make('p.about', {}, form.about),
      first.length ? make('section.head', { 'aria-label': words.fields }, createFields(first, context)) : '',
      make('section.parts', { 'aria-label': words.parts }, createParts(form.parts, context)),
      others.length ? make('details.settings', { open: isOpen }, make('summary', {}, words.settings), make('section.head', { 'aria-label': words.settings }, createFields(others, context))) : '',
    );
    // Who was writing goes on there.
    const again = place && document.getElementById(place);
    if (again) again.focus();
  }

  return { element, draw };
}
