// Which cards may be drawn, and the draw. No card comes twice in a session.

function mayDraw(state, wish) {
  return allCards().filter(({ entry, theme }) => !state.out.includes(entry.id)
    && !state.played.some((card) => card.id === entry.id)
    && (wish.theme === '' || theme.id === wish.theme)
    && (wish.noted || entry.note === ''));
}

// The id of a card that is not `last` where there is another; empty where there is none.
function drawCard(state, wish, last) {
  const all = mayDraw(state, wish).map(({ entry }) => entry.id);
  const others = all.filter((id) => id !== last);
  const from = others.length ? others : all;
  return from.length ? from[crypto.getRandomValues(new Uint32Array(1))[0] % from.length] : '';
}
