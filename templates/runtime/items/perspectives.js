// A choice without a right answer. What is said back is what the choice protects and costs, seen by four voices; the other
// choices can be looked at in the same way.

ITEM_KINDS.perspectives = (root, seat) => {
  const answers = takeAnswers(root);
  const choices = choiceGroup(root, 'radio', seat.title);
  const line = verdictLine();
  const show = () => {
    const [chosen] = choices.ticked();
    if (chosen === undefined) return conclude(line, say('choose_first'));
    choices.rows.forEach((row, at) => {
      const voices = copyOf(answers.why[at]);
      if (at === chosen) sayUnder(row, 'is-voices', ...voices);
      else sayUnder(row, 'is-voices', make('details', {}, make('summary', {}, say('other_voices')), ...voices));
    });
    return conclude(line, say('no_right_choice'), answers.closing);
  };
  choices.group.addEventListener('change', () => {
    choices.rows.forEach(clearUnder);
    line.replaceChildren();
  });
  const look = button('second', say('see_voices'), () => {
    show();
    if (choices.ticked().length) seat.answer(choices.ticked());
  });
  answerAtOnce(choices.group, () => look.click());
  root.append(make('div', { class: 'doing' }, look), line);
  if (seat.held && choices.inputs[seat.held[0]]) {
    choices.inputs[seat.held[0]].checked = true;
    show();
  }
};
