// Several right answers. Says how many were found, never how many were missed.

ITEM_KINDS.facts = (root, seat) => {
  checkedItem(root, seat, 'checkbox', (ticks, right) => {
    const found = ticks.filter((at) => right.indexOf(at) >= 0).length;
    if (found === right.length && ticks.length === found) return say('facts_all');
    return say('facts_some', { found, all: right.length });
  });
};
