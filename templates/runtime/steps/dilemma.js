// The dilemma: two pans of a balance that take the arguments which weigh for the learner, then where he stands, unless the card asks
// for a position: then that is asked again near the end. Where the card only tells the tension, a note. Nothing of it is sent.

STEPS.dilemma = (section, desk) => {
  const sides = all(section, '.side');
  const note = noteField(desk.data.id, 'dilemma', section.querySelector('h3').textContent, say('your_note'));
  if (sides.length < 2) return [note];
  const { weights } = desk.memory;
  const names = sides.map((side) => side.querySelector('h4').textContent);
  const balance = createBalance(names);
  const weigh = () => balance.show(weights[0].length, weights[1].length);
  sides.forEach((side, at) => weighable(side, weights[at], section.id + '/side' + at, weigh));
  section.querySelector('.sides').before(balance.element);
  weigh();
  if (desk.data.steps.indexOf('position') >= 0) return [note];
  const id = section.id + '/stance';
  const stance = make('div', { class: 'item' },
    make('h4', { id }, say('stance')),
    createScale(names, 5, id, desk.memory.stance, (value) => { desk.memory.stance = value; }));
  return [stance, note];
};

// What weighed, and where the learner stands: for the sheet.
function weighed({ weights, stance }, article, add) {
  const sides = all(article, '.step-dilemma .side');
  const names = sides.map((side) => side.querySelector('h4').textContent);
  sides.forEach((side, at) => {
    const rows = all(side, 'li, .weight');
    add(names[at], weights[at].filter((row) => rows[row]).map((row) => rows[row].textContent.trim()));
  });
  if (stance !== null && names[1]) add(say('stance'), [placeWords(names, 5, stance)]);
}

function weighable(side, chosen, id, onChange) {
  side.querySelector('h4').id = id;
  const list = side.querySelector('ul');
  const rows = Array.from(list.children).map((entry, at) => tickBox('weight', chosen.indexOf(at) >= 0, entry.childNodes, (on) => {
    if (on) chosen.push(at);
    else chosen.splice(chosen.indexOf(at), 1);
    onChange();
  }).element);
  list.replaceWith(make('div', { role: 'group', 'aria-labelledby': id }, ...rows));
}

// The drawing leans as the arguments do; the words under it say the same.
function createBalance(names) {
  const beam = make('span', { class: 'beam' }, make('i', { class: 'pan left' }), make('i', { class: 'pan right' }));
  const words = make('p', { class: 'tally', role: 'status' });
  return {
    element: make('div', { class: 'balance' }, make('div', { class: 'scales', 'aria-hidden': 'true' }, beam, make('span', { class: 'post' })), words),
    show: (left, right) => {
      beam.style.setProperty('--tilt', Math.max(-3, Math.min(3, right - left)) * 4 + 'deg');
      words.textContent = say('tally', { left: names[0], right: names[1], a: left, b: right });
    },
  };
}
