// What `match` and `sort` share: rows with boxes under each, of which one is pressed, a button that compares, and for each row words that
// say how it went: where it belongs, from the second try on. The answer is an array: for each row, the place that was chosen.

// `rows` and `options` are { at, node }, with `at` the place in the deck; `words` are the names of what is said of one row, of all and
// of some: pairs are right or not, another sorting can be defended; `rest` is said before what the rows that are left are put into at once.
function placingItem(root, seat, rows, options, words, rest) {
  const { closing } = takeAnswers(root);
  const line = verdictLine();
  const places = rows.map((row) => placingRow(row, options, (seat.held || [])[row.at]));
  const group = make('div', { role: 'group', class: 'placing', 'aria-labelledby': seat.title }, ...places.map((entry) => entry.row));
  const left = () => places.filter((entry) => entry.value() === null);
  let tries = seat.held ? 1 : 0;
  const show = () => {
    const good = places.filter((entry) => entry.value() === seat.item.right[entry.at]).length;
    const isAll = good === places.length;
    if (left().length === places.length) return conclude(line, say('choose_first'));
    tries += 1;
    const isOpen = isAll || tries > 1;
    places.forEach((entry) => placingWords(entry, seat.item.right, isOpen && options, words[0]));
    return conclude(line, say(words[isAll ? 1 : 2], { found: good, all: places.length }) + nextTry(isAll, isOpen), isOpen && closing);
  };
  const check = button('second', say('check'), () => {
    show();
    const answer = [];
    places.forEach((entry) => { answer[entry.at] = entry.value(); });
    if (left().length < places.length) seat.answer(answer);
  });
  const others = rest && placingRest(options, rest, (at) => {
    left().forEach((entry) => entry.put(at));
    others.hidden = true;
    check.click();
    check.focus();
  });
  group.addEventListener('change', () => {
    places.forEach((entry) => entry.said.replaceChildren());
    line.replaceChildren();
    const open = left().length;
    if (others) others.hidden = open < 2 || open > places.length - 2;
    // With the last thing in its place a pointer has no more to say. What is changed after that waits for the button.
    if (pointed && !open && !tries) check.click();
  });
  root.append(group, others || '', make('div', { class: 'doing' }, check), line);
  if (seat.held) show();
}

function placingRow({ at, node }, options, held) {
  const id = freshName();
  const said = make('p', { class: 'said', id: id + 's' });
  const boxes = options.map((option) => pickOf(id, option.at, option.at === held, option.node.textContent));
  const row = make('div', { class: 'place-row', 'data-at': at }, make('p', { id: id + 'l' }, ...node.childNodes),
    make('div', { class: 'picks', role: 'radiogroup', 'aria-labelledby': id + 'l', 'aria-describedby': id + 's' }, ...boxes), said);
  return {
    at, said, row,
    value: () => all(row, ':checked').reduce((none, input) => Number(input.value), null),
    put: (value) => { row.querySelector('[value="' + value + '"]').checked = true; },
  };
}

function placingWords(entry, right, options, word) {
  const good = entry.value() === right[entry.at];
  entry.said.className = 'said ' + (good ? 'is-right' : 'is-other');
  entry.said.textContent = good ? say(word) : options ? say('belongs_to', { text: options.find(({ at }) => at === right[entry.at]).node.textContent }) : '';
}

function placingRest(options, rest, put) {
  const boxes = options.map(({ at, node }) => button('pick', node.textContent, () => put(at)));
  return make('div', { class: 'place-row', role: 'group', 'aria-label': say(rest), hidden: true }, make('p', {}, say(rest)), make('div', { class: 'picks' }, ...boxes));
}

// The two lists of the page, in its order: what the deck names first, and what goes with it.
function placingLists(root) {
  return ['.options', '.loose'].map((name) => {
    const list = root.querySelector(name);
    list.remove();
    return Array.from(list.children).map((node, n) => ({ at: Number(node.dataset.at || n), node }));
  });
}
