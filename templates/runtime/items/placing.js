// What `match` and `sort` share: rows with a select each, a button that compares, and for each row words that say how it
// went. The answer is an array: for each thing in the deck's order, the place that was chosen.

// `rows` are { at, nodes } with `at` the thing's place in the answer; `options` are { value, text }; `words` are the names of
// what is said of one row, of all and of some: pairs are right or not, another sorting can be defended.
function placingItem(root, seat, rows, options, words) {
  const { closing } = takeAnswers(root);
  const line = verdictLine();
  const selects = rows.map((row) => placingRow(row, options, seat.held));
  const group = make('fieldset', { class: 'placing', 'aria-labelledby': seat.title }, ...selects.map((entry) => entry.element));
  group.addEventListener('change', () => {
    selects.forEach((entry) => entry.said.replaceChildren());
    line.replaceChildren();
  });
  const show = () => {
    const chosen = selects.filter((entry) => entry.select.value !== '');
    if (!chosen.length) return conclude(line, say('check_empty'));
    selects.forEach((entry) => placingWords(entry, seat.item.right, options, words[0]));
    const good = chosen.filter((entry) => Number(entry.select.value) === seat.item.right[entry.at]).length;
    return conclude(line, good === selects.length ? say(words[1]) : say(words[2], { found: good, all: selects.length }), closing);
  };
  const check = button('second', say('check'), () => {
    show();
    const answer = Array.from({ length: selects.length }, () => null);
    selects.forEach((entry) => { if (entry.select.value !== '') answer[entry.at] = Number(entry.select.value); });
    if (answer.some((place) => place !== null)) seat.answer(answer);
  });
  root.append(group, make('div', { class: 'doing' }, check), line);
  if (Array.isArray(seat.held)) show();
}

function placingRow(row, options, held) {
  const id = freshName();
  const select = make('select', { id, 'aria-describedby': id + 's' },
    make('option', { value: '' }, say('choose')),
    ...options.map((option) => make('option', { value: option.value }, option.text)));
  if (Array.isArray(held) && Number.isInteger(held[row.at])) select.value = String(held[row.at]);
  const said = make('p', { class: 'said', id: id + 's' });
  return { at: row.at, select, said, element: make('div', { class: 'place-row' }, make('label', { for: id }, ...row.nodes), select, said) };
}

function placingWords(entry, right, options, word) {
  const wanted = options.find((option) => option.value === right[entry.at]);
  const good = Number(entry.select.value) === right[entry.at] && entry.select.value !== '';
  entry.said.className = 'said ' + (good ? 'is-right' : 'is-other');
  entry.said.textContent = good ? say(word) : say('belongs_to', { text: wanted.text });
}
