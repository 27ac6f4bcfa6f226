// Where the group stands between two ends: a place for each, with a dot for each hand.

function placesOf(position) {
  const ends = position.ends.map(wordsOf);
  return Array.from({ length: position.steps }, (none, at) => placeName(ends, position.steps, at));
}

// The words of the learner's page for the same place.
function placeName(ends, steps, at) {
  const middle = (steps - 1) / 2;
  if (at === middle) return say('place_middle');
  const distance = Math.abs(at - middle) / middle;
  const key = distance === 1 ? 'place_fully' : distance > 0.5 ? 'place_rather' : 'place_slightly';
  return say(key, { end: at < middle ? ends[0] : ends[1] });
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
