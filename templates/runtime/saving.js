// What is given to the adapter, and when it was refused, until it is taken.

// One less than SCORM 1.2 allows: an adapter may add a sign to make a text differ from the one that was refused.
const TRACKER_STATE_LIMIT = 4095;

// Everything that the LMS does not hold yet; each datum asks the list of tracked data. A save that was refused leaves
// `saved` as it was, so what it carried is found again here at the next occasion. Nothing is ever lowered.
function changesOf(run) {
  const { plan: { tracks, order }, saved } = run;
  const [score, progress, status, situations] = [ownScore(run), progressNow(run), statusNow(run), situationChanges(run)];
  const changes = {};
  if (tracks('score') && score !== null && (saved.score === null || score > saved.score)) changes.score = score;
  if (tracks('situations') && Object.keys(situations).length) changes.situations = situations;
  if (run.answers.size) changes.answers = Array.from(run.answers.values());
  if (tracks('progress') && run.touched && progress > saved.progress) changes.progress = progress;
  const state = run.touched ? encodeState(run.state, tracks, order, TRACKER_STATE_LIMIT) : saved.state;
  if (state !== saved.state) changes.state = state;
  const place = run.placed && tracks('place') ? run.place.situation + '/' + run.place.step : saved.place;
  if (place !== saved.place) changes.place = place;
  if (tracks('status') && status !== saved.status) changes.status = status;
  return changes;
}

function situationChanges(run) {
  const changes = {};
  run.plan.order.filter((id) => run.state.entries.has(id)).forEach((id) => {
    const status = isDone(run, id) ? 'completed' : 'incomplete';
    if (run.saved.situations[id] !== status) changes[id] = status;
  });
  return changes;
}

// The opening is committed even when nothing changed; so is a page that hides, for its session time.
function flush(run, timed) {
  if (!run.writable || run.closed) return;
  const changes = changesOf(run);
  if (timed && run.plan.tracks('time')) changes.seconds = Math.max(0, run.clock() - run.began) / 1000;
  if (run.opened && !Object.keys(changes).length) return;
  run.opened = true;
  const kept = run.adapter.save(changes) === true;
  if (kept) remember(run, changes);
  setTrouble(run, !kept);
}

function remember(run, changes) {
  Object.assign(run.saved.situations, changes.situations);
  ['score', 'progress', 'state', 'place', 'status'].forEach((key) => {
    if (changes[key] !== undefined) run.saved[key] = changes[key];
  });
  run.answers.clear();
}

function setTrouble(run, trouble) {
  if (trouble === run.trouble) return;
  run.trouble = trouble;
  run.listeners.forEach((listener) => listener(trouble));
}
