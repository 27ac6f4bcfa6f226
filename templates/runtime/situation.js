// A situation as a way of steps: the thread that lists them, the button that goes on, and each step made to work when it is
// first shown. `desk` is what a step may use: { data, article, held, memory, tracker, onShow }.

// How each step is made to work, by its name: `(section, desk)` gives what stands at its end. Each file of `steps/` puts itself in.
const STEPS = {};

function createSituation(article, data, tracker, onDone) {
  const desk = { data, article, tracker, held: tracker.now().situations[data.id], memory: remembered(data.id), onShow: {} };
  recallPosition(desk);
  const sections = new Map(all(article, '.step').map((section) => [section.dataset.step, section]));
  const thread = createThread(data, sections);
  article.querySelector('.head').after(thread.element);
  const awake = new Set();
  let current = null;
  const leave = () => { if (current) tracker.step(data.id, current); };
  desk.setAside = () => {
    tracker.setAside(data.id);
    moveOn(desk, data.steps[data.steps.length - 1], thread, onDone);
  };
  return {
    leave,
    show: (name) => {
      if (current !== name) leave();
      if (current) sections.get(current).classList.remove('open');
      current = name;
      const section = sections.get(name);
      if (!awake.has(name)) {
        awake.add(name);
        if (section.querySelector('.item')) wakeItems(section, desk);
        section.append(...STEPS[name](section, desk), stepMoves(data, sections, name, () => goOn(desk, name, thread, onDone)));
      }
      showMissing(desk, sections, name);
      if (desk.onShow[name]) desk.onShow[name]();
      section.classList.add('open');
      thread.show(name, tracker.now().situations[data.id]);
      return section;
    },
    // Where to begin: the first step that was not done.
    next: () => {
      const { steps } = tracker.now().situations[data.id];
      return data.steps.find((name) => steps.indexOf(name) < 0) || data.steps[0];
    },
    title: (name) => say('title', { n: data.steps.indexOf(name) + 1, all: data.steps.length, step: stepName(sections, name), situation: article.querySelector('h2').textContent }),
  };
}

// A position that the LMS gave back is the second one when that step was done, else the first.
function recallPosition(desk) {
  const item = desk.data.items.find((known) => known.kind === 'position');
  const value = item ? desk.held.answers[item.id] : undefined;
  if (value === undefined) return;
  desk.memory[desk.held.steps.indexOf('position') < 0 ? 'first' : 'second'] = value;
}

function stepName(sections, name) {
  return sections.get(name).querySelector('h3').textContent;
}

function goOn(desk, name, thread, onDone) {
  desk.tracker.step(desk.data.id, name);
  moveOn(desk, name, thread, onDone);
}

// To the next step, or from the last one out of the card.
function moveOn({ data, tracker }, name, thread, onDone) {
  const now = tracker.now().situations[data.id];
  thread.show(name, now);
  announce(now.done ? say('situation_done') : say('step_done', { n: now.steps.length, all: data.steps.length }));
  onDone(data.id, data.steps[data.steps.indexOf(name) + 1]);
}

// Under each step: one button that goes on, named after what comes, and a link back.
function stepMoves(data, sections, name, onClick) {
  const at = data.steps.indexOf(name);
  const next = data.steps[at + 1];
  const label = next ? say('go_on', { step: stepName(sections, next) }) : say('finish');
  return make('div', { class: 'moves' },
    !next && make('p', { class: 'missing' }),
    button('first', label, onClick),
    at > 0 && stepLink(data, sections, data.steps[at - 1], say('go_back', { step: stepName(sections, data.steps[at - 1]) })));
}

function stepLink(data, sections, name, label) {
  return make('a', { class: 'back', href: '#' + data.id + '/' + name }, label);
}

// Before the end: the steps that were never shown, each a link.
function showMissing({ data, tracker }, sections, name) {
  const place = sections.get(name).querySelector('.missing');
  if (!place) return;
  const now = tracker.now().situations[data.id];
  const missing = now.done ? [] : data.steps.filter((step) => step !== name && now.steps.indexOf(step) < 0);
  place.replaceChildren(...missing.map((step) => stepLink(data, sections, step, stepName(sections, step))));
  if (missing.length) place.prepend(say('missing'));
}

// The list of steps. On a narrow page it is folded under a button that says where one is.
function createThread(data, sections) {
  const list = make('ol', { class: 'thread', id: data.id + '/thread' });
  const entries = new Map(data.steps.map((name) => {
    const state = make('span', { class: 'mark' });
    const link = make('a', { href: '#' + data.id + '/' + name }, make('i', { class: 'stitch', 'aria-hidden': 'true' }), make('span', {}, stepName(sections, name)), state);
    list.append(make('li', {}, link));
    return [name, { link, state }];
  }));
  const fold = button('fold', '', () => fold.setAttribute('aria-expanded', String(fold.getAttribute('aria-expanded') !== 'true')));
  fold.setAttribute('aria-controls', list.id);
  const show = (name, now) => {
    fold.setAttribute('aria-expanded', 'false');
    fold.textContent = say('fold', { n: data.steps.indexOf(name) + 1, all: data.steps.length, step: stepName(sections, name) });
    entries.forEach((entry, key) => {
      const done = now.done || now.steps.indexOf(key) >= 0;
      entry.link.classList.toggle('done', done);
      entry.state.textContent = done ? say('done') : '';
      if (key === name) entry.link.setAttribute('aria-current', 'step');
      else entry.link.removeAttribute('aria-current');
    });
  };
  return { element: make('nav', { class: 'way', 'aria-label': say('steps') }, fold, list), show };
}
