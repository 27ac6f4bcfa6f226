// The sheet of a session, and the rows of its record. Neither has a name in it: seats are numbers, hands are counts, and few hands
// are words. What looks like a name in what was typed is pointed out before the sheet goes on.

// An address, a number of eight digits or more, and a title before a capital letter, in the languages of the interface.
const LOOKS_LIKE = [
  /\S+@\S+/g,
  /(?:\+|\b)\d(?:[ .()/-]{0,2}\d){7,}/g,
  /(?:^|[^\p{L}])(?:Mme|Mlle|Madame|Monsieur|Mrs|Miss|Mr|Ms|M|Dr|Doamna|Domnul|Dna|Dl|Frau|Herr|Mevrouw|Meneer|Mevr|Dhr|Κυρία|Κύριος|κυρία|κύριος|Κα|κα|Κος|κος|κ|Κ)\.?\s+\p{Lu}[\p{L}.]*/gu,
];

function namesIn(state) {
  const typed = state.ideas.map((idea) => idea.text).concat(state.summary);
  return typed.flatMap((text) => LOOKS_LIKE.flatMap((pattern) => text.match(pattern) || [])).map((found) => found.trim());
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate());
}

// The card that is on the table, as the record wants it; nothing before it was read.
function playedNow(state) {
  if (!state.card || !state.started) return [];
  return [{ id: state.card, day: today(), done: state.round }];
}

// The parts of the sheet: a title and lines each. What was not used is not there.
function sheetLines(state) {
  const card = textOf(state.card);
  const parts = [];
  const add = (title, lines) => { if (lines.length) parts.push({ title, lines }); };
  const told = (key, labels) => {
    const hands = handsOf(state, key, labels.length);
    return sumOf(hands) ? labels.map((label, at) => [label, hands[at]]).filter(([, count]) => count).map(([label, count]) => label + ' – ' + tally(count, state.seats)) : [];
  };
  const now = Date.now();
  const used = inMinutes(usedAll(state, now));
  add(say('group'), [say('sheet_group', { n: state.seats }), say('sheet_time', { n: used })]);
  add(say('show_feelings'), told('feelings', FEELINGS.map((key) => say('feeling_' + key))));
  if (card.position) ['before', 'after'].forEach((key) => add(say('position_' + key), told(key, placesOf(card.position))));
  add(say('show_decision'), state.decision ? [say('decide_' + state.decision)] : []);
  const idea = (one) => one.text + (one.dots ? ' ' + '●'.repeat(one.dots) : '');
  room.levels.forEach((level) => add(wordsOf(level.title), state.ideas.filter((one) => one.level === level.key).map(idea)));
  add(say('not_placed'), state.ideas.filter((one) => one.level === '').map(idea));
  add(say('summary'), state.summary.split('\n').filter((text) => text.trim()));
  return parts;
}

// The sheet as elements of a document: of this page, or of the one that is saved.
function sheetElements(page, state) {
  const put = (tag, text) => Object.assign(page.createElement(tag), { textContent: text });
  const { entry, theme } = cardOf(state.card);
  const list = (lines) => {
    const all = page.createElement('ul');
    all.append(...lines.map((text) => put('li', text)));
    return all;
  };
  return [put('h4', wordsOf(entry.title)), put('p', wordsOf(theme.title) + ' · ' + today()),
    ...sheetLines(state).flatMap((one) => [put('h5', one.title), list(one.lines)]),
    put('p', say('no_names')), put('p', wordsOf(room.imprint))];
}

function sheetPage(state) {
  const page = document.implementation.createHTMLDocument(wordsOf(cardOf(state.card).entry.title));
  page.documentElement.lang = document.documentElement.lang;
  const meta = (name, content) => Object.assign(page.createElement('meta'), { name, content });
  const charset = page.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  const style = Object.assign(page.createElement('style'), {
    textContent: 'body{max-width:42em;margin:2em auto;padding:0 1em;font-family:serif;line-height:1.5}h1{font-size:1.6em}h2{font-size:1.1em;margin-bottom:.2em}',
  });
  page.head.prepend(charset, meta('viewport', 'width=device-width'));
  page.head.append(style);
  sheetElements(page, state).forEach((element) => {
    const level = { H4: 'h1', H5: 'h2' }[element.tagName];
    const placed = level ? Object.assign(page.createElement(level), { textContent: element.textContent }) : element;
    page.body.append(placed);
  });
  return '<!doctype html>\n' + page.documentElement.outerHTML + '\n';
}

// A row for each seat and card, as `cartable statements` reads them: accounts are codes of this session that lead to nobody.
function sessionRows(state) {
  const seats = Array.from({ length: state.seats }, (none, at) => at + 1);
  const group = 'table-' + state.session;
  const rows = state.played.concat(playedNow(state)).flatMap((card) => seats.map((seat) => [group + '-' + seat, card.id, card.day, card.done ? 'yes' : 'no', group, state.seats]));
  return [['account', 'situation', 'date', 'done', 'group', 'people']].concat(rows).map((row) => row.join(',')).join('\r\n') + '\r\n';
}
