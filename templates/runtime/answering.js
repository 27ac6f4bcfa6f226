// What a learner answers, and whether reflective answers may be told. Only a module with items, or with that question, has
// this file: without them nobody calls what stands here.

// Waits for the end of the quiz, for the next step, or for the page to hide: a commit at each answer freezes the page in Moodle.
function takeAnswer(run, id, itemId, given) {
  const situation = run.plan.situations.get(id);
  const item = situation && situation.items.get(itemId);
  const group = item ? itemClass(item) : null;
  const code = group ? encodeAnswer(item.kind, given) : null;
  const answer = code === null ? null : readAnswer(item, code);
  if (answer === null) return;
  entryOf(run.state, id)[group].set(itemId, code);
  if (group === 'facts') countPoints(run, situation, item, answer);
  touch(run);
  queueAnswer(run, situation, item, answer);
  const asked = Array.from(situation.items.values()).filter((other) => itemClass(other) && other.kind !== 'position');
  const { mask } = entryOf(run.state, id);
  // A quiz that was answered was done, whatever the learner presses next.
  if (situation.steps.indexOf('quiz') >= 0 && asked.indexOf(item) >= 0 && asked.every((other) => isAnswered(run, id, other))) {
    entryOf(run.state, id).mask |= stepBit('quiz');
    markDone(entryOf(run.state, id), situation);
  }
  // A page may end before it has told the LMS.
  if (run.adapter.note) run.adapter.note(run.saved, changesOf(run));
  if (entryOf(run.state, id).mask !== mask) flush(run);
  else tellPage(run);
}

const isAnswered = (run, id, item) => entryOf(run.state, id)[itemClass(item)].has(item.id);

// At `essential` no answer is stored, only the best sum: a new sitting begins its own sum, and the better one stays.
function countPoints(run, situation, item, ticks) {
  const key = situation.id + '/';
  run.points.set(key + item.id, Math.max(run.points.get(key + item.id) || 0, factPoints(item, ticks)));
  const sum = Array.from(situation.items.keys()).reduce((total, id) => total + (run.points.get(key + id) || 0), 0);
  const entry = entryOf(run.state, situation.id);
  entry.points = Math.max(entry.points || 0, Math.round(sum * 100));
}

// An answer of null empties what the LMS may hold from an earlier agreement.
function queueAnswer(run, situation, item, answer) {
  const group = itemClass(item);
  const agreed = group === 'facts' || run.state.consent || answer === null;
  if (!run.plan.tracks(group) || !agreed) return;
  const column = run.plan.columns.findIndex((known) => known.situation === situation.id && known.item === item);
  const correct = group === 'facts' ? factPoints(item, answer) === 1 : null;
  run.answers.set(situation.id + '/' + item.id, { column, item, answer, correct });
}

// Agreeing covers the answers of this sitting too; withdrawing removes all of them from the state and from the LMS.
function setConsent(run, agreed) {
  if (!run.held || run.silent || !run.plan.tracks('reflections') || agreed === run.state.consent) return;
  run.state.consent = agreed;
  touch(run);
  queueKnown(run, (item) => itemClass(item) === 'reflections', agreed ? undefined : null);
  if (!agreed) forgetReflections(run.state);
  flush(run);
}

// Answers that are known already, or null in the place of each.
function queueKnown(run, isMeant, instead) {
  run.plan.columns.filter(({ item }) => isMeant(item)).forEach(({ situation: id, item }) => {
    const situation = run.plan.situations.get(id);
    const answer = instead === undefined ? situationNow(run, situation).answers[item.id] : instead;
    if (answer !== undefined) queueAnswer(run, situation, item, answer);
  });
}
