// Hands that are counted, and how a count is told. Below five people a number would tell on everybody, so words take its place.

const TELLING = 5;

function tally(count, people) {
  if (people >= TELLING) return String(count);
  if (!count) return '–';
  if (count >= people) return say('tally_all');
  return say(count * 2 > people ? 'tally_most' : 'tally_some');
}

function handsOf(state, key, length) {
  const hands = state.hands[key] || [];
  return Array.from({ length }, (none, at) => hands[at] || 0);
}

function sumOf(list) {
  return list.reduce((sum, one) => sum + one, 0);
}

// A row for each label with buttons that count hands. `desk` is the narrator's.
function counters(desk, key, labels) {
  const hands = handsOf(desk.state, key, labels.length);
  const count = (at, by) => desk.change((state) => {
    const list = handsOf(state, key, labels.length);
    list[at] = Math.min(MOST_SEATS, Math.max(0, list[at] + by));
    state.hands[key] = list;
  });
  const row = (label, at) => make('li', {},
    make('span', { class: 'what' }, label),
    make('span', { class: 'count' },
      knob(key + at + '-', '−', () => count(at, -1), { 'aria-label': say('fewer', { what: label }), 'aria-disabled': hands[at] ? null : 'true' }),
      make('output', {}, String(hands[at])),
      knob(key + at + '+', '+', () => count(at, 1), { 'aria-label': say('more', { what: label }) })));
  return make('ul', { class: 'hands' }, ...labels.map(row));
}
