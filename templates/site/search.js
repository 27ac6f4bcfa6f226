// Finds pages by the beginnings of words, without accents and capitals, and shows the place that was found. The index was made with
// the site (`search-index.js`); what is looked for never leaves the page: it is kept behind `#`, which no server is told, so that
// going back finds it again.

const MOST_FOUND = 40;
// Characters of a text that are shown around the first match.
const BEFORE = 60;
const AROUND = 180;
// Everything that parts words in the languages of decks.
const BETWEEN_WORDS = /[\s!-/:-@[-`{-~\u00a0-\u00bf\u037e\u0387\u2000-\u206f]+/;
const WORD = /[^\s!-/:-@[-`{-~\u00a0-\u00bf\u037e\u0387\u2000-\u206f]+/g;

function folded(text) {
  const plain = text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return plain.replace(/ς/g, 'σ').replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/ß/g, 'ss');
}

function wordsOf(text) {
  return folded(text).split(BETWEEN_WORDS).filter(Boolean);
}

// Every word has a space before it, so that its beginning can be looked for.
function readied(entry) {
  const spaced = (text) => ' ' + wordsOf(text).join(' ');
  return Object.assign({ name: spaced(entry.title), words: spaced(entry.title + ' ' + entry.said.join(' ')) }, entry);
}

// Those that hold a word beginning with each of these, those that have them in their title first.
function search(index, query) {
  const begins = wordsOf(query).map((word) => ' ' + word);
  if (!begins.length) return [];
  const inTitle = (entry) => begins.filter((word) => entry.name.indexOf(word) >= 0).length;
  const found = index.filter((entry) => begins.every((word) => entry.words.indexOf(word) >= 0));
  return found.map((entry) => ({ entry, rank: inTitle(entry) })).sort((a, b) => b.rank - a.rank).map(({ entry }) => entry);
}

// The words of a text that begin with one of those looked for: [from, to] of each.
function matches(text, begins) {
  const found = [];
  text.replace(WORD, (word, at) => {
    if (begins.some((begin) => folded(word).indexOf(begin) === 0)) found.push([at, at + word.length]);
  });
  return found;
}

// A text in pieces, the words found in marks.
function marked(text, begins) {
  const pieces = [];
  let end = 0;
  matches(text, begins).forEach(([from, to]) => {
    pieces.push(text.slice(end, from), make('mark', {}, text.slice(from, to)));
    end = to;
  });
  return pieces.concat(text.slice(end));
}

// The paragraph that holds most of what is looked for, cut around the first match; where only the title holds it, how the text begins.
function place(entry, begins) {
  const held = (text) => begins.filter((begin) => (' ' + wordsOf(text).join(' ')).indexOf(' ' + begin) >= 0).length;
  const best = entry.said.reduce((most, text) => (text !== entry.title && held(text) > most.held ? { text, held: held(text) } : most), { text: entry.lead, held: 0 });
  const [first] = matches(best.text, begins);
  if (!first || best.text.length <= AROUND) return best.text;
  const from = first[0] > BEFORE ? best.text.indexOf(' ', first[0] - BEFORE) + 1 : 0;
  const cut = best.text.slice(from, from + AROUND);
  const whole = from + AROUND >= best.text.length;
  return (from ? '… ' : '') + (whole ? cut : cut.slice(0, cut.lastIndexOf(' ')) + ' …');
}

function showSearch(form, entries) {
  const field = byId('_words');
  let index = null;
  const show = () => {
    index = index || entries.map(readied);
    const begins = wordsOf(field.value);
    const found = search(index, field.value);
    byId('_count').textContent = !begins.length ? '' : found.length ? say('search_found', { n: found.length }) : say('search_nothing');
    byId('_found').textContent = '';
    byId('_found').append(...found.slice(0, MOST_FOUND).map((entry) => foundEntry(entry, begins)));
    byId('_register').hidden = begins.length > 0;
  };
  const keep = () => window.history.replaceState(null, '', '#' + encodeURIComponent(field.value));
  wake(form, () => {
    keep();
    show();
  });
  field.addEventListener('input', show);
  field.addEventListener('change', keep);
  const look = () => {
    field.value = askedBefore();
    show();
  };
  window.addEventListener('hashchange', look);
  if (askedBefore()) look();
}

function foundEntry(entry, begins) {
  const { href, title, kind, language } = entry;
  const text = place(entry, begins);
  return make('li', {}, make('a', { href, lang: language }, ...marked(title, begins)), ' ', make('span', { class: 'fine' }, kind), text && make('p', { lang: language }, ...marked(text, begins)));
}

// A form that only the script can answer comes to life with it.
function wake(form, answer) {
  all(form, '[disabled]').forEach((control) => { control.disabled = false; });
  form.classList.remove('waits');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    answer();
  });
}

// The field at the top of a page asks the page of the search.
function leadToSearch(form) {
  wake(form, () => { window.location.href = 'search.html#' + encodeURIComponent(form.querySelector('input').value); });
}

function askedBefore() {
  try {
    const asked = decodeURIComponent(window.location.hash.slice(1));
    return byId(asked) ? '' : asked;
  } catch (error) {
    return '';
  }
}
