// What is new, what moves, what goes to the bin and comes back. Each is done by the program and shown when it is done.

import { announce, make } from './dom.js';
import { ask, tell } from './server.js';
import { open } from './address.js';

// Asks the program for something, and says its words where it refuses. Gives what it answered, or null.
export async function attempt(path, value) {
  try {
    return await tell(path, value);
  } catch (error) {
    announce(error.message);
    return null;
  }
}

// A button that opens a field for a title; `kind` is a key of the texts and what the program is asked for.
export function createMaker(words, kind, more = {}) {
  const id = ['new', kind, more.theme].filter(Boolean).join('-');
  const field = make('input', { id, required: true });
  // The caret is in the field before the next key is pressed; the event `toggle` may come later.
  const turn = (event) => {
    event.preventDefault();
    box.open = !box.open;
    if (box.open) field.focus();
  };
  const box = make('details.maker', {}, make('summary', { onclick: turn }, words['new_' + kind]),
    make('form', { onsubmit: async (event) => {
      event.preventDefault();
      const given = kind === 'language' ? { tag: field.value.trim() } : { title: field.value.trim() };
      const made = await attempt('new', { what: kind, ...more, ...given });
      if (!made) return;
      box.open = false;
      field.value = '';
      announce(kind === 'language' ? words.made_language.replace('{tag}', given.tag) : words.made.replace('{file}', made.file));
      open(made.file);
    } }, make('label', { for: id }, words[kind === 'language' ? 'tag' : 'new_title']), field, make('button.act', {}, words.create)));
  return box;
}

// Moves a card of a theme one place up or down.
export async function move(words, theme, card, by) {
  const ids = theme.cards.map((one) => one.id);
  const at = ids.indexOf(card.id);
  ids.splice(at, 1);
  ids.splice(at + by, 0, card.id);
  const moved = await attempt('order', { theme: theme.id, cards: ids });
  if (!moved) return;
  announce(words.moved.replace('{title}', card.title || card.id).replace('{n}', at + by + 1));
  open(moved.files[at + by]);
}

export async function remove(words, file) {
  const gone = await attempt('delete', { file });
  if (!gone) return;
  announce(words.binned.replace('{file}', file));
  location.hash = '';
}

// The bin: files with the time at which they were deleted, and a button each that brings one back.
export function createBin(words) {
  const list = make('ul');
  const box = make('details.maker', {}, make('summary', {}, words.bin), list);
  async function draw() {
    const files = await ask('bin');
    const time = (at) => new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
    list.replaceChildren(...(files.length ? files.map(({ file, checksum, at }) => make('li', {}, make('span', {}, file + ' · ' + time(at) + ' '),
      make('button.plain', { type: 'button', onclick: async () => { if (await attempt('restore', { file, checksum })) open(file); } }, words.restore))) : [make('li', {}, words.bin_empty)]));
  }
  box.addEventListener('toggle', () => { if (box.open) draw(); });
  return box;
}
