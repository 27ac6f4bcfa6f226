// A position: a place on a line, asked with the first reaction and again near the end.

ITEM_KINDS.position = (root, seat) => {
  const list = root.querySelector('.ends');
  const ends = Array.from(list.children).map((end) => end.textContent);
  const scale = createScale(ends, seat.item.steps, seat.title, seat.held, seat.answer);
  list.replaceWith(scale);
};

// The way from the first place to the second, in words.
function shiftWords(ends, steps, first, second) {
  if (second === null || second === undefined) return say('shift_open');
  if (first === null || first === undefined) return say('shift_only', { now: placeWords(ends, steps, second) });
  const words = { before: placeWords(ends, steps, first), now: placeWords(ends, steps, second) };
  if (first === second) return say('shift_none', words);
  return say('shift_moved', words);
}
