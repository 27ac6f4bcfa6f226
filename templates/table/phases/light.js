// Light: a capsule to be read aloud, a few facts by show of hands, and then the one thing that the group must decide: to stop here
// or to go on to action.

PANELS.light = (desk) => {
  const { quiz } = textOf(desk.state.card);
  return [
    ...capsulesOf(desk.state.card).map((capsule) => capsulePart(desk, capsule)),
    ...quiz.map((question, at) => quizPart(desk, question, at)),
    decisionPart(desk),
  ];
};

function capsulePart(desk, capsule) {
  const count = wordsOf(capsule.body).split(/\s+/).length;
  return part(html(capsule.title), make('div', { class: 'keep' }, html(capsule.keep)), showKnob(desk, 'capsule/' + capsule.id),
    fold('capsule-' + capsule.id, say('read_aloud', { n: Math.max(1, Math.round(count / 130)) }), html(capsule.body)));
}

function quizPart(desk, question, at) {
  const isShown = desk.state.show === 'answer/' + at;
  const why = (option) => make('li', {}, make('b', {}, say(option.right ? 'right' : 'not_right')), ' ', html(option.text), make('div', { class: 'fine' }, html(option.why)));
  return part(say('quiz_n', { n: at + 1 }), make('p', { class: 'asked' }, html(question.question)),
    make('div', { class: 'doing' }, showKnob(desk, 'quiz/' + at), toggleKnob('answer/' + at, say('reveal'), isShown, () => desk.show('answer/' + at), say('quiz_n', { n: at + 1 }))),
    counters(desk, 'quiz/' + at, question.options.map((option) => wordsOf(option.text))),
    fold('why-' + at, say('answers'), make('ul', {}, ...question.options.map(why))));
}

function decisionPart(desk) {
  const { decision } = desk.state;
  const decide = (way) => {
    desk.change((state) => {
      state.decision = way;
      state.show = 'decision';
    });
    announce(say('decide_' + way));
  };
  return part(say('show_decision'), make('p', { class: 'fine' }, say('decide_lead')), showKnob(desk, 'decision'),
    counters(desk, 'decision', [say('decide_on'), say('decide_stop')]),
    make('div', { class: 'doing' },
      toggleKnob('decide-on', say('decide_on'), decision === 'on', () => decide('on')),
      toggleKnob('decide-stop', say('decide_stop'), decision === 'stop', () => decide('stop'))));
}
