// The learner's own copy of a situation: what was said and typed, as a list of parts with the board of levels, and as a page. It knows the
// page's memory and no tracker.

function keepsakeOf(desk) {
  const { memory: own, article } = desk;
  const title = article.querySelector('h2').textContent;
  const parts = [];
  let board = null;
  const add = (name, lines) => { if (lines.length) parts.push({ title: name, lines }); };
  const noted = (prefix) => Array.from(own.notes.keys()).filter((key) => key.split('/')[0] === prefix && own.notes.get(key).text.trim());
  const text = (key) => own.notes.get(key).text.trim();
  add(say('feelings'), FEELINGS.filter((key) => own.feelings.has(key)).map((key) => say('feeling_' + key)));
  if (STEPS.dilemma) weighed(own, article, add);
  ['prompt', 'dilemma', 'item'].forEach((prefix) => noted(prefix).sort().forEach((key) => add(own.notes.get(key).title, [text(key)])));
  LEVELS.forEach((key, at) => {
    const lines = tokensOn(own, key);
    if (!lines.length) return;
    board = showArcs(make('div', { class: 'arcs', 'aria-hidden': 'true' }), own);
    add(at + 1 + '. ' + own.picked.get(key).name, lines);
  });
  const item = desk.data.items.find((known) => known.kind === 'position');
  if (item && (own.first !== null || own.second !== null)) {
    add(say('position'), [shiftWords(positionEnds(desk, item), item.steps, own.first, own.second)]);
  }
  ['keep', 'if', 'then'].forEach((key) => noted(key).forEach(() => add(say(key), [text(key)])));
  return { title, board, parts };
}

// What was said and typed on this page, situation by situation.
function ownSheets(course) {
  return course.situations.filter(({ id }) => memory.has(id))
    .map((data) => keepsakeOf({ data, article: byId(data.id), memory: remembered(data.id) }))
    .filter((sheet) => sheet.parts.length > 0);
}

// Of one situation, or of several. A style that is made as an element would be refused by this page's own policy.
function keepsakeHtml(...keepsakes) {
  const page = make('html', { lang: document.documentElement.lang },
    make('title', {}, keepsakes[0].title),
    ...keepsakes.flatMap(({ title, parts }) => [make('h1', {}, title), ...parts.flatMap((part) => [make('h2', {}, part.title), ...part.lines.map((line) => make('p', {}, line))])]),
    make('p', {}, say('no_names')));
  return '<!doctype html>\n' + page.outerHTML.replace('>', '><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>body{max-width:40em;margin:auto;padding:1em;font:1em/1.5 serif;white-space:pre-wrap}</style>');
}
