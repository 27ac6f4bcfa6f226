// One thing at a time: the questions, the items and the levels of a step, of which one is shown. The bar leads from one to the next.

function createTurns(section) {
  const turns = all(section, '.prompts > li, .item, .level');
  const place = (n) => say('count', { n: n + 1, all: turns.length });
  let at = 0;
  const show = (to) => {
    at = to;
    turns.forEach((turn, n) => turn.classList.toggle('open', n === to));
    section.classList.toggle('later', to > 0);
  };
  if (turns.length > 1) {
    turns.forEach((turn, n) => {
      turn.classList.add('turn');
      turn.prepend(make('p', { class: 'count' }, place(n)));
    });
  }
  show(0);
  return {
    // False where there is nothing more on that side.
    go: (by) => {
      if (!turns[at + by]) return false;
      show(at + by);
      const title = turns[at].querySelector('h4, .prompt');
      title.setAttribute('tabindex', '-1');
      // A question that is answered in words, where no keyboard comes up over it: its field says the question too.
      const field = window.matchMedia('(hover: hover)').matches && turns[at].querySelector('.prompt + .note textarea');
      focusOn(field || title, section);
      return true;
    },
    tell: (by) => turns[at + by] && place(at + by),
    reveal: (element) => {
      const found = turns.findIndex((turn) => turn.contains(element));
      if (found >= 0) show(found);
    },
  };
}
