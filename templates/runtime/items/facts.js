// Several right answers. Says how many were found, never how many were missed.

ITEM_KINDS.facts = (root, seat) => {
  checkedItem(root, seat, 'checkbox', (found, isAll) => (isAll ? say('facts_all') : say('facts_some', { found, all: seat.item.right.length })));
};
