// Read: the story, a passage on the screen at a time; then what it stirs, and where the group stands before it talks.

PANELS.read = (desk) => {
  const { story, position } = textOf(desk.state.card);
  const passage = (text, at) => make('li', { class: desk.state.show === 'part/' + at ? 'here' : '' },
    make('div', { class: 'story' }, html(text)),
    showKnob(desk, 'part/' + at));
  return [
    part(say('story'), make('p', { class: 'fine' }, say('read_lead')), make('ol', { class: 'passages' }, ...story.map(passage))),
    part(say('show_feelings'), make('p', { class: 'fine' }, say('hands_lead')), showKnob(desk, 'feelings'),
      counters(desk, 'feelings', FEELINGS.map((key) => say('feeling_' + key)))),
    position ? positionPart(desk, position, 'before') : null,
  ];
};

function positionPart(desk, position, key) {
  return part(say('position_' + key), make('p', { class: 'asked' }, html(position.question)), showKnob(desk, 'position/' + key),
    counters(desk, key, placesOf(position)));
}
