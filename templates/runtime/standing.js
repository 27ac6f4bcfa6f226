// How far a learner is: what is done, the score, the status. All is counted from the state and from what the LMS said.

const FINAL_STATUS = ['completed', 'passed', 'failed'];

function isDone(run, id) {
  const entry = run.state.entries.get(id);
  return Boolean(entry && entry.mask & STATE_DONE);
}

function ownScore(run) {
  const answered = run.plan.order.filter((id) => run.state.entries.has(id) && run.state.entries.get(id).points !== null);
  if (!answered.length || !run.plan.facts) return null;
  const most = (id) => run.plan.situations.get(id).facts * 100;
  const points = answered.reduce((sum, id) => sum + Math.min(run.state.entries.get(id).points, most(id)), 0);
  return Math.round(points / run.plan.facts);
}

function bestScore(run) {
  const scores = [ownScore(run), run.best.score, run.state.best].filter((score) => score !== null);
  return scores.length ? Math.max(...scores) : null;
}

function statusNow(run) {
  if (FINAL_STATUS.indexOf(run.best.status) >= 0) return run.best.status;
  const done = run.plan.order.filter((id) => isDone(run, id)).length;
  if (!done || done < run.plan.required) return 'incomplete';
  if (run.plan.success === null) return 'completed';
  // Below the threshold nothing is sent: `failed` would end the attempt in Moodle, and the learner may try again.
  return bestScore(run) !== null && bestScore(run) >= run.plan.success ? 'passed' : 'incomplete';
}

function progressNow(run) {
  let [done, all] = [0, 0];
  run.plan.situations.forEach(({ id, steps }) => {
    all += steps.length;
    done += isDone(run, id) ? steps.length : stepsNow(run, id, steps).length;
  });
  return all ? Math.round(done / all * 100) / 100 : 0;
}

function stepsNow(run, id, steps) {
  const entry = run.state.entries.get(id);
  return entry ? steps.filter((name) => entry.mask & stepBit(name)) : [];
}

function snapshot(run) {
  const situations = {};
  run.plan.situations.forEach((situation, id) => { situations[id] = situationNow(run, situation); });
  return {
    trouble: run.trouble, detail: run.detail, pending: pendingOf(run),
    mode: run.held.mode, recorded: run.held.recorded, resumed: run.resumed, touched: run.touched, place: run.place, situations,
    status: statusNow(run), score: bestScore(run), progress: progressNow(run), consent: run.state.consent,
  };
}

// What is not known to be saved: it is on its way (`saving`), or goes with the next step (`unsaved`).
function pendingOf(run) {
  if (run.sending) return 'saving';
  return run.unkept && run.writable ? 'unsaved' : '';
}

function situationNow(run, situation) {
  const entry = run.state.entries.get(situation.id) || emptyEntry();
  const answers = {};
  situation.items.forEach((item) => {
    const answer = itemClass(item) ? readAnswer(item, entry[itemClass(item)].get(item.id)) : null;
    if (answer !== null) answers[item.id] = answer;
  });
  return { steps: stepsNow(run, situation.id, situation.steps), done: isDone(run, situation.id), answers };
}
