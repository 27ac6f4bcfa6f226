// Boxes: each statement has the boxes under it, of which one is pressed.

ITEM_KINDS.sort = (root, seat) => {
  const list = root.querySelector('.options');
  const loose = root.querySelector('.loose');
  const rows = Array.from(loose.children).map((piece) => ({ at: Number(piece.dataset.at), nodes: Array.from(piece.childNodes) }));
  const options = Array.from(list.children).map((entry, at) => ({ value: at, text: entry.textContent }));
  list.remove();
  loose.remove();
  placingItem(root, seat, rows, options, boxesOf, ['sorted_so', 'sorted_all', 'sorted_some']);
};

function boxesOf(options, held, id) {
  const inputs = options.map(({ value }) => make('input', { type: 'radio', name: id, value, checked: value === held }));
  const element = make('div', { class: 'picks', role: 'radiogroup', 'aria-labelledby': id + 'l', 'aria-describedby': id + 's' },
    ...inputs.map((input, at) => make('label', { class: 'pick' }, input, make('span', {}, options[at].text))));
  return { element, value: () => inputs.reduce((found, input) => (input.checked ? Number(input.value) : found), null) };
}
