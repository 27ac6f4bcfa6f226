// Where the group stands between two ends: a place for each, with a dot for each hand.

function placesOf(position) {
  const ends = position.ends.map(wordsOf);
  return Array.from({ length: position.steps }, (none, at) => placeWords(ends, position.steps, at));
}

// One row of places. Few people are told in words, since dots would count them.
function lineRow(state, key, steps, name) {
  const hands = handsOf(state, key, steps);
  const place = (count) => make('li', { class: count ? 'taken' : 'free' },
    state.seats < TELLING
      ? make('span', { class: 'word' }, count ? tally(count, state.seats) : '')
      : make('span', { class: 'stack' }, ...Array.from({ length: Math.min(count, MOST_SEATS) }, () => make('i', {}))),
    make('span', { class: 'spot' }, state.seats >= TELLING && count ? String(count) : ''));
  return make('div', { class: 'row' }, name ? make('p', { class: 'name' }, name) : null, make('ol', { class: 'places' }, ...hands.map(place)));
}

function line(state, position, keys) {
  return make('div', { class: 'scale-of' },
    ...keys.map((key) => lineRow(state, key, position.steps, keys.length > 1 ? say('position_' + key) : '')),
    make('div', { class: 'ends' }, make('span', {}, html(position.ends[0])), make('span', {}, html(position.ends[1]))));
}
