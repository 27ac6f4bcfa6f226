// Actions on the four levels of the board: own ideas to write, those of the deck to pick, or nothing for now. It stays in the
// page's memory.

STEPS.actions = (section, desk) => {
  const { picked } = desk.memory;
  const levels = all(section, '.level');
  levels.forEach((level) => {
    const key = level.dataset.level;
    if (!picked.has(key)) picked.set(key, { name: level.querySelector('h4').textContent, ideas: new Map(), nothing: false });
  });
  levels.forEach((level) => {
    const key = level.dataset.level;
    const heading = level.querySelector('h4');
    const board = make('div', { class: 'arcs' });
    const show = () => showArcs(board, desk.memory, key, (other) => desk.openTurn(levels.find((one) => one.dataset.level === other)));
    show();
    // Not on `change`: a field sends it when the pointer goes down on an arc, which must still be there when it goes up.
    section.addEventListener('input', show);
    heading.id = freshName();
    level.prepend(make('div', { class: 'place' }, heading, board));
    level.append(
      ...levelQuestions(key),
      noteField(desk.data.id, 'action/' + key, picked.get(key).name, say('own_action'), 2),
      levelChoices(level, picked.get(key), heading.id));
  });
};

// The board's own questions, where the module has a board.
function levelQuestions(key) {
  const questions = document.querySelector('#_board [data-level="' + key + '"] .questions');
  if (!questions) return [];
  return [make('details', { class: 'guide' }, make('summary', {}, say('level_questions')), questions.cloneNode(true))];
}

function levelChoices(level, picks, titleId) {
  const boxes = all(level, '.ideas > li').map((idea, at) => {
    const text = idea.textContent;
    return tickBox('weight', picks.ideas.has(at), idea.childNodes, (on) => {
      if (!on) return picks.ideas.delete(at);
      picks.nothing = false;
      nothing.input.checked = false;
      return picks.ideas.set(at, text);
    });
  });
  const nothing = tickBox('weight', picks.nothing, [say('nothing_here')], (on) => {
    picks.nothing = on;
    if (!on) return;
    picks.ideas.clear();
    boxes.forEach((entry) => { entry.input.checked = false; });
  });
  all(level, '.ideas').forEach((list) => list.remove());
  return make('div', { role: 'group', 'aria-labelledby': titleId }, ...boxes.map((entry) => entry.element), nothing.element);
}
