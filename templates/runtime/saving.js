// What is given to the adapter, and when it was refused, until it is taken.

// One less than SCORM 1.2 allows: an adapter may add a sign to make a text differ from the one that was refused.
const TRACKER_STATE_LIMIT = 4095;
// Milliseconds to wait before another try.
const TRACKER_TRIES = [5000, 15000, 45000];
// After so many of them in vain the page says that nothing can be saved here, and goes on trying.
const TRACKER_HOPE = 60000;

// Everything that the LMS does not hold yet; each datum asks the list of tracked data. A save that was refused leaves
// `saved` as it was, so what it carried is found again here at the next occasion. Nothing is ever lowered.
function changesOf(run) {
  const { plan: { tracks, order }, saved } = run;
  const [score, progress, status, situations] = [bestScore(run), progressNow(run), statusNow(run), situationChanges(run)];
  const changes = {};
  run.state.best = score;
  if (tracks('score') && score !== null && (saved.score === null || score > saved.score)) changes.score = score;
  if (tracks('situations') && Object.keys(situations).length) changes.situations = situations;
  if (run.answers.size) changes.answers = Array.from(run.answers.values());
  if (tracks('progress') && run.touched && progress > saved.progress) changes.progress = progress;
  const state = run.touched || run.held.due ? encodeState(run.state, tracks, order, TRACKER_STATE_LIMIT) : saved.state;
  if (state !== saved.state) changes.state = state;
  const place = run.placed && tracks('place') ? run.place.situation + '/' + run.place.step : saved.place;
  if (place !== saved.place) changes.place = place;
  if (tracks('status') && status !== saved.status) changes.status = status;
  return changes;
}

// In the order in which the LMS was told of them first: it numbers them, and old data may have forgotten the numbers.
function situationChanges(run) {
  const changes = {};
  const ids = Object.keys(run.best.situations).concat(run.plan.order);
  const isBegun = (id) => run.plan.situations.has(id) && run.state.entries.has(id) && run.state.entries.get(id).mask;
  ids.filter(isBegun).forEach((id) => {
    const status = isDone(run, id) ? 'completed' : 'incomplete';
    if (run.saved.situations[id] !== status) changes[id] = status;
  });
  return changes;
}

// The opening is committed even when nothing changed; so is a page that hides, for its session time. While something is in
// trouble, every occasion is a try.
function flush(run, timed, gone) {
  if (!run.writable || run.closed || run.silent) return;
  const changes = changesOf(run);
  const { held, adapter } = run;
  if (adapter.note) adapter.note(run.saved, changes);
  if (timed && run.plan.tracks('time')) changes.seconds = (run.world.elapsed() - run.began) / 1000;
  if (held.recorded && !gone && !run.world.online()) return setTrouble(run, 'offline');
  if (run.opened && !run.trouble && !Object.keys(changes).length) return;
  run.opened = true;
  const kept = adapter.save(changes);
  if (kept === true) remember(run, changes);
  if (kept === true) setTrouble(run, '');
  else tryLater(run, kept === null);
}

function remember(run, changes) {
  Object.assign(run.saved.situations, changes.situations);
  ['score', 'progress', 'state', 'place', 'status'].forEach((key) => {
    if (changes[key] !== undefined) run.saved[key] = changes[key];
  });
  run.answers.clear();
  run.unkept = false;
}

// `hopeless`: the LMS answers, and refuses. The learner is told at once; in case that it changes its mind the tries go on.
function tryLater(run, hopeless) {
  const now = run.world.now();
  run.failing = run.failing || now;
  if (!run.timer && !run.adapter.ready) {
    const wait = TRACKER_TRIES[Math.min(run.tries, TRACKER_TRIES.length - 1)];
    run.next = now + wait;
    run.tries += 1;
    run.timer = true;
    run.world.later(() => {
      run.timer = false;
      if (run.trouble) retryRun(run);
    }, wait);
  }
  setTrouble(run, hopeless || now - run.failing > TRACKER_HOPE ? 'refused' : 'waiting');
}

function retryRun(run) {
  if (run.closed || run.silent) return;
  if (run.held.connected) flush(run);
  else openRun(run);
}

// What the page is told: nothing is wrong (''); `waiting` for the next try; `offline`; `refused`, with the moment since when; or
// `never`, with the adapter's own words.
function setTrouble(run, kind, words) {
  if (kind && !run.trouble) run.since = run.world.now();
  if (!kind || kind === 'offline') Object.assign(run, { tries: 0, failing: 0 });
  const detail = words || (kind === 'waiting' ? run.next : run.since);
  Object.assign(run, { trouble: kind, detail });
  tellPage(run);
}

// Something is on its way, and nobody has said yet that it arrived.
function setSending(run, sending) {
  run.sending = sending;
  tellPage(run);
}

// Before the adapter has opened there is nothing to tell.
function tellPage(run) {
  const now = [run.trouble, run.trouble && run.detail, pendingOf(run)].join('|');
  if (!run.held || now === run.told) return;
  run.told = now;
  run.listeners.forEach((listener) => listener(run.trouble, run.detail));
}
