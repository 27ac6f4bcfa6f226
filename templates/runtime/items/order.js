// Things to put in order with two buttons each, so that no dragging is needed. The answer is the deck's places in the order
// that the learner gave them.

ITEM_KINDS.order = (root, seat) => {
  const { solution, closing } = takeAnswers(root);
  const line = verdictLine();
  const loose = root.querySelector('.loose');
  const list = make('ol', { class: 'ordering', 'aria-labelledby': seat.title });
  const rows = Array.from(loose.children).map((piece) => orderRow(list, piece, line));
  const held = seat.held || [];
  const rank = (row) => held.indexOf(Number(row.dataset.at));
  if (held.length === rows.length) rows.sort((a, b) => rank(a) - rank(b));
  list.append(...rows);
  loose.replaceWith(list);
  const show = () => conclude(line, say('one_good_order'), make('div', {}, solution, closing || ''));
  root.append(make('div', { class: 'doing' }, button('second', say('compare'), () => {
    show();
    seat.answer(Array.from(list.children).map((row) => Number(row.dataset.at)));
  })), line);
  if (held.length === rows.length) show();
};

function orderRow(list, piece, line) {
  const text = piece.textContent;
  const row = make('li', { 'data-at': piece.dataset.at });
  const move = (step) => {
    const rows = Array.from(list.children);
    const target = rows[rows.indexOf(row) + step];
    if (!target) return;
    if (step < 0) target.before(row);
    else target.after(row);
    line.replaceChildren();
    announce(say('moved', { text, place: rows.indexOf(target) + 1, all: rows.length }));
  };
  // The button keeps the focus while its row moves, so that it can be pressed again.
  const mover = (step, key, sign) => {
    const own = button('move', make('span', { 'aria-hidden': 'true' }, sign), () => {
      move(step);
      own.focus();
    });
    own.append(make('span', { class: 'unseen' }, say(key, { text })));
    return own;
  };
  const movers = make('span', { class: 'movers' }, mover(-1, 'move_up', '↑'), mover(1, 'move_down', '↓'));
  row.append(make('div', { class: 'movable' }, make('span', { class: 'piece' }, ...piece.childNodes), movers));
  return row;
}
