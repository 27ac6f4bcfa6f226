// Finds pages by the beginnings of words, without accents and capitals. The index was made with the site (`search-index.js`); what
// is looked for never leaves the page: it is kept behind `#`, which no server is told, so that going back finds it again.

const MOST_FOUND = 40;
// Everything that parts words in the languages of decks.
const BETWEEN_WORDS = /[\s!-/:-@[-`{-~\u00a0-\u00bf\u037e\u0387\u2000-\u206f]+/;

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
  return Object.assign({ name: spaced(entry.title), words: spaced(entry.title + ' ' + entry.text) }, entry);
}

// Those that hold a word beginning with each of these, those that have them in their title first.
function search(index, query) {
  const begins = wordsOf(query).map((word) => ' ' + word);
  if (!begins.length) return [];
  const inTitle = (entry) => begins.filter((word) => entry.name.indexOf(word) >= 0).length;
  const found = index.filter((entry) => begins.every((word) => entry.words.indexOf(word) >= 0));
  return found.map((entry) => ({ entry, rank: inTitle(entry) })).sort((a, b) => b.rank - a.rank).map(({ entry }) => entry);
}

function showSearch(form, entries) {
  const field = byId('_words');
  let index = null;
  const show = () => {
    index = index || entries.map(readied);
    const asked = wordsOf(field.value).length > 0;
    const found = search(index, field.value);
    byId('_count').textContent = !asked ? '' : found.length ? say('search_found', { n: found.length }) : say('search_nothing');
    byId('_found').textContent = '';
    byId('_found').append(...found.slice(0, MOST_FOUND).map(foundEntry));
    byId('_register').hidden = asked;
  };
  const keep = () => window.history.replaceState(null, '', '#' + encodeURIComponent(field.value));
  field.disabled = false;
  form.classList.remove('waits');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    keep();
  });
  field.addEventListener('input', show);
  field.addEventListener('change', keep);
  const asked = askedBefore();
  if (!asked) return;
  field.value = asked;
  show();
}

function foundEntry({ href, title, kind, lead, language }) {
  return make('li', {}, make('a', { href, lang: language }, title), ' ', make('span', { class: 'fine' }, kind), lead && make('p', { lang: language }, lead));
}

function askedBefore() {
  try {
    const asked = decodeURIComponent(window.location.hash.slice(1));
    return byId(asked) ? '' : asked;
  } catch (error) {
    return '';
  }
}
