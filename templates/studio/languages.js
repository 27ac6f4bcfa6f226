// The hall "Languages": a translation beside its source, text by text, with what is missing and what is outdated; catalogues (PO) out and in.

import { announce, make } from './dom.js';
import { createCatalogue } from './catalogue.js';
import { createSide } from './side.js';
import { createList } from './said.js';
import { ask } from './server.js';
import { named } from './publish.js';

const SHOWN = ['all', 'open', 'missing', 'outdated'];
const isShown = (state, shown) => shown === 'all' || state === shown || (shown === 'open' && state !== 'current');

export function createLanguages(root, studio) {
  const { languages: words } = studio.texts;
  const now = { language: null, file: null, shown: 'all', number: 0 };
  // What is typed and not saved, by language and context: it outlives a change of file.
  const typed = new Map();
  const bar = make('div.bar');
  const catalogue = createCatalogue(words, studio, () => renew());
  const hinder = make('div');
  const list = make('div.texts');
  const about = make('p.told', { role: 'status' });
  let files = [];
  let sides = [];
  let answer = 0;
  root.setAttribute('aria-label', words.title);
  const tag = make('input', { id: 'languages-tag', size: 6, required: true, autocapitalize: 'none', spellcheck: false });
  const fresh = make('form.fresh-language', { onsubmit: begin }, make('div.pick', {}, make('label', { for: tag.id }, words.other), tag), make('button.plain', {}, words.begin));
  root.append(make('h2', {}, words.title), make('p.lead', {}, words.lead), bar, make('div.catalogue', {}, catalogue.element, fresh), hinder, about, list);
  addEventListener('beforeunload', (event) => { if (typed.size) event.preventDefault(); });

  function draw({ deck, hall }) {
    if (hall !== 'languages') return;
    fresh.hidden = deck.readOnly;
    now.language = now.language || languagesOf(deck)[0] || null;
    catalogue.element.hidden = !now.language;
    if (!now.language) {
      about.textContent = words.none;
      return;
    }
    if (deck.number !== now.number) renew();
  }

  async function renew(before = now.language) {
    const turn = ++answer;
    now.number = studio.deck.number;
    const { language } = now;
    try {
      const found = await ask('languages', { language });
      if (turn !== answer) return;
      files = found.files;
      if (!files.some((one) => one.file === now.file)) now.file = (files.find(toDo) || files[0] || {}).file || null;
      hinder.replaceChildren(found.errors ? make('p', {}, words.hindered) : '', createList(studio.texts.write, found.findings));
      catalogue.draw(language, found.errors > 0);
      drawBar();
      const { texts } = now.file ? await ask('languages/texts', { language, file: now.file }) : { texts: [] };
      if (turn === answer) drawTexts(texts);
    } catch (error) {
      about.textContent = error.message;
      announce(error.message);
      if (error.why === 'language') now.language = before;
    }
  }

  // A language that the deck does not have yet: it is listed there once one of its files is whole.
  function begin(event) {
    event.preventDefault();
    const before = now.language;
    Object.assign(now, { language: tag.value.trim(), file: null });
    catalogue.element.hidden = false;
    tag.value = '';
    renew(before);
  }

  // What stays the same stays on the page, with the caret in it.
  function drawTexts(texts) {
    const key = (text) => now.language + ' ' + text.context;
    const isSame = sides.length === texts.length && texts.every((text, at) => sides[at].key === key(text));
    if (!isSame) {
      sides = texts.map((text) => ({ key: key(text), ...createSide(words, studio, { language: now.language, file: now.file, typed, saved: taken, next }) }));
      list.replaceChildren(...sides.map((side) => side.element));
    }
    sides.forEach((side, at) => side.draw(texts[at]));
    filter();
  }

  // One text was saved: of its file, so many others are still lacking where it waits for them.
  async function taken(open) {
    if (open !== undefined) sides.forEach((side) => side.lacks(open));
    await renew();
  }

  function filter() {
    let count = 0;
    sides.forEach((side) => {
      const is = isShown(side.state(), now.shown) || side.isBusy();
      side.element.hidden = !is;
      count += is ? 1 : 0;
    });
    about.textContent = words.shown_count.replace('{count}', count).replace('{all}', sides.length);
  }

  // The next text with something to do, here or in a later file.
  async function next(side) {
    const at = sides.findIndex((one) => one.element === side);
    const here = sides.slice(at + 1).find((one) => one.state() !== 'current' && !one.element.hidden);
    if (here) here.focus();
    else announce(words.file_done);
  }

  function drawBar() {
    const languages = [...new Set([...languagesOf(studio.deck), now.language])];
    const title = (file) => titleOf(studio.deck, file, studio.texts.list);
    const label = (one) => title(one.file) + (toDo(one) ? ' · ' + words.to_do + ' ' + toDo(one) : '');
    const visible = files.filter((one) => now.shown === 'all' || one.file === now.file || one[now.shown] || (now.shown === 'open' && toDo(one)));
    const total = (what) => files.reduce((all, one) => all + one[what], 0);
    const { activeElement } = document;
    const focused = bar.contains(activeElement) ? activeElement.id : null;
    bar.replaceChildren(
      pick('language', words.language, languages, named, (value) => { Object.assign(now, { language: value, file: null }); renew(); }),
      pick('shown', words.show, SHOWN, (one) => words.showing[one] + (one === 'all' ? '' : ' (' + (one === 'open' ? total('missing') + total('outdated') + total('waiting') : total(one)) + ')'), (value) => { now.shown = value; sides.forEach((side) => side.rest()); drawBar(); filter(); }),
      pick('file', words.file, visible.map((one) => one.file), (file) => label(files.find((one) => one.file === file)), (value) => { now.file = value; renew(); }),
      make('button.plain', { type: 'button', id: 'languages-next', disabled: !files.some((one) => toDo(one) && one.file !== now.file), onclick: nextFile }, words.next_file),
    );
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
  }

  function pick(key, label, values, name, chosen) {
    const id = 'languages-' + key;
    const element = make('select', { id, onchange: () => chosen(element.value) }, values.map((value) => make('option', { value, selected: value === now[key] }, name(value))));
    return make('div.pick', {}, make('label', { for: id }, label), element);
  }

  function nextFile() {
    const at = files.findIndex((one) => one.file === now.file);
    const found = files.slice(at + 1).concat(files.slice(0, at)).find(toDo);
    if (!found) return;
    now.file = found.file;
    renew();
  }

  return { draw };
}

// Those of the deck, and those in which texts wait that are not in the deck yet.
const languagesOf = (deck) => [...deck.languages.slice(1), ...deck.begun];

const toDo = (one) => one.missing + one.outdated + one.waiting;

function titleOf(deck, file, words) {
  const [edition] = deck.editions;
  const parts = edition.themes.flatMap((theme) => [theme, ...theme.cards, ...theme.capsules]);
  const part = parts.find((one) => one.file === file);
  if (part) return part.title || part.id;
  const theme = edition.themes.find((one) => one.teaching === file);
  if (theme) return words.teaching + ' · ' + (theme.title || theme.id);
  const other = edition.parts.concat(deck.others).find((one) => one.file === file);
  return other ? (words[other.kind] || other.kind) + (other.id ? ' ' + other.id : '') : file;
}
