// What the item kinds share: a group of options made of a list on the page, and the place where feedback is said. An item
// gets `seat`: { item, title, held, answer(value), memory }; it knows no tracker.

// Options as radios or boxes, in the words and the order of the list, which is taken off the page. The value of each is its place
// in the deck, and what is ticked comes in the deck's order.
function choiceGroup(root, type, titleId) {
  const list = root.querySelector('.options');
  const name = freshName() + '-';
  const inputs = [];
  const places = [];
  const rows = Array.from(list.children).map((entry, shown) => {
    const at = Number(entry.dataset.at || shown);
    const input = make('input', { type, name, value: at });
    inputs[at] = input;
    places.push(at);
    return make('div', { class: 'choice' }, make('label', {}, input, make('span', {}, ...entry.childNodes)), make('div', { class: 'said', id: name + at + 's' }));
  });
  const group = make('div', { role: 'group', class: 'choices', 'aria-labelledby': titleId }, ...rows);
  list.replaceWith(group);
  return { group, inputs, places, rows, ticked: () => inputs.filter((input) => input.checked).map((input) => Number(input.value)) };
}

// What is chosen among radios with a pointer is answered at once.
function answerAtOnce(group, answer) {
  group.addEventListener('change', () => { if (pointed) answer(); });
}

// Says something under an option and ties it to the option, so that it is read with it.
function sayUnder(row, kind, ...words) {
  const said = row.querySelector('.said');
  said.className = 'said ' + kind;
  said.replaceChildren(...words);
  row.querySelector('input').setAttribute('aria-describedby', said.id);
}

function clearUnder(row) {
  row.querySelector('.said').replaceChildren();
  row.querySelector('input').removeAttribute('aria-describedby');
}

// The written answers leave the page until they are asked for; their parts are said where they belong.
function takeAnswers(root) {
  const details = root.querySelector('.answer');
  details.remove();
  const closing = details.querySelector('.closing');
  return { why: all(details, '.why > li'), solution: details.querySelector('.solution'), closing };
}

// A line under an item that says how it went. It is a live region, so it must stand on the page before it speaks.
function verdictLine() {
  return make('div', { class: 'verdict', role: 'status' });
}

// Until all is right or a second try is made, the answers are held back. Says what can be done next.
const nextTry = (isAll, isOpen) => (isAll ? '' : ' ' + say(isOpen ? 'shown' : 'again'));

function conclude(line, text, closing) {
  line.replaceChildren(make('p', { class: 'outcome' }, text));
  if (closing) line.append(closing);
}
