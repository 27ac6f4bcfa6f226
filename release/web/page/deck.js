// A deck that was opened: what is to be said of it, its texts in forms, its packages. The files stay on this page until they are downloaded.

import { announce, make } from './dom.js';
import { createForm } from './form.js';
import { createPress } from './press.js';
import { download } from './download.js';
import { createFindings } from './said.js';

export function createDeck(root, shop) {
  const { engine, texts, failed } = shop;
  const { deck: words } = texts;
  const state = { files: new Map(), head: null, form: null, isDirty: false };
  const title = make('h2', { tabindex: '-1' });
  const found = make('div');
  const place = make('div.place-of-form');
  const pick = make('select', { id: 'text', onchange: () => edit(pick.value) });
  const press = createPress(shop, state, () => flush());
  root.hidden = true;
  root.setAttribute('aria-label', words.title);
  root.append(title, found, make('h3', {}, words.edit),
    make('div.bar', {}, make('div.pick', {}, make('label', { for: 'text' }, words.text), pick),
      make('button.plain', { type: 'button', id: 'download-deck', onclick: save }, words.download)),
    place, press.element);

  // Whether it is open now: changes to another one are not discarded without a question. What is new is nowhere but here.
  async function show(name, files, isNew = false) {
    if (state.isDirty && !confirm(words.replace)) return false;
    Object.assign(state, { files: new Map(files), head: null, form: null });
    dirty(isNew);
    state.name = name.replace(/\.[^.]*$/, '');
    place.replaceChildren();
    root.hidden = false;
    await renew();
    const first = state.head && (state.head.texts.find(([path]) => path !== 'deck.toml') || state.head.texts[0]);
    if (first) await edit(first[0]);
    return true;
  }

  // Reads the deck as it is now.
  async function renew() {
    try {
      const { head } = await engine.ask({ ask: 'read' }, [...state.files]);
      state.head = head;
      title.textContent = head.title || state.name;
      found.replaceChildren(createFindings(texts.findings, head));
      list(head.texts);
      press.draw(head);
    } catch (error) {
      found.replaceChildren(make('p.failed', { role: 'alert' }, failed(error)));
    }
  }

  function list(paths) {
    const chosen = pick.value;
    const groups = new Map();
    paths.forEach(([path, name]) => {
      const folder = path.includes('/') ? path.split('/')[0] : words.whole;
      if (!groups.has(folder)) groups.set(folder, []);
      groups.get(folder).push(make('option', { value: path, selected: path === chosen }, name ? name + ' (' + path + ')' : path));
    });
    pick.replaceChildren(...[...groups].map(([label, options]) => make('optgroup', { label }, options)));
  }

  async function edit(path) {
    await flush();
    pick.value = path;
    state.form = createForm(shop, state, path, changed);
    place.replaceChildren(state.form.element);
    await state.form.draw();
  }

  // Whoever leaves now would lose what was written.
  const ask = (event) => event.preventDefault();
  function dirty(isDirty) {
    state.isDirty = isDirty;
    if (isDirty) addEventListener('beforeunload', ask);
    else removeEventListener('beforeunload', ask);
  }

  state.touch = () => dirty(true);

  async function changed() {
    dirty(true);
    press.stale();
    await renew();
  }

  const flush = async () => { if (state.form) await state.form.flush(); };

  async function save() {
    await flush();
    try {
      const { head, files } = await engine.ask({ ask: 'pack' }, [...state.files]);
      if (head.why) throw new Error(head.why);
      download(state.name + '.zip', files[0][1]);
      // Whether it was kept, only the browser knows.
      dirty(false);
      announce(words.given);
    } catch (error) {
      found.prepend(make('p.failed', { role: 'alert' }, failed(error)));
    }
  }

  return { show };
}
