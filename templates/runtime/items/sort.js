// Boxes: each statement has a select with the boxes.

ITEM_KINDS.sort = (root, seat) => {
  const list = root.querySelector('.options');
  const loose = root.querySelector('.loose');
  const rows = Array.from(loose.children).map((piece) => ({ at: Number(piece.dataset.at), nodes: Array.from(piece.childNodes) }));
  const options = Array.from(list.children).map((entry, at) => ({ value: at, text: entry.textContent }));
  list.remove();
  loose.remove();
  placingItem(root, seat, rows, options, ['sorted_so', 'sorted_all', 'sorted_some']);
};
