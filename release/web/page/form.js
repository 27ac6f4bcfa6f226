// A file of the deck as a form, made of the parts that the studio's form has, and as text, for what no form can hold. Every change is made at
// its place in the text, so that comments, order and line ends stay the author's.

import { createControls } from './controls.js';
import { announce, make } from './dom.js';
import { createFields } from './fields.js';
import { createMissing, createParts } from './parts.js';
import { createRaw } from './raw.js';

export function createForm({ engine, texts, failed }, deck, path, changed) {
  const { form: words } = texts;
  // Whoever types has something to lose at once, whether it is in the deck already or not.
  const element = make('div.form', { oninput: deck.touch });
  const refused = make('div', { role: 'alert' });
  const left = make('div', { role: 'alert' });
  const controls = createControls(words, () => {});
  let last = Promise.resolve();
  const queue = (work) => { last = last.then(work, work); return last; };
  const file = () => [path, deck.files.get(path)];

  const act = (change, reshapes, { saved = () => {} } = {}) => queue(async () => {
    const told = await ask({ ask: 'change', change });
    if (!told) return false;
    await put(told.files[0][1], saved);
    return true;
  });

  async function put(bytes, saved) {
    deck.put(path, bytes);
    saved();
    announce(words.kept);
    await fill();
    await changed();
  }

  async function ask(head) {
    try {
      const told = await engine.ask(head, [file()]);
      refused.replaceChildren();
      if (!told.head.why) return told;
      refuse(told.head.about || texts.why[told.head.why]);
    } catch (error) {
      refuse(failed(error));
    }
    return null;
  }

  function refuse(why) {
    refused.replaceChildren(make('p.failed', { tabindex: '-1' }, why),
      controls.isDirty() ? make('p', {}, words.refused, ' ', make('button.plain', { type: 'button', onclick: () => queue(reset) }, words.put_back)) : '');
  }

  // The fields as the file has them.
  async function reset() {
    controls.take();
    refused.replaceChildren();
    await fill();
  }

  async function fill() {
    const told = await ask({ ask: 'form', languages: deck.head.languages });
    const kept = controls.take();
    const lost = drafts().map(({ value }) => value);
    const isOpen = (name) => element.querySelector('.' + name + '[open]') !== null;
    const isRaw = document.activeElement.id === 'raw';
    const [, before] = file();
    // What was written over an earlier text is not put over the one that came after it.
    const raw = createRaw(words, before, isOpen('raw') || !told, (bytes, saved) => queue(async () => { if (file()[1] === before) await put(bytes, saved); }));
    element.replaceChildren(refused, left, ...(told ? body(told.head.form, isOpen('settings')) : []), raw);
    if (isRaw) raw.querySelector('textarea').focus();
    lost.concat(controls.give(kept).map(({ text }) => text)).forEach((text) => left.append(make('p', {}, words.left), make('blockquote', {}, text)));
  }

  function body(form, isOpen) {
    const context = { words, controls, act, readOnly: false };
    const isText = form.parts.length > 0;
    const first = form.fields.filter((field) => !isText || field.key === 'title');
    const others = form.fields.filter((field) => !first.includes(field));
    return [make('p.about', {}, form.about),
      first.length ? make('div.head', {}, createFields(first, context)) : '',
      make('div.parts', {}, createParts(form.parts, context), createMissing(form, context)),
      others.length ? make('details.settings', { open: isOpen }, make('summary', {}, words.settings), make('div.head', {}, createFields(others, context))) : ''];
  }

  // What is typed where it waits for its button.
  const drafts = () => [...element.querySelectorAll('.adding textarea, .fresh textarea, .fresh input, .raw textarea')].filter((one) => one.value !== one.defaultValue);

  // Whether all that is typed in the fields is in the deck.
  async function flush() {
    await controls.flush();
    await last;
    const isRefused = controls.isDirty() && refused.hasChildNodes();
    if (isRefused) refused.firstChild.focus();
    return !isRefused;
  }

  return { path, element, draw: () => queue(fill), flush, hasDrafts: () => drafts().length > 0 || left.hasChildNodes(), close: () => controls.take() };
}
