// Pairs: under each of the longer halves the shorter ones, of which one is pressed.

ITEM_KINDS.match = (root, seat) => {
  const [given, partners] = placingLists(root);
  const words = ['chosen_right', 'placed_all', 'placed_some'];
  const length = (list) => list.reduce((sum, { node }) => sum + node.textContent.length, 0);
  if (length(given) > length(partners)) return placingItem(root, seat, given, partners, words);
  // The answer has for each of the given ones its partner, the rows are the partners.
  const turned = {
    title: seat.title,
    item: { right: turnPairs(seat.item.right) },
    held: seat.held && turnPairs(seat.held),
    answer: (chosen) => seat.answer(turnPairs(chosen)),
  };
  // Each of the given ones goes with one row: the row that had it gives it up. Arrow keys pass over what another row has, so it is taken
  // once the row is left.
  const giveUp = ({ target, relatedTarget }) => {
    if (!target.checked || (relatedTarget && relatedTarget.name === target.name)) return;
    all(root, ':checked').forEach((input) => { if (input !== target && input.value === target.value) input.checked = false; });
  };
  root.addEventListener('change', (event) => { if (pointed) giveUp(event); }, true);
  root.addEventListener('focusout', giveUp);
  return placingItem(root, turned, partners, given, words);
};

// From places by the one half to places by the other.
function turnPairs(places) {
  const turned = [];
  places.forEach((place, at) => { if (place !== null) turned[place] = at; });
  return turned;
}
