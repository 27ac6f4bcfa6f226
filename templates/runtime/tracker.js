// Follows a learner through the module and decides what an LMS is told, and when. It knows the course and the list of
// data that may leave the browser. It may not know any standard (an adapter does), nor the page, nor what is typed: a
// `note` is refused at the door. An adapter is { open(plan), save(changes) → boolean, close() }, see docs/state.md.

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
