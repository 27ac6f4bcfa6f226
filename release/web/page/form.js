// A file of the deck as a form, made of the parts that the studio's form has. Every change is made at its place in the text, so that comments,
// order and line ends stay the author's.

import { createControls } from './controls.js';
import { announce, make } from './dom.js';
import { createFields } from './fields.js';
import { createMissing, createParts } from './parts.js';

export function createForm({ engine, texts, failed }, deck, path, changed) {
  const { form: words } = texts;
  const element = make('div.form');
  const refused = make('div', { role: 'alert' });
  const controls = createControls(words, () => {});
  let last = Promise.resolve();
  const queue = (work) => { last = last.then(work, work); return last; };
  const file = () => [path, deck.files.get(path)];

  const act = (change, reshapes, { saved = () => {} } = {}) => queue(async () => {
    const told = await ask({ ask: 'change', change });
    if (!told) return false;
    deck.files.set(path, told.files[0][1]);
    saved();
    announce(words.kept);
    await fill();
    await changed();
    return true;
  });

  async function ask(head) {
    try {
      const told = await engine.ask(head, [file()]);
      refused.replaceChildren();
      if (!told.head.why) return told;
      refused.replaceChildren(make('p.failed', {}, told.head.about || texts.why[told.head.why]));
    } catch (error) {
      refused.replaceChildren(make('p.failed', {}, failed(error)));
    }
    return null;
  }

  async function fill() {
    const told = await ask({ ask: 'form', languages: deck.head ? deck.head.languages : [] });
    if (!told) {
      element.replaceChildren(refused);
      return;
    }
    const { form } = told.head;
    const kept = controls.take();
    const isOpen = element.querySelector('.settings[open]') !== null;
    const context = { words, controls, act, readOnly: false };
    const isText = form.parts.length > 0;
    const first = form.fields.filter((field) => !isText || field.key === 'title');
    const others = form.fields.filter((field) => !first.includes(field));
    element.replaceChildren(refused, make('p.about', {}, form.about),
      first.length ? make('div.head', {}, createFields(first, context)) : '',
      make('div.parts', {}, createParts(form.parts, context), createMissing(form, context)),
      others.length ? make('details.settings', { open: isOpen }, make('summary', {}, words.settings), make('div.head', {}, createFields(others, context))) : '');
    controls.give(kept).forEach(({ text }) => refused.append(make('p', {}, words.left), make('blockquote', {}, text)));
  }

  return { element, draw: () => queue(fill), flush: async () => { await controls.flush(); await last; } };
}
