// What the table sees, for each kind of show: large, one thing at a time, and nothing that can be pressed.

const VIEWS = {
  rules: () => [
    make('h1', {}, room.title),
    make('ol', { class: 'rules' }, ...['rule_listen', 'rule_ideas', 'rule_names', 'rule_stays'].map((key) => make('li', {}, say(key)))),
  ],
  part: (state, at) => {
    const { story } = textOf(state.card);
    return [paper(state, html(story[at]), 'tale'), story.length > 1 ? steps(Number(at), story.length) : null];
  },
  feelings: (state) => {
    const hands = handsOf(state, 'feelings', FEELINGS.length);
    const told = (key, at) => make('li', {}, make('span', {}, say('feeling_' + key)), make('b', {}, hands[at] ? tally(hands[at], state.seats) : ''));
    return [make('h1', {}, say('ask_feelings')), make('ul', { class: 'tallies' }, ...FEELINGS.map(told))];
  },
  position: (state, key) => {
    const { position } = textOf(state.card);
    return [make('h1', {}, html(position.question)), line(state, position, [key])];
  },
  compare: (state) => {
    const { position } = textOf(state.card);
    return [make('h1', {}, html(position.question)), line(state, position, ['before', 'after'])];
  },
  seats: (state) => [make('h1', {}, say('ask_see')), ring(state, state.spoke)],
  dilemma: (state) => {
    const { dilemma } = textOf(state.card);
    const side = (one) => make('section', {}, make('h2', {}, html(one.title)));
    return [paper(state, html(dilemma.tension), 'tale'), make('div', { class: 'sides' }, ...dilemma.sides.map(side))];
  },
  prompt: (state, at) => [paper(state, html(textOf(state.card).prompts[at]), 'question'), state.turn < 0 ? null : ring(state, state.spoke)],
  ask: (state, at) => [paper(state, html(room.asks[at]), 'question')],
  capsule: (state, id) => {
    const capsule = capsulesOf(state.card).find((one) => one.id === id);
    return [
      paper(state, html('<h2>' + capsule.title + '</h2>' + capsule.keep), 'capsule'),
      make('ul', { class: 'three' }, ...['confirms', 'shifts', 'leaves'].map((key) => make('li', {}, say('light_' + key)))),
    ];
  },
  quiz: (state, at) => quizView(state, Number(at), false),
  answer: (state, at) => quizView(state, Number(at), true),
  decision: (state) => {
    const chosen = state.decision;
    const way = (key) => make('li', { class: chosen === key ? 'chosen' : '' }, say('decide_' + key));
    return [make('h1', {}, say('ask_decide')), make('ul', { class: 'ways' }, way('on'), way('stop'))];
  },
  board: (state) => [make('h1', { class: 'small' }, say('show_board')), board(state)],
  level: (state, key) => {
    const [, name, at] = state.show.split('/');
    const level = room.levels[LEVELS.indexOf(name || key)];
    return [make('p', { class: 'name' }, html(level.title)), paper(state, html(level.questions[at]), 'question')];
  },
  closing: (state) => [make('h1', {}, say('ask_closing')), ring(state, state.closing)],
  care: () => [make('h1', {}, say('care_title')), make('p', { class: 'large' }, say('care'))],
  thanks: () => [make('h1', {}, say('thanks')), make('p', { class: 'large' }, say('rule_stays'))],
};

// An ivory card on the cloth, with its index and title.
function paper(state, content, kind) {
  const card = cardOf(state.card);
  return make('div', { class: 'paper ' + kind },
    make('div', { class: 'corner' }, make('b', {}, String(card.number)), make('i', { class: 'suit' }), make('h1', {}, html(card.entry.title)), drawing(textOf(state.card).scene)),
    make('div', { class: 'text' }, content),
    make('p', { class: 'corner turned' }, make('b', {}, String(card.number)), make('i', { class: 'suit' })));
}

// The drawing of a card, which says nothing that its title does not.
function drawing(path) {
  if (!path) return null;
  const box = html('<svg class="scene" viewBox="0 0 48 48" aria-hidden="true"><path/></svg>');
  box.querySelector('path').setAttribute('d', path);
  return box;
}

function steps(at, count) {
  return make('p', { class: 'stitches' }, ...Array.from({ length: count }, (none, one) => make('i', { class: one === at ? 'here' : '' })));
}

// The seats around the table: empty chairs with a number, one of them lit.
function ring(state, spoke) {
  const seat = (none, at) => {
    const turn = (at / state.seats - 0.25) * 2 * Math.PI;
    const chair = make('li', { class: (at === state.turn ? 'lit' : '') + (spoke.includes(at) ? ' spoke' : '') }, String(at + 1));
    chair.style.left = 50 + 50 * Math.cos(turn) + '%';
    chair.style.top = 50 + 50 * Math.sin(turn) + '%';
    return chair;
  };
  return make('ol', { class: 'ring' + (state.seats > GOOD_SEATS ? ' many' : '') }, ...Array.from({ length: state.seats }, seat));
}

function quizView(state, at, revealed) {
  const { question, options } = textOf(state.card).quiz[at];
  const hands = handsOf(state, 'quiz/' + at, options.length);
  const told = (option, one) => make('li', { class: revealed ? (option.right ? 'right' : 'other') : '' },
    make('span', {}, html(option.text)),
    hands[one] ? make('b', {}, tally(hands[one], state.seats)) : null,
    revealed ? make('em', {}, say(option.right ? 'right' : 'not_right')) : null);
  return [make('h1', { class: 'small' }, html(question)), make('ol', { class: 'options' }, ...options.map(told))];
}

// Four levels, one above the other as on the printed board, each with the ideas that were placed on it.
function board(state) {
  const token = (idea) => make('li', {}, make('span', {}, idea.text), ...Array.from({ length: idea.dots }, () => make('i', { class: 'dot' })));
  const level = (one) => make('section', {}, make('h2', {}, html(one.title)),
    make('ul', {}, ...state.ideas.filter((idea) => idea.level === one.key).map(token)));
  const loose = state.ideas.filter((idea) => idea.level === '');
  return make('div', { class: 'board' },
    ...room.levels.map(level),
    loose.length ? make('ul', { class: 'loose' }, ...loose.map(token)) : null);
}
