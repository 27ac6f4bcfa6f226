// One thing at a time: the questions, the items and the levels of a step, of which one is shown. The bar leads from one to the next; what
// is answered stays, and the next one opens below it.

function createTurns(section) {
  const turns = all(section, '.prompts > li, .item, .level');
  const place = (n) => say('count', { n: n + 1, all: turns.length });
  // The first and the last one that are shown.
  let [from, at] = [0, 0];
  const show = (first, last) => {
    [from, at] = [first, last];
    turns.forEach((turn, n) => turn.classList.toggle('open', n >= from && n <= at));
    section.classList.toggle('later', from > 0);
  };
  if (turns.length > 1) {
    turns.forEach((turn, n) => {
      turn.classList.add('turn');
      turn.prepend(make('p', { class: 'count' }, place(n)));
    });
  }
  show(0, 0);
  const lead = (turn) => {
    if (!turn) return false;
    reveal(turn);
    const title = turn.querySelector('h4, .prompt');
    title.tabIndex = -1;
    focusOn(fieldOf(turn) || title, section.closest('.view'));
    return true;
  };
  const reveal = (element) => {
    const found = turns.findIndex((turn) => turn.contains(element));
    if (found >= 0) show(found, found);
  };
  return {
    lead,
    reveal,
    // False where there is nothing more on that side.
    go: (by) => lead(turns[at + by]),
    openNext: (answered) => { if (answered === turns[at] && turns[at + 1]) show(from, at + 1); },
    tell: (by) => turns[at + by] && place(at + by),
  };
}

// The field with which a thing begins, where no keyboard of a screen comes up over it: its name says the question too.
function fieldOf(thing) {
  const first = window.matchMedia('(hover: hover)').matches && all(thing, 'input, textarea, select, button:not(.arc)').find((control) => control.offsetParent);
  return first && first.matches('textarea') && first;
}
