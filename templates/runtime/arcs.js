// The board's four levels as arcs, one in the other, with a token for each idea that the learner has put on a level.

const LEVELS = ['individual', 'team', 'organisation', 'policy'];

// Draws the board in an element. `here` is the level that is worked on; `press(level)` is called with the one that is pressed. Without them
// the board is a picture.
function showArcs(board, own, here, press) {
  board.replaceChildren(...LEVELS.map((level, at) => {
    const opens = press && own.picked.get(level);
    return make(opens ? 'button' : 'span', {
      class: 'arc', 'aria-current': level === here && 'true', 'aria-label': opens && at + 1 + ' ' + opens.name, click: opens && (() => press(level)),
    }, at + 1, ...tokensOn(own, level).map(() => make('i')));
  }));
  return board;
}

// The ideas on a level: those of the deck that were picked, and the learner's own.
function tokensOn(own, level) {
  const picks = own.picked.get(level);
  if (!picks) return [];
  const note = own.notes.get('action/' + level);
  return [...picks.ideas.values(), note && note.text.trim()].filter(Boolean);
}
