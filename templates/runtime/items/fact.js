// One right answer, or several. It may be tried again as often as one likes. The first try marks what was chosen and no more; the second
// shows what is right, in words, under the option.

ITEM_KINDS.fact = (root, seat) => {
  checkedItem(root, seat, 'radio', (found) => say(found ? 'fact_right' : 'fact_other'));
};

// For `fact` and `facts`: options, a button that checks them, and what is said to each.
function checkedItem(root, seat, type, verdict) {
  const { right } = seat.item;
  const answers = takeAnswers(root);
  const choices = choiceGroup(root, type, seat.title);
  const line = verdictLine();
  let tries = seat.held ? 1 : 0;
  const show = (ticks) => {
    const found = ticks.filter((at) => right.indexOf(at) >= 0).length;
    const isAll = found === right.length && ticks.length === found;
    tries += 1;
    const isOpen = isAll || tries > 1;
    choices.rows.forEach((row, shown) => {
      const at = choices.places[shown];
      explain(row, answers.why[shown], ticks.indexOf(at) >= 0, right.indexOf(at) >= 0, isOpen);
    });
    conclude(line, verdict(found, isAll) + nextTry(isAll, isOpen), isOpen && answers.closing);
  };
  const check = button('second', say('check'), () => {
    const ticks = choices.ticked();
    if (!ticks.length) return conclude(line, say('choose_first'));
    show(ticks);
    seat.answer(ticks);
  });
  choices.group.addEventListener('change', () => {
    choices.rows.forEach(clearUnder);
    line.replaceChildren();
  });
  if (type === 'radio') answerAtOnce(choices.group, () => check.click());
  root.append(make('div', { class: 'doing' }, check), line);
  if (seat.held) {
    seat.held.forEach((at) => { if (choices.inputs[at]) choices.inputs[at].checked = true; });
    show(seat.held);
  }
}

function explain(row, why, ticked, right, isOpen) {
  const word = ticked ? (right ? 'chosen_right' : 'chosen_not') : (right && isOpen ? 'missed_right' : null);
  if (!word) return clearUnder(row);
  const feedback = why ? copyOf(why).slice(1) : [];
  return sayUnder(row, right ? 'is-right' : 'is-other', make('p', { class: 'label' }, say(word)), ...feedback);
}
