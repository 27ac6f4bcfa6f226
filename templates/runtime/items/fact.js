// One right answer. It may be tried again as often as one likes; what is right is said in words, under the option.

ITEM_KINDS.fact = (root, seat) => {
  checkedItem(root, seat, 'radio', (ticks, right) => (ticks[0] === right[0] ? say('fact_right') : say('fact_other')));
};

// For `fact` and `facts`: options, a button that checks them, and what is said to each.
function checkedItem(root, seat, type, verdict) {
  const { right } = seat.item;
  const answers = takeAnswers(root);
  const choices = choiceGroup(root, type, seat.title);
  const line = verdictLine();
  const show = (ticks) => {
    choices.rows.forEach((row, shown) => {
      const at = choices.places[shown];
      explain(row, answers.why[shown], ticks.indexOf(at) >= 0, right.indexOf(at) >= 0);
    });
    conclude(line, verdict(ticks, right), answers.closing);
  };
  const check = button('second', say('check'), () => {
    const ticks = choices.ticked();
    if (!ticks.length) return conclude(line, say('check_empty'));
    show(ticks);
    seat.answer(ticks);
  });
  choices.group.addEventListener('change', () => {
    choices.rows.forEach(clearUnder);
    line.replaceChildren();
  });
  root.append(make('div', { class: 'doing' }, check), line);
  if (seat.held) {
    seat.held.forEach((at) => { if (choices.inputs[at]) choices.inputs[at].checked = true; });
    show(seat.held);
  }
}

function explain(row, why, ticked, right) {
  const word = ticked ? (right ? 'chosen_right' : 'chosen_not') : (right ? 'missed_right' : null);
  if (!word) return clearUnder(row);
  const feedback = why ? copyOf(why).slice(1) : [];
  return sayUnder(row, right ? 'is-right' : 'is-other', make('p', { class: 'label' }, say(word)), ...feedback);
}
