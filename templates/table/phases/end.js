// End: the same question as before, the way between the two answers, a last word from everybody who wishes, and a reminder of care.
// A session does not end without that round.

PANELS.end = (desk) => {
  const { position } = textOf(desk.state.card);
  return [
    ...(position ? [positionPart(desk, position, 'after'), part(say('show_compare'), showKnob(desk, 'compare'))] : []),
    part(say('show_closing'), make('p', { class: 'fine' }, say('closing_lead')), showKnob(desk, 'closing'), closingSeats(desk),
      tick('round', say('round_held'), desk.state.round, (on) => desk.change((state) => { state.round = on; }))),
    part(say('care_title'), make('p', {}, say('care')), make('p', { class: 'fine' }, say('care_lead')), showKnob(desk, 'care')),
  ];
};

function closingSeats(desk) {
  const { state } = desk;
  const seat = (none, at) => {
    const name = say('seat', { n: at + 1 });
    return make('li', {}, toggleKnob('closing' + at, name, state.closing.includes(at), () => desk.change(() => {
      if (state.closing.includes(at)) state.closing = state.closing.filter((one) => one !== at);
      else state.closing.push(at);
      if (state.closing.length >= state.seats) state.round = true;
    })));
  };
  return make('ol', { class: 'seats few' }, ...Array.from({ length: state.seats }, seat));
}
