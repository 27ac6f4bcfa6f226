// Actions on the four levels of the board: own ideas to write, those of the deck to pick, or nothing for now. It stays in the
// page's memory.

const LEVELS = ['individual', 'team', 'organisation', 'policy'];

STEPS.actions = (section, desk) => {
  all(section, '.level').forEach((level) => {
    const key = level.dataset.level;
    const heading = level.querySelector('h4');
    heading.id = freshName();
    const place = LEVELS.indexOf(key) + 1;
    const name = heading.textContent;
    heading.prepend(make('i', { class: 'ring ring-' + place, 'aria-hidden': 'true' }));
    const picks = pickedAt(desk, key, name);
    level.append(
      ...levelQuestions(key),
      noteField(desk.data.id, 'action/' + key, name, say('own_action'), 2),
      levelChoices(level, picks, heading.id));
  });
  return [];
};

function pickedAt(desk, key, name) {
  const { picked } = desk.memory;
  if (!picked.has(key)) picked.set(key, { name, ideas: new Map(), nothing: false });
  return picked.get(key);
}

// The board's own questions, where the module has a board.
function levelQuestions(key) {
  const questions = document.querySelector('#_board [data-level="' + key + '"] .questions');
  if (!questions) return [];
  return [make('details', { class: 'guide' }, make('summary', {}, say('level_questions')), questions.cloneNode(true))];
}

function levelChoices(level, picks, titleId) {
  const list = level.querySelector('.ideas');
  const boxes = [];
  const nothing = tickBox('weight', picks.nothing, [say('nothing_here')], (on) => {
    picks.nothing = on;
    if (!on) return;
    picks.ideas.clear();
    boxes.forEach((entry) => { entry.input.checked = false; });
  });
  Array.from(list ? list.children : []).forEach((idea, at) => {
    const text = idea.textContent;
    boxes.push(tickBox('weight', picks.ideas.has(at), Array.from(idea.childNodes), (on) => {
      if (!on) return picks.ideas.delete(at);
      picks.nothing = false;
      nothing.input.checked = false;
      return picks.ideas.set(at, text);
    }));
  });
  if (list) list.remove();
  return make('div', { role: 'group', 'aria-labelledby': titleId }, ...boxes.map((entry) => entry.element), nothing.element);
}
