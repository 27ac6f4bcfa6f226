// Act: ideas are typed, placed on one of four levels by a key or a button, moved, taken back, and chosen by dots. The questions of a
// level can be put on the screen.

PANELS.act = (desk) => [
  part(say('ideas'), ideaForm(desk), make('p', { class: 'fine' }, say('ideas_lead')),
    make('div', { class: 'doing' },
      knob('undo', say('undo'), () => takeBack(desk), { 'aria-disabled': desk.undo.length ? null : 'true' }),
      toggleKnob('dots', say('use_dots', { n: DOTS_EACH }), desk.state.dots, () => desk.change((state) => { state.dots = !state.dots; })),
      desk.state.dots ? make('span', { class: 'fine' }, say('dots_used', { n: sumOf(desk.state.ideas.map((idea) => idea.dots)), all: desk.state.seats * DOTS_EACH })) : null)),
  placePart(desk, '', say('not_placed')),
  ...LEVELS.map((level, at) => placePart(desk, level, (at + 1) + '. ' + wordsOf(room.levels[at].title))),
];

function ideaForm(desk) {
  const field = make('input', {
    id: '_idea', 'data-k': 'idea', type: 'text', maxlength: '300', autocomplete: 'off', spellcheck: 'true',
    input: (event) => { desk.drafts.idea = event.target.value; },
  });
  field.value = desk.drafts.idea || '';
  return make('form', { class: 'idea-form', submit: (event) => {
    event.preventDefault();
    addIdea(desk);
  } }, make('label', { for: '_idea' }, say('idea')), field, make('button', { type: 'submit', class: 'first', 'data-k': 'add' }, say('add')));
}

// Changes the board so that it can be taken back.
function changeBoard(desk, work) {
  desk.undo.push(JSON.stringify(desk.state.ideas));
  desk.undo.splice(0, desk.undo.length - 30);
  desk.change((state) => {
    work(state);
    state.show = 'board';
  });
}

function takeBack(desk) {
  if (!desk.undo.length) return;
  const before = JSON.parse(desk.undo.pop());
  desk.idea = -1;
  desk.change((state) => { state.ideas = before; });
  announce(say('undone'));
}

// A new idea waits for its level and has the focus, so that the next key places it.
function addIdea(desk) {
  const text = (desk.drafts.idea || '').trim();
  if (!text) return;
  desk.drafts.idea = '';
  const id = desk.state.ideas.reduce((most, idea) => Math.max(most, idea.id), -1) + 1;
  desk.idea = id;
  changeBoard(desk, (state) => state.ideas.push({ id, text, level: '', dots: 0 }));
  focusOnKey('idea-' + id + '-0');
  announce(say('place_it'));
}

function placeIdea(desk, id, level) {
  desk.idea = -1;
  changeBoard(desk, (state) => {
    state.ideas.find((idea) => idea.id === id).level = level;
  });
  announce(say('placed', { level: wordsOf(room.levels[LEVELS.indexOf(level)].title) }));
  focusOnKey('idea');
}

function placePart(desk, level, title) {
  const ideas = desk.state.ideas.filter((idea) => idea.level === level);
  if (!level && !ideas.length) return null;
  const questions = level ? room.levels[LEVELS.indexOf(level)].questions : [];
  const ask = (text, at) => make('li', {}, make('p', {}, html(text)), showKnob(desk, 'level/' + level + '/' + at));
  return part(title, make('ul', { class: 'ideas' }, ...ideas.map((idea) => ideaRow(desk, idea))),
    questions.length ? fold('level-' + level, say('level_questions'), make('ul', { class: 'questions' }, ...questions.map(ask))) : null);
}

function ideaRow(desk, idea) {
  const move = (level, at) => knob('idea-' + idea.id + '-' + at, String(at + 1), () => placeIdea(desk, idea.id, level), {
    'aria-label': say('move_to', { n: at + 1, level: wordsOf(room.levels[at].title), idea: idea.text }),
    'aria-pressed': String(idea.level === level),
    class: 'second small',
  });
  const dot = (by, sign, key) => knob('dot-' + idea.id + sign, sign, () => changeBoard(desk, (state) => {
    const own = state.ideas.find((one) => one.id === idea.id);
    own.dots = Math.min(state.seats * DOTS_EACH, Math.max(0, own.dots + by));
  }), { 'aria-label': say(key, { what: idea.text }), class: 'second small' });
  const pick = () => { desk.idea = idea.id; };
  return make('li', { class: desk.idea === idea.id ? 'held-one' : '', focusin: pick },
    make('span', { class: 'what' }, idea.text),
    make('span', { class: 'moves' }, ...LEVELS.map(move),
      knob('remove-' + idea.id, '×', () => changeBoard(desk, (state) => { state.ideas = state.ideas.filter((one) => one.id !== idea.id); }), { 'aria-label': say('remove', { idea: idea.text }), class: 'second small' })),
    desk.state.dots ? make('span', { class: 'count' }, dot(-1, '−', 'fewer'), make('output', {}, String(idea.dots)), dot(1, '+', 'more')) : null);
}
