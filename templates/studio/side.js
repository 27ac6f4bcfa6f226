// One text: the source at the left, the translation at the right, the terms that occur in it, and how the two stand to each other. What is
// saved carries what was read; where something else stands there by now, both are shown and nothing is written.

import { announce, make } from './dom.js';
import { open } from './address.js';
import { tell } from './server.js';

export function createSide(words, studio, { language, file, typed, saved, next }) {
  const element = make('article.side');
  const source = make('div.source', { lang: studio.deck.languages[0] });
  const area = make('textarea', { lang: language, rows: 2, readOnly: studio.deck.readOnly });
  const badge = make('span.badge');
  const said = make('p.told', { role: 'status' });
  const terms = make('ul.terms');
  const other = make('div.other', { hidden: true });
  const save = make('button.act', { type: 'button', onclick: () => send(area.value) }, words.save);
  const right = make('button.plain', { type: 'button', onclick: () => send(area.value) }, words.right);
  const label = make('label');
  const heading = make('h3');
  const where = make('button.place', { type: 'button', onclick: () => open(file, text.line) });
  let text = null;
  let busy = false;
  // What was saved stays on the page, whatever is shown, until something else is chosen.
  let stays = false;
  // Of which state the sentence below the text speaks; null where of none.
  let spoken = null;

  element.append(make('div.side-head', {}, heading, badge, where), make('div.pair', {}, source, make('div.own', {}, label, area, make('div.doing', {}, save, right), said)), terms, other);
  area.addEventListener('input', () => { keep(); if (spoken) tells(null, ''); show(); });
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send(area.value, true);
  });

  const key = () => language + ' ' + text.context;
  const there = () => (text.waiting === null ? text.before || '' : text.waiting);
  const isDirty = () => area.value !== there();

  function keep() {
    if (isDirty()) typed.set(key(), area.value);
    else typed.delete(key());
  }

  function draw(fresh) {
    const isFirst = text === null;
    // The text that was read when somebody began to type stays what it is, so that a change made elsewhere meanwhile is noticed.
    const isOpen = !isFirst && typed.has(key());
    if (!isOpen) text = fresh;
    else text = { ...fresh, source: text.source, before: text.before, waiting: text.waiting };
    const id = 'text-' + text.context.replace(/[^\w-]/g, '_');
    const what = words.word[text.word] || text.word;
    area.id = id;
    label.htmlFor = id;
    label.textContent = words.translation + ' · ' + what;
    heading.textContent = what;
    where.textContent = text.context;
    where.title = words.go.replace('{line}', text.line);
    source.textContent = text.source;
    if (typed.has(key())) area.value = typed.get(key());
    else area.value = there();
    terms.replaceChildren(...text.terms.map((term) => make('li', {}, make('span', { lang: studio.deck.languages[0] }, term.source), ' → ', make('b', { lang: language }, term.own), term.note ? make('span.help', {}, ' ' + term.note) : null)));
    terms.hidden = !text.terms.length;
    if (spoken && spoken !== text.state) tells(...(text.state === 'current' ? ['current', words.saved] : [null, '']));
    show();
  }

  function show() {
    badge.textContent = words.state[text.state];
    badge.className = 'badge ' + text.state;
    badge.hidden = text.state === 'current';
    save.hidden = !isDirty();
    save.disabled = busy || studio.deck.readOnly;
    right.hidden = text.state !== 'outdated';
    right.disabled = busy || studio.deck.readOnly || isDirty();
  }

  async function send(value, goOn = false) {
    if (busy || studio.deck.readOnly || (!isDirty() && text.state !== 'outdated')) return;
    busy = true;
    stays = true;
    const isPressed = [save, right].includes(document.activeElement);
    say(words.saving);
    show();
    try {
      const done = await tell('languages/text', { language, context: text.context, source: text.source, before: text.before, text: value });
      if (area.value === value) typed.delete(key());
      if (done.state === 'waiting') text = { ...text, waiting: value, state: 'waiting' };
      else text = { ...text, before: value, waiting: null, state: 'current' };
      // What is marked says the same as the sentence, before the whole file is asked for again.
      show();
      if (area.value === value) say(done.state === 'waiting' ? words.waits.replace('{count}', done.open) : words.saved, text.state);
      else tells(null, '');
      area.removeAttribute('aria-invalid');
      other.hidden = true;
      await saved(done.open);
      if (goOn) next(element);
    } catch (error) {
      failed(error, value);
    }
    busy = false;
    show();
    if (isPressed) area.focus();
  }

  function failed(error, value) {
    typed.set(key(), value);
    area.setAttribute('aria-invalid', 'true');
    say(error.why === 'not_taken' && error.value.reason ? error.message + ' ' + error.value.reason : error.message);
    if (error.why === 'changed') both(error.value);
  }

  // Both texts, until one is chosen.
  function both(theirs) {
    const settle = (value) => {
      text = { ...text, source: theirs.source, before: theirs.before };
      source.textContent = theirs.source;
      area.value = value;
      area.removeAttribute('aria-invalid');
      other.hidden = true;
      keep();
      show();
      area.focus();
    };
    other.replaceChildren(
      make('p', {}, words.both),
      theirs.source === text.source ? '' : make('div', {}, make('h4', {}, words.source_now), make('p.quote', { lang: studio.deck.languages[0] }, theirs.source)),
      make('div', {}, make('h4', {}, words.translation_now), make('p.quote', { lang: language }, theirs.before || words.nothing)),
      make('div.doing', {},
        make('button.act', { type: 'button', onclick: () => settle(area.value) }, words.keep_mine),
        make('button.plain', { type: 'button', onclick: () => { typed.delete(key()); settle(theirs.before || ''); } }, words.take_theirs)),
    );
    other.hidden = false;
  }

  function say(sentence, state = null) {
    tells(state, sentence);
    announce(sentence);
  }

  function tells(state, sentence) {
    spoken = state;
    said.textContent = sentence;
  }

  // How many texts the file lacks is known anew with each that is saved.
  function lacks(count) {
    if (spoken === 'waiting') said.textContent = words.waits.replace('{count}', count);
  }

  return { element, draw, lacks, state: () => text.state, rest: () => { stays = false; }, isBusy: () => busy || stays || typed.has(key()) || element.contains(document.activeElement), focus: () => area.focus() };
}
