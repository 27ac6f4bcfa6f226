// Follows a learner through the module and decides what an LMS is told, and when. It knows the course and the list of
// data that may leave the browser. It may not know any standard (an adapter does), nor the page, nor what is typed: a
// `note` is refused at the door. An adapter is { open(plan), save(changes), close() }, see docs/state.md.

// A session that is said to have lasted longer, in milliseconds, is none.
const TRACKER_LONGEST = 86400000;
// How often, and for how many milliseconds, an API is looked for that is not there yet.
const TRACKER_KNOCKS = 16;
const TRACKER_PATIENCE = 4000;

// `world` is what the tracker may know of what is around it: now(), later(work, milliseconds), online(), and elapsed(), the
// milliseconds since some moment, by a clock that nobody can set.
function createTracker(course, adapter, world) {
  const run = {
    plan: readCourse(course), adapter, world, held: null, saved: null, best: null, state: emptyState(), place: null, placed: false,
    answers: new Map(), points: new Map(), touched: false, unkept: false, began: world.elapsed(),
    writable: false, sending: false, opened: false, closed: false, silent: false,
    trouble: '', told: '||', tries: 0, failing: 0, knocks: 0, timer: null, listeners: [], joined: () => {},
  };
  return {
    start: (spent) => startRun(run, spent),
    step: (situation, name) => doStep(run, situation, name),
    setAside: (situation) => setAside(run, situation),
    answer: (situation, item, answer) => takeAnswer(run, situation, item, answer),
    place: (situation, name) => setPlace(run, situation, name),
    consent: (agreed) => setConsent(run, agreed === true),
    suspend: (gone) => suspendRun(run, gone === true),
    handOver: (anyway) => handOver(run, anyway === true),
    offline: () => { if (run.held.recorded) setTrouble(run, 'offline'); },
    retry: () => { if (run.trouble) retryRun(run); },
    now: () => snapshot(run),
    onTrouble: (listener) => { run.listeners.push(listener); },
    onJoin: (listener) => { run.joined = listener; },
  };
}

// `spent` is given where another page of the module handed its session over: the milliseconds that this has lasted.
function startRun(run, spent) {
  if (!run.held) openRun(run, spent);
  return snapshot(run);
}

// Again and again as long as nobody answers: an LMS may put up its API after the page, or refuse for a while. What was done
// meanwhile joins what the LMS holds.
function openRun(run, spent) {
  const { plan } = run;
  const live = spent !== null && spent <= TRACKER_LONGEST;
  run.held = run.adapter.open({
    id: plan.id, columns: plan.columns, live, required: plan.required,
    success: plan.success, situations: plan.situations, points: run.points,
    trouble: (trouble, next) => {
      run.next = next;
      if (trouble) tryLater(run);
      else setTrouble(run, '');
    },
    sending: (sending) => setSending(run, sending),
    silence: (words) => silence(run, words),
  });
  if (live && run.held.continued) run.began -= spent;
  run.writable = run.held.writable;
  takeUp(run, run.held);
  if (!run.held.connected) {
    knockAgain(run);
    return;
  }
  setTrouble(run, '');
  flush(run);
  if (run.held.words) setTrouble(run, 'never', run.held.words);
  if (run.knocks) run.joined();
}

// A page may be there before its LMS: for a while that is no trouble.
function knockAgain(run) {
  run.knocks += 1;
  if (run.held.pending && run.knocks <= TRACKER_KNOCKS) {
    run.world.later(() => retryRun(run), TRACKER_PATIENCE / TRACKER_KNOCKS);
    return;
  }
  tryLater(run);
  if (run.held.pending) setTrouble(run, 'never', run.held.words);
}

// What the adapter knows of the attempt, which may be more than the LMS holds (`told`), and what was done before it could be asked.
function takeUp(run, held) {
  const { plan } = run;
  const { status, score, state, place, situations } = held;
  run.best = { status, score, situations };
  run.saved = Object.assign({ progress: 0 }, held.told || { status, score, state, place, situations });
  run.saved.situations = Object.assign({}, run.saved.situations);
  const { touched, state: { count } } = run;
  const own = touched ? encodeState(run.state, plan.tracks, plan.order) : '';
  run.state = Object.assign(decodeState(joinStates(state, own), plan.was), { mark: held.mark || '' });
  if (touched) run.state.count += count;
  plan.was.forEach((id, old) => { if (situations[old] === 'completed') entryOf(run.state, id).mask |= STATE_DONE; });
  run.place = run.place || readPlace(run, place);
  run.resumed = held.resumed || run.place !== null || run.state.entries.size > 0;
  plan.situations.forEach((situation) => restore(run, situation));
  if (held.owed && plan.columns.length) queueKnown(run, () => true);
}

// What the LMS says of a situation outweighs a state that was lost, cut, or written before a step was added. Two states that were
// joined have the points of their own answers each: so these are counted once more.
function restore(run, situation) {
  if (run.best.situations[situation.id] === 'completed') entryOf(run.state, situation.id).mask |= STATE_DONE;
  const entry = run.state.entries.get(situation.id);
  if (!entry) return;
  markDone(entry, situation);
  situation.items.forEach((item) => {
    const ticks = itemClass(item) === 'facts' ? readAnswer(item, entry.facts.get(item.id)) : null;
    if (ticks) countPoints(run, situation, item, ticks);
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
  setPlace(run, id, name);
  addSteps(run, situation, stepBit(name));
}

// A learner may leave a card that could hurt, and nobody is to know: it counts like one that was gone through.
function setAside(run, id) {
  const situation = run.plan.situations.get(id);
  addSteps(run, situation, situation.mask);
}

function addSteps(run, situation, mask) {
  const entry = entryOf(run.state, situation.id);
  const isNew = (entry.mask & mask) !== mask;
  entry.mask |= mask;
  markDone(entry, situation);
  if (isNew) touch(run);
  // To look again at what was done is not worth a commit.
  if (run.unkept) flush(run);
}

function touch(run) {
  run.touched = run.unkept = true;
  run.state.count += 1;
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
  flush(run, true, gone);
  run.closed = gone;
  if (gone) run.adapter.close();
}

// The learner goes on in another window. Two of them would take turns in undoing each other's work.
function silence(run, words) {
  if (run.closed) return;
  run.silent = true;
  setTrouble(run, 'never', words);
}

// Never `unload`, which browsers refuse, nor `beforeunload`: what the LMS holds is no reason to ask (memory.js does, for words).
function listen(window, document, tracker) {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') tracker.suspend(false);
  });
  window.addEventListener('pagehide', () => tracker.suspend(true));
  window.addEventListener('online', () => tracker.retry());
  window.addEventListener('offline', () => tracker.offline());
  // A page out of the back/forward cache has already said goodbye to the LMS: it must begin anew.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted && tracker.now().recorded) window.location.reload();
  });
}
