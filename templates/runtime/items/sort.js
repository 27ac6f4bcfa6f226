// Statements to put into boxes.

ITEM_KINDS.sort = (root, seat) => {
  const [boxes, things] = placingLists(root);
  placingItem(root, seat, things, boxes, ['sorted_so', 'sorted_all', 'sorted_some'], 'rest');
};
