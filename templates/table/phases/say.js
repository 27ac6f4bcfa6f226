// Say: a round in which everybody may speak or pass, by seats and without names, then the questions in any order. Questions that
// help when the talk has dried up are one press away.

PANELS.say = (desk) => {
  const { dilemma, prompts } = textOf(desk.state.card);
  const argument = (text) => make('li', {}, html(text));
  const side = (one) => make('div', {}, make('h4', {}, html(one.title)), make('ul', {}, ...one.arguments.map(argument)));
  const question = (text, at) => make('li', {}, make('p', {}, html(text)), showKnob(desk, 'prompt/' + at));
  return [
    part(say('round'), make('p', { class: 'fine' }, say('round_lead')), showKnob(desk, 'seats'), ...turns(desk)),
    room.asks.length ? driedUp(desk) : null,
    dilemma ? part(say('show_dilemma'), html(dilemma.tension), showKnob(desk, 'dilemma'),
      dilemma.sides.length ? fold('sides', say('arguments'), ...dilemma.sides.map(side)) : null) : null,
    part(say('prompts'), make('ol', { class: 'questions' }, ...prompts.map(question))),
  ];
};

function driedUp(desk) {
  const ask = (text, at) => make('li', {}, make('p', {}, html(text)), showKnob(desk, 'ask/' + at));
  return part(say('asks'), fold('asks', say('asks_open'), make('p', { class: 'fine' }, say('asks_lead')), make('ol', { class: 'questions' }, ...room.asks.map(ask))));
}

function hadTurn(state, at) {
  return state.spoke.includes(at) || state.passed.includes(at);
}

function turns(desk) {
  const { state } = desk;
  const seats = Array.from({ length: state.seats }, (none, at) => at);
  const toggle = (list, at) => desk.change(() => {
    const place = state[list].indexOf(at);
    if (place < 0) state[list].push(at);
    else state[list].splice(place, 1);
  });
  const seat = (at) => make('li', { class: state.turn === at ? 'lit' : '' },
    make('span', {}, say('seat', { n: at + 1 })),
    toggleKnob('turn' + at, say('speaks'), state.turn === at, () => desk.change(() => { state.turn = state.turn === at ? -1 : at; }), say('seat', { n: at + 1 })),
    toggleKnob('spoke' + at, say('spoke'), state.spoke.includes(at), () => toggle('spoke', at), say('seat', { n: at + 1 })),
    toggleKnob('passed' + at, say('passes'), state.passed.includes(at), () => toggle('passed', at), say('seat', { n: at + 1 })));
  const left = seats.filter((at) => !hadTurn(state, at) && at !== state.turn);
  return [
    make('div', { class: 'doing' }, knob('next-seat', say('next_seat'), () => nextSeat(desk), { class: 'first' }),
      make('p', { class: 'fine' }, left.length || state.turn >= 0 ? say('seats_left', { n: left.length }) : say('all_spoke'))),
    make('ol', { class: 'seats' }, ...seats.map(seat)),
  ];
}

function nextSeat(desk) {
  desk.change((state) => {
    if (state.turn >= 0 && !hadTurn(state, state.turn)) state.spoke.push(state.turn);
    const after = Array.from({ length: state.seats }, (none, at) => (state.turn + 1 + at) % state.seats);
    const next = after.find((at) => !hadTurn(state, at));
    state.turn = next === undefined ? -1 : next;
    if (state.show !== 'seats' && !state.show.startsWith('prompt/')) state.show = 'seats';
  });
  const { turn } = desk.state;
  announce(turn < 0 ? say('all_spoke') : say('seat', { n: turn + 1 }) + ': ' + say('speaks'));
}
