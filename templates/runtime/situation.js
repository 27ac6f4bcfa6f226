// A situation as a way of steps, each made to work when it is first shown. `desk` is what a step may use:
// { data, article, held, memory, tracker, onShow }.

// How each step is made to work, by its name: `(section, desk)` gives what stands at its end, if anything. Each file of `steps/` puts itself in.
const STEPS = {};

function createSituation(article, data, tracker, onDone) {
  const desk = { data, article, tracker, held: tracker.now().situations[data.id], memory: remembered(data.id), onShow: {} };
  recallPosition(desk);
  const sections = new Map(all(article, '.step').map((section, at) => {
    section.id = data.id + '/' + data.steps[at];
    return [data.steps[at], section];
  }));
  const names = new Map(data.steps.map((name) => [name, sections.get(name).querySelector('h3').textContent]));
  const turns = new Map();
  let current = null;
  const leave = () => { if (current) tracker.step(data.id, current); };
  const beside = (by) => data.steps[data.steps.indexOf(current) + by];
  const moves = createMoves(data, names, (by) => {
    if (turns.get(current).go(by)) return showMoves();
    if (by < 0) return onDone(data.id, beside(-1));
    leave();
    return goOn(beside(1));
  });
  const showMoves = () => {
    const place = (by) => turns.get(current).tell(by) || names.get(beside(by));
    moves.show(current, tracker.now().situations[data.id], place(-1), place(1));
  };
  // To a step, or out of the card.
  const goOn = (next) => {
    showMoves();
    const now = tracker.now().situations[data.id];
    announce(now.done ? say('situation_done') : say('step_done', { n: now.steps.length, all: data.steps.length }));
    onDone(data.id, next);
  };
  desk.openNext = (element) => {
    turns.get(current).openNext(element);
    showMoves();
  };
  desk.openTurn = (turn) => {
    turns.get(current).lead(turn);
    showMoves();
  };
  desk.setAside = () => {
    tracker.setAside(data.id);
    goOn();
  };
  rereadable(article);
  article.append(moves.element);
  return {
    leave,
    show: (name, target) => {
      if (current !== name) leave();
      if (current) sections.get(current).classList.remove('open');
      current = name;
      const section = sections.get(name);
      if (!turns.has(name)) {
        if (section.querySelector('.item')) wakeItems(section, desk);
        section.append(...(STEPS[name](section, desk) || []));
        turns.set(name, createTurns(section));
        hintOnce(section);
      }
      if (target) turns.get(name).reveal(byId(target));
      if (name === data.steps[data.steps.length - 1]) showMissing(desk, section, names);
      if (desk.onShow[name]) desk.onShow[name]();
      section.classList.add('open');
      article.classList.toggle('past', name !== 'read');
      showMoves();
      return section;
    },
    // Where to begin: the first step that was not done.
    next: () => {
      const { steps } = tracker.now().situations[data.id];
      return data.steps.find((name) => steps.indexOf(name) < 0) || data.steps[0];
    },
    title: (name) => [stepCount(data, name), names.get(name), article.querySelector('h2').textContent].join(' – '),
  };
}

const stepCount = ({ steps }, name) => say('step', { n: steps.indexOf(name) + 1, all: steps.length });

// A position that the LMS gave back is the second one when that step was done, else the first.
function recallPosition(desk) {
  const item = desk.data.items.find((known) => known.kind === 'position');
  const value = item ? desk.held.answers[item.id] : undefined;
  if (value === undefined) return;
  desk.memory[desk.held.steps.indexOf('position') < 0 ? 'first' : 'second'] = value;
}

// What becomes of notes is said once in a step.
function hintOnce(section) {
  const fields = all(section, 'textarea');
  if (!fields.length) return;
  const hint = make('span', { class: 'fine hint', id: freshName() }, say('note_hint'));
  fields.forEach((field) => field.setAttribute('aria-describedby', hint.id));
  section.querySelector('.lead').append(' ', hint);
}

// Before the end: the steps that were never shown, each a link.
function showMissing({ data, tracker }, section, names) {
  const now = tracker.now().situations[data.id];
  const missing = now.done ? [] : data.steps.slice(0, -1).filter((step) => now.steps.indexOf(step) < 0);
  const place = section.querySelector('.missing') || make('p', { class: 'missing' });
  place.replaceChildren(...missing.map((step) => make('a', { href: '#' + data.id + '/' + step }, names.get(step))));
  if (missing.length) place.prepend(say('missing'));
  section.append(place);
}
