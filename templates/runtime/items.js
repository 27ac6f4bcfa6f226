// The items of a step.

// How each kind is made to work, by its name: `(root, seat)`, see `choices.js`. Each file of `items/` puts itself in.
const ITEM_KINDS = {};

// Makes the items below `root` work, once.
function wakeItems(root, desk) {
  all(root, '.item').forEach((element) => {
    // What an answer refers to is read here as well.
    all(element, '.from').forEach((from) => from.replaceWith(capsuleHere(from.querySelector('a'), false, from.firstChild.textContent)));
    const item = desk.data.items.find((known) => known.id === element.dataset.item);
    const held = desk.held.answers[item.id];
    const title = element.querySelector('h4');
    title.id = element.id + '/title';
    ITEM_KINDS[item.kind](element, {
      item,
      situation: desk.data.id,
      title: title.id,
      held: item.kind === 'position' ? desk.memory.first : held,
      answer: (value) => {
        if (item.kind === 'position') desk.memory.first = value;
        desk.tracker.answer(desk.data.id, item.id, value);
        desk.openNext(element);
      },
    });
  });
}
