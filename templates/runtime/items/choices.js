// What the item kinds share: a group of options made of a list on the page, and the place where feedback is said. An item
// gets `seat`: { item, title, held, answer(value), memory }; it knows no tracker.

// Options as radios or boxes, in the words of the list, which is taken off the page.
function choiceGroup(root, type, titleId) {
  const list = root.querySelector('.options');
  const name = freshName() + '-';
  const inputs = [];
  const rows = Array.from(list.children).map((entry, at) => {
    const input = make('input', { type, name, value: at, id: name + at });
    inputs.push(input);
    return make('div', { class: 'choice' }, make('label', { for: input.id }, input, make('span', {}, ...entry.childNodes)), make('div', { class: 'said', id: name + at + 's' }));
  });
  const group = make('fieldset', { class: 'choices', 'aria-labelledby': titleId }, ...rows);
  list.replaceWith(group);
  return { group, inputs, rows, ticked: () => inputs.filter((input) => input.checked).map((input) => Number(input.value)) };
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

function conclude(line, text, closing) {
  line.replaceChildren(make('p', { class: 'outcome' }, text));
  if (closing) line.append(closing);
}
