// What `match` and `sort` share: rows with a choice each, a button that compares, and for each row words that say how it went: where it
// belongs, from the second try on. The answer is an array: for each thing in the deck's order, the place that was chosen.

// `rows` are { at, nodes } with `at` the thing's place in the answer; `options` are { value, text }; `choiceOf(row, options, held, name)`
// gives { element, value() }; `words` are the names of what is said of one row, of all and of some: pairs are right or not, another
// sorting can be defended.
function placingItem(root, seat, rows, options, choiceOf, words) {
  const { closing } = takeAnswers(root);
  const line = verdictLine();
  const places = rows.map((row) => placingRow(row, options, choiceOf, Array.isArray(seat.held) ? seat.held[row.at] : null));
  const group = make('fieldset', { class: 'placing', 'aria-labelledby': seat.title }, ...places.map((entry) => entry.row));
  group.addEventListener('change', () => {
    places.forEach((entry) => entry.said.replaceChildren());
    line.replaceChildren();
  });
  let tries = Array.isArray(seat.held) ? 1 : 0;
  const show = () => {
    const good = places.filter((entry) => entry.value() === seat.item.right[entry.at]).length;
    const isAll = good === places.length;
    if (places.every((entry) => entry.value() === null)) return conclude(line, say('choose_first'));
    tries += 1;
    const isOpen = isAll || tries > 1;
    places.forEach((entry) => placingWords(entry, seat.item.right, isOpen && options, words[0]));
    return conclude(line, say(words[isAll ? 1 : 2], { found: good, all: places.length }) + nextTry(isAll, isOpen), isOpen && closing);
  };
  const check = button('second', say('check'), () => {
    show();
    const answer = [];
    places.forEach((entry) => { answer[entry.at] = entry.value(); });
    if (answer.some((place) => place !== null)) seat.answer(answer);
  });
  root.append(group, make('div', { class: 'doing' }, check), line);
  if (Array.isArray(seat.held)) show();
}

function placingRow(row, options, choiceOf, held) {
  const id = freshName();
  const said = make('p', { class: 'said', id: id + 's' });
  const { element, value } = choiceOf(options, Number.isInteger(held) ? held : null, id);
  return { at: row.at, value, said, row: make('div', { class: 'place-row' }, make('label', { for: id, id: id + 'l' }, ...row.nodes), element, said) };
}

function placingWords(entry, right, options, word) {
  const good = entry.value() === right[entry.at];
  entry.said.className = 'said ' + (good ? 'is-right' : 'is-other');
  entry.said.textContent = good ? say(word) : options ? say('belongs_to', { text: options.find(({ value }) => value === right[entry.at]).text }) : '';
}
