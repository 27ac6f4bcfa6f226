// Follows a learner through the module and decides what an LMS is told, and when. It knows the course and the list of
// data that may leave the browser. It may not know any standard (an adapter does), nor the page, nor what is typed: a
// `note` is refused at the door. An adapter is { open(plan), save(changes) → boolean, close() }, see docs/state.md.

const FINAL_STATUS = ['completed', 'passed', 'failed'];
// One less than SCORM 1.2 allows: an adapter may add a sign to make a text differ from the one that was refused.
const TRACKER_STATE_LIMIT = 4095;
// A session that is said to have begun longer ago, in milliseconds, is none.
const TRACKER_LONGEST = 86400000;

function createTracker(course, adapter, clock) {
  const run = {
    plan: readCourse(course), adapter, clock, held: null, saved: null, state: emptyState(), place: null, placed: false,
    answers: new Map(), points: new Map(), touched: false, writable: false, opened: false, closed: false,
    trouble: false, listeners: [],
  };
  return {
    start: (since) => startRun(run, since),
    step: (situation, name) => doStep(run, situation, name),
    answer: (situation, item, answer) => takeAnswer(run, situation, item, answer),
    place: (situation, name) => setPlace(run, situation, name),
    consent: (agreed) => setConsent(run, agreed === true),
    suspend: (gone) => suspendRun(run, gone === true),
    handOver: (anyway) => handOver(run, anyway === true),
    retry: () => { if (run.trouble) flush(run); },
    now: () => snapshot(run),
    onTrouble: (listener) => { run.listeners.push(listener); },
  };
}

// `since` is given where another page of the module handed its session over: the moment at which that session began.
function startRun(run, since) {
  if (run.held) return snapshot(run);
  const { plan } = run;
  const now = run.clock();
  const live = since >= now - TRACKER_LONGEST && since <= now;
  run.held = run.adapter.open({
    columns: plan.columns, scored: plan.facts > 0 && plan.tracks('score'), live, required: plan.required,
    success: plan.success, situations: plan.situations, points: run.points, trouble: (trouble) => setTrouble(run, trouble),
  });
  run.began = run.held.continued ? since : now;
  const { status, score, state, place, situations } = run.held;
  run.saved = { status, score, state, place, situations: Object.assign({}, situations), progress: 0 };
  run.state = decodeState(state, plan.was);
  plan.was.forEach((id, old) => { if (situations[old] === 'completed') entryOf(run.state, id).mask |= STATE_DONE; });
  run.place = readPlace(run, place);
  run.resumed = run.held.resumed || run.place !== null || run.state.entries.size > 0;
  run.writable = run.held.writable;
  plan.situations.forEach((situation) => restore(run, situation));
  if (run.held.connected) flush(run);
  else setTrouble(run, true);
  return snapshot(run);
}

// What the LMS says of a situation outweighs a state that was lost, cut, or written before a step was added.
function restore(run, situation) {
  if (run.saved.situations[situation.id] === 'completed') entryOf(run.state, situation.id).mask |= STATE_DONE;
  const entry = run.state.entries.get(situation.id);
  if (!entry) return;
  markDone(entry, situation);
  situation.items.forEach((item) => {
    const ticks = itemClass(item) === 'facts' ? readAnswer(item, entry.facts.get(item.id)) : null;
    if (ticks) run.points.set(situation.id + '/' + item.id, factPoints(item, ticks));
  });
}

function markDone(entry, situation) {
  if (situation.mask && (entry.mask & situation.mask) === situation.mask) entry.mask |= STATE_DONE;
}

function readPlace(run, text) {
  const [id, step] = String(text || '').split('/');
  const situation = run.plan.situations.get(run.plan.was.get(id) || id);
  return situation && situation.steps.indexOf(step) >= 0 ? { situation: situation.id, step } : null;
}

function doStep(run, id, name) {
  const situation = run.plan.situations.get(id);
  if (!situation || situation.steps.indexOf(name) < 0) return;
  const entry = entryOf(run.state, id);
  entry.mask |= stepBit(name);
  markDone(entry, situation);
  run.touched = true;
  setPlace(run, id, name);
  flush(run);
}

function setPlace(run, id, name) {
  const place = readPlace(run, id + '/' + name);
  if (!place) return;
  run.place = place;
  run.placed = true;
}

// Waits for the next step, or for the page to hide: a commit at each answer freezes the page in Moodle.
function takeAnswer(run, id, itemId, given) {
  const situation = run.plan.situations.get(id);
  const item = situation && situation.items.get(itemId);
  const group = item ? itemClass(item) : null;
  const code = group ? encodeAnswer(item.kind, given) : null;
  const answer = code === null ? null : readAnswer(item, code);
  if (answer === null) return;
  entryOf(run.state, id)[group].set(itemId, code);
  if (group === 'facts') countPoints(run, situation, item, answer);
  run.touched = true;
  queueAnswer(run, situation, item, answer);
}

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
  if (!run.held || !run.plan.tracks('reflections') || agreed === run.state.consent) return;
  run.state.consent = agreed;
  run.touched = true;
  run.plan.columns.filter((known) => itemClass(known.item) === 'reflections').forEach((known) => {
    const situation = run.plan.situations.get(known.situation);
    const answer = agreed ? situationNow(run, situation).answers[known.item.id] : null;
    if (answer !== undefined) queueAnswer(run, situation, known.item, answer);
  });
  if (!agreed) forgetReflections(run.state);
  flush(run);
}

// A page that hides may never come back, so it is saved each time; one that goes is closed, once and for ever.
function suspendRun(run, gone) {
  if (!run.held || run.closed) return;
  flush(run, true);
  run.closed = gone;
  if (gone) run.adapter.close();
}

// Another page of the module goes on with the session: all is saved and nothing is closed. Gives the moment at which the
// session began, or null where the LMS has refused something; then this page goes on, unless it is to go anyway.
function handOver(run, anyway) {
  if (!run.held || run.closed) return null;
  flush(run, true);
  const kept = !run.adapter.handOver || run.adapter.handOver();
  if ((run.trouble || !kept) && !anyway) return null;
  run.closed = true;
  return run.began;
}

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
  const scores = [ownScore(run), run.saved.score].filter((score) => score !== null);
  return scores.length ? Math.max(...scores) : null;
}

function statusNow(run) {
  if (FINAL_STATUS.indexOf(run.saved.status) >= 0) return run.saved.status;
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
    mode: run.held.mode, recorded: run.held.recorded, resumed: run.resumed, touched: run.touched, place: run.place, situations,
    status: statusNow(run), score: bestScore(run), progress: progressNow(run), consent: run.state.consent,
  };
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

// Never `unload` or `beforeunload`: browsers refuse the first, and nobody is asked whether he really wants to leave.
function listen(window, document, tracker) {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') tracker.suspend(false);
  });
  window.addEventListener('pagehide', () => tracker.suspend(true));
  window.addEventListener('online', () => tracker.retry());
  // A page out of the back/forward cache has already said goodbye to the LMS: it must begin anew.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload();
  });
}
