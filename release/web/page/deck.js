// A deck that was opened: what is to be said of it, its texts in forms, its packages. The files stay on this page until they are downloaded.

import { announce, make } from './dom.js';
import { createForm } from './form.js';
import { createPress } from './press.js';
import { download } from './download.js';
import { createFindings } from './said.js';

export function createDeck(root, shop) {
  const { engine, texts, failed } = shop;
  const { deck: words } = texts;
  // The deck that is open. Whoever works on one keeps it, so that nothing goes into another that was opened meanwhile.
  let deck = null;
  let form = null;
  const watchers = [];
  const title = make('h2', { tabindex: '-1' });
  const found = make('div');
  const place = make('div.place-of-form');
  const pick = make('select', { id: 'text', onchange: () => edit(pick.value) });
  const back = make('button.plain', { type: 'button', id: 'undo', disabled: true, onclick: undo }, words.undo);
  const press = createPress(shop, () => flush());
  root.hidden = true;
  root.setAttribute('aria-label', words.title);
  root.append(title, found, make('h3', {}, words.edit),
    make('div.bar', {}, make('div.pick', {}, make('label', { for: 'text' }, words.text), pick),
      back, make('button.plain', { type: 'button', id: 'download-deck', onclick: save }, words.download)),
    place, press.element);

  // Whether it is open now: changes to another one are not discarded without a question. What is new is nowhere but here. `source` is what
  // it was opened from.
  async function show(name, files, { source = null, isNew = false } = {}) {
    const next = { name, files: new Map(files), source, head: null, isDirty: false, edits: 0, steps: [] };
    next.touch = () => { next.edits += 1; dirty(next, true); };
    next.put = (path, bytes) => {
      next.steps.push([path, next.files.get(path)]);
      write(next, path, bytes);
    };
    next.head = await read(next);
    await flush();
    if (deck && deck.isDirty && !confirm(words.replace)) return false;
    if (form) form.close();
    form = null;
    deck = next;
    dirty(deck, isNew);
    place.replaceChildren();
    root.hidden = false;
    draw();
    watchers.forEach((watch) => watch());
    const first = deck.head.texts.find(([path]) => path !== 'deck.toml') || deck.head.texts[0];
    if (first) await edit(first[0]);
    return true;
  }

  function write(own, path, bytes) {
    own.files.set(path, bytes);
    own.touch();
    press.stale(own);
  }

  const read = async ({ files }) => (await engine.ask({ ask: 'read' }, [...files])).head;

  function draw() {
    const { head } = deck;
    title.textContent = head.title || deck.name;
    found.replaceChildren(createFindings(texts.findings, head));
    list(head.texts);
    back.disabled = deck.steps.length === 0;
    press.draw(deck);
  }

  function list(paths) {
    const chosen = form ? form.path : pick.value;
    const groups = new Map();
    paths.forEach(([path, name]) => {
      const folder = path.includes('/') ? path.split('/')[0] : words.whole;
      if (!groups.has(folder)) groups.set(folder, []);
      groups.get(folder).push(make('option', { value: path, selected: path === chosen }, name ? name + ' (' + path + ')' : path));
    });
    pick.replaceChildren(...[...groups].map(([label, options]) => make('optgroup', { label }, options)));
  }

  // What cannot be put into the deck is not left behind without a word.
  async function edit(path) {
    const own = deck;
    const isWritten = await flush();
    if (own !== deck) return;
    if (!isWritten || (form && form.hasDrafts() && !confirm(texts.form.draft))) {
      pick.value = form.path;
      return;
    }
    if (form) form.close();
    pick.value = path;
    form = createForm(shop, own, path, () => changed(own));
    place.replaceChildren(form.element);
    await form.draw();
  }

  // Whoever leaves now would lose what was written.
  const ask = (event) => event.preventDefault();
  function dirty(own, isDirty) {
    own.isDirty = isDirty;
    if (own !== deck) return;
    if (isDirty) addEventListener('beforeunload', ask);
    else removeEventListener('beforeunload', ask);
  }

  // Reads the deck as it is now.
  async function changed(own) {
    try {
      own.head = await read(own);
      if (own === deck) draw();
    } catch (error) {
      if (own === deck) found.replaceChildren(make('p.failed', { role: 'alert' }, failed(error)));
    }
  }

  // Whether all that was typed is in the deck.
  const flush = async () => !form || form.flush();

  // One change back, in whatever text it was.
  async function undo() {
    const own = deck;
    if (!await flush() || own !== deck || !own.steps.length) return;
    const [path, bytes] = own.steps.pop();
    write(own, path, bytes);
    if (form.path === path) await form.draw();
    else await edit(path);
    await changed(own);
    announce(words.undone.replace('{file}', path));
  }

  async function save() {
    const own = deck;
    if (!await flush()) return;
    try {
      const { edits } = own;
      const bytes = await packed(own);
      download(own.name + '.zip', bytes);
      // Whether it was kept, only the browser knows. What was typed meanwhile was not in it.
      if (own.edits === edits && !(form && form.hasDrafts())) dirty(own, false);
      announce(words.given);
    } catch (error) {
      found.prepend(make('p.failed', { role: 'alert' }, failed(error)));
    }
  }

  async function packed({ files }) {
    const { head, files: made } = await engine.ask({ ask: 'pack' }, [...files]);
    if (head.why) throw new Error(head.why);
    return made[0][1];
  }

  const isOpen = (source) => deck !== null && deck.source === source;

  // What was opened, with what was written here since.
  async function present(source) {
    if (!isOpen(source) || !deck.edits) return source.bytes;
    if (!await flush()) throw new Error('refused');
    return packed(deck);
  }

  return { show, isOpen, present, watch: (watch) => watchers.push(watch), isDirty: () => deck !== null && deck.isDirty, focus: () => title.focus() };
}
