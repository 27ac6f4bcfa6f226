// Free text for the learner alone. It stays in the page's memory; `seat.answer` is never called.

ITEM_KINDS.note = (root, seat) => {
  const question = root.querySelector('h4').textContent;
  root.append(noteField(seat.situation, 'item/' + seat.item.id, question, say('your_note')));
};
