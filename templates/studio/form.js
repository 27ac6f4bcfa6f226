// A file as a form: its title, the parts of its body, then what else is said about it. It is made from what the program says of the file, and
// knows no kind of file. Every change is made at its place in the text, so that comments, order and line ends stay the author's.

import { createControls } from './controls.js';
import { announce, make } from './dom.js';
import { createFields } from './fields.js';
import { createMissing, createParts } from './parts.js';
import { ask } from './server.js';

export function createForm(words, pen, studio, file, waiting) {
  const element = make('div.form');
  const controls = createControls(words, waiting);
  const state = { text: null, shape: '', number: 0, last: Promise.resolve() };

  // One thing after the other: a change, and the form as it is then. A change that was meant for an earlier form is not made, because its
  // names may stand for other texts now; what was typed has moved to the new form.
  function queue(work) {
    state.last = state.last.then(work, work);
    return state.last;
  }

  const actOf = (number) => (change, reshapes, typed = {}) => queue(async () => {
    await pen.flush();
    if (state.text !== pen.text) await renew(true);
    if (number !== state.number || (typed.isClashing && typed.isClashing())) return false;
    const done = await pen.change(change, typed.saved);
    if (done) await renew(true, reshapes === true);
    return done;
  });

  async function renew(anyway, reshapes = false) {
    if (!pen.base || (!anyway && (!element.isConnected || state.text === pen.text))) return;
    const text = pen.text;
    let form;
    try {
      form = await ask('form', { file, checksum: pen.base.checksum });
    } catch (error) {
      state.text = null;
      element.replaceChildren(...boxes(), ...left(controls.take().concat(drafts())), make('p.hint', {}, error.message));
      announce(error.message);
      return;
    }
    state.text = text;
    const { shape, values } = read(form);
    if (shape !== state.shape || controls.hasMoved(values)) {
      fill(form, shape, reshapes);
      return;
    }
    controls.renew(values);
    element.querySelectorAll('.mark-box input').forEach((box) => { box.checked = values.get(box.id); });
  }

  function fill(form, shape, reshapes) {
    const kept = controls.take();
    const own = [...boxes(), ...left(drafts())];
    const before = new Set([...element.querySelectorAll('textarea')].map((area) => area.id));
    state.shape = shape;
    state.number += 1;
    const context = { words, controls, act: actOf(state.number), readOnly: studio.deck.readOnly };
    const isText = form.parts.length > 0;
    const first = form.fields.filter((field) => !isText || field.key === 'title');
    const others = form.fields.filter((field) => !first.includes(field));
    const isOpen = element.querySelector('.settings[open]') !== null;
    element.replaceChildren(
      make('p.about', {}, form.about),
      first.length ? make('section.head', { 'aria-label': words.fields }, createFields(first, context)) : '',
      make('section.parts', { 'aria-label': words.parts }, createParts(form.parts, context), createMissing(form, context)),
      others.length ? make('details.settings', { open: isOpen }, make('summary', {}, words.settings), make('section.head', { 'aria-label': words.settings }, createFields(others, context))) : '',
    );
    element.prepend(...own, ...left(controls.give(kept)));
    // Whoever added something goes on in it.
    const added = reshapes && [...element.querySelectorAll('textarea')].find((area) => !before.has(area.id));
    if (added) added.focus();
  }

  // Texts that were typed and have no field any more.
  const left = (kept) => kept.filter((one) => one.isDirty).map(({ text }) => make('div.conflict', { role: 'alert' }, make('p', {}, words.kept), make('blockquote', {}, text)));

  // Those that are shown already, and what is typed where it waits for its button.
  const boxes = () => [...element.querySelectorAll(':scope > .conflict')];
  const drafts = () => [...element.querySelectorAll('.adding textarea, .fresh textarea, .fresh input')].filter(({ value }) => value.trim()).map(({ value }) => ({ isDirty: true, text: value }));

  const draw = () => queue(() => renew(false));
  const flush = async () => {
    await controls.flush();
    await state.last;
  };
  return { element, draw, flush, isDirty: () => controls.isDirty() || drafts().length > 0,
    unsaved: () => controls.unsaved().concat(drafts().map(({ text }) => text), boxes().map((box) => box.querySelector('blockquote').textContent)) };
}

// What the form is made of, and the text of each field by the id that it has on the page.
function read(form) {
  const values = new Map();
  const shape = [];
  const field = (one) => {
    shape.push([one.path, one.input, one.value === null]);
    if (one.value !== null && !['table', 'tables'].includes(one.input)) values.set('f:' + one.path, Array.isArray(one.value) ? one.value.join('\n') : String(one.value));
    one.fields.forEach(field);
    one.entries.forEach((fields) => fields.forEach(field));
  };
  const piece = (one) => { shape.push(one.name); values.set('p:' + one.name, one.text); };
  const entry = (one) => {
    shape.push([one.name, one.mark === null]);
    values.set('p:' + one.name, one.text).set('p:' + one.name + '@mark', one.mark);
    one.pieces.forEach(piece);
    one.entries.forEach(entry);
  };
  const part = (one) => {
    shape.push([one.name, one.attributes]);
    Object.entries(one.attributes).forEach(([key, value]) => values.set('a:' + one.name + '@' + key, value));
    if (one.title) piece(one.title);
    one.pieces.forEach(piece);
    one.entries.forEach(entry);
    one.parts.forEach(part);
  };
  form.fields.forEach(field);
  form.parts.forEach(part);
  return { shape: JSON.stringify(shape), values };
}
