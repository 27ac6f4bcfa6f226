// A position: a place on a line, asked with the first reaction and again near the end.

ITEM_KINDS.position = (root, seat) => {
  const list = root.querySelector('.ends');
  const ends = Array.from(list.children).map((end) => end.textContent);
  const scale = createScale(ends, seat.item.steps, seat.title, seat.held, seat.answer);
  list.replaceWith(scale);
};

// The way from the first place to the second, in words.
function shiftWords(ends, steps, first, second) {
  const [before, now] = [first, second].map((at) => at !== null && placeWords(ends, steps, at));
  const key = second === null ? 'open' : first === null ? 'only' : first === second ? 'none' : 'moved';
  return say('shift_' + key, { before, now });
}
