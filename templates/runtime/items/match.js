// Pairs: each thing that is given has a select with the partners.

ITEM_KINDS.match = (root, seat) => {
  const list = root.querySelector('.options');
  const loose = root.querySelector('.loose');
  const rows = Array.from(list.children).map((entry, at) => ({ at, nodes: Array.from(entry.childNodes) }));
  const options = Array.from(loose.children).map((piece) => ({ value: Number(piece.dataset.at), text: piece.textContent }));
  list.remove();
  loose.remove();
  placingItem(root, seat, rows, options, selectOf, ['chosen_right', 'placed_all', 'placed_some']);
};

function selectOf(options, held, id) {
  const element = make('select', { id, 'aria-describedby': id + 's' },
    make('option', { value: '' }, say('choose')),
    ...options.map(({ value, text }) => make('option', { value, selected: value === held }, text)));
  return { element, value: () => (element.value === '' ? null : Number(element.value)) };
}
