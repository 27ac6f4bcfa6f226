// The room at the left: themes, cards, capsules and the other files of the deck in one language, each with the number of its findings.

import { make } from './dom.js';
import { createImporter } from './importing.js';
import { createBin, createMaker, move } from './making.js';
import { open } from './address.js';
import { filesOf } from './files.js';
import { createList as createSaid } from './said.js';

export function createList(root, studio) {
  const { list: words } = studio.texts;
  let language = null;
  const pick = make('select', { id: 'list-language', onchange: () => { language = pick.value; draw(studio); } });
  const body = make('div.files');
  root.setAttribute('aria-label', words.title);
  root.append(make('div.files-language', {}, make('label', { for: 'list-language' }, words.language), pick), body);

  function draw({ deck, file }) {
    language = deck.languages.includes(language) ? language : deck.languages[0];
    pick.replaceChildren(...deck.languages.map((one) => make('option', { value: one, selected: one === language }, one)));
    const edition = deck.editions.find((one) => one.language === language);
    const found = countByFile(deck.findings);
    const row = (path, title, level) => line(path, title, level, { file, found });
    // What is new begins in the language that the others are translated from.
    const isSource = language === deck.languages[0] && !deck.readOnly;
    const at = body.scrollTop;
    const themes = edition ? edition.themes.map((theme) => make('section', isSource ? droppable(theme) : {},
      make('ul', {}, row(theme.file, theme.title || theme.id, 'theme'),
        theme.cards.map((card, place) => {
          const item = row(card.file, card.title || card.id, 'card');
          if (isSource && card.file === file) item.append(mover(theme, card, place));
          return item;
        }),
        theme.capsules.map((capsule) => row(capsule.file, capsule.title || capsule.id, 'capsule')),
        theme.teaching ? row(theme.teaching, words.teaching, 'capsule') : null),
      isSource ? maker(theme) : null)) : [];
    const parts = (edition ? edition.parts : []).concat(deck.others);
    const others = make('section', {}, make('h2', {}, words.others),
      make('ul', {}, parts.map((part) => row(part.file, (words[part.kind] || part.kind) + (part.id ? ' ' + part.id : ''), 'other'))));
    const more = deck.readOnly ? [] : [isSource ? createMaker(words, 'theme') : '', createMaker(words, 'language'), createBin(words)];
    // Whoever is giving a name to something new goes on.
    if (body.querySelector('details[open] :focus')) return;
    const { activeElement } = document;
    const alike = () => [...body.querySelectorAll('button, summary')].filter((one) => nameOf(one) === nameOf(activeElement));
    const place = alike().indexOf(activeElement);
    body.replaceChildren(...themes, ...more, others, elsewhere(deck));
    body.scrollTop = at;
    const again = alike()[place];
    if (again) again.focus();
  }

  // What is to be said of a folder, a picture or a file that is not there: no row of the list shows it.
  function elsewhere(deck) {
    const listed = new Set(filesOf(deck));
    const left = deck.findings.filter(({ file }) => !listed.has(file)).map((finding) => ({ ...finding, archive: true }));
    return left.length ? make('section.elsewhere', {}, make('h2', {}, words.elsewhere), createSaid(studio.texts.write, left)) : '';
  }

  const maker = (theme) => make('div.makers', {}, createMaker(words, 'card', { theme: theme.id }), createMaker(words, 'capsule', { theme: theme.id }), createImporter(words, theme).element);

  // A document that is dropped on a theme becomes cards of it.
  const droppable = (theme) => ({
    ondragover: (event) => event.preventDefault(),
    ondrop: (event) => { event.preventDefault(); createImporter(words, theme).drop(event); },
  });

  function mover(theme, card, place) {
    const button = (sign, label, by) => make('button.sign', { type: 'button', title: label, 'aria-label': label + ' : ' + (card.title || card.id), onclick: () => move(words, theme, card, by) }, sign);
    return make('div.mover', {}, place > 0 ? button('↑', words.up, -1) : null, place < theme.cards.length - 1 ? button('↓', words.down, 1) : null);
  }

  // A file, with the number of its findings in words.
  function line(path, title, level, { file, found }) {
    const own = found.get(path);
    const mark = own ? make('span.mark.' + own.worst, { title: words[own.worst] }, String(own.count), make('span.unseen', {}, ' ' + words.findings)) : null;
    const here = path === file;
    return make('li.' + level, {}, make('button.file', { type: 'button', 'data-file': path, 'aria-current': here ? 'true' : null, onclick: () => open(path) }, make('span', {}, title), mark));
  }

  return { draw };
}

// By what a button is known when the list is drawn again; those of several themes may share it.
const nameOf = (one) => one.dataset.file || one.getAttribute('aria-label') || one.textContent;

const RANK = ['note', 'warning', 'error'];

function countByFile(findings) {
  const found = new Map();
  findings.forEach(({ file, severity }) => {
    const own = found.get(file) || { count: 0, worst: 'note' };
    own.count += 1;
    if (RANK.indexOf(severity) > RANK.indexOf(own.worst)) own.worst = severity;
    found.set(file, own);
  });
  return found;
}
