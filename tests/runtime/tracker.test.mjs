// What the tracker decides, against an adapter that only writes down what it is given.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load, pass, worldOf } from './load.mjs';
import { ANSWERS, LEVELS, STEPS, course, play, situation } from './lms.mjs';

const { createTracker, createNone, listen } = load('createTracker', 'createNone', 'listen');

// `refuse` is how many saves in a row the LMS refuses.
function notebook(held = {}) {
  const book = { saved: [], closed: 0, refuse: 0 };
  book.open = (plan) => {
    book.plan = plan;
    return {
      connected: true, writable: true, recorded: true, mode: 'normal', resumed: false, status: 'unknown', score: null,
      place: '', state: '', situations: {}, ...held,
    };
  };
  book.save = (changes) => {
    book.saved.push(structuredClone(changes));
    if (book.refuse <= 0) return true;
    book.refuse -= 1;
    return false;
  };
  book.close = () => { book.closed += 1; };
  return book;
}

function begin(given, held) {
  const book = notebook(held);
  const clock = { now: 0 };
  const tracker = createTracker(given, book, worldOf(clock));
  return { book, clock, tracker, opened: tracker.start() };
}

const last = (book) => book.saved[book.saved.length - 1];
const everything = (book) => Object.assign({}, ...book.saved);

test('opening says incomplete and nothing else', () => {
  const { book, opened } = begin(course('essential'));
  assert.deepEqual(book.saved, [{ status: 'incomplete' }]);
  assert.deepEqual([opened.resumed, opened.place, opened.status, opened.score, opened.recorded], [false, null, 'incomplete', null, true]);
});

for (const status of ['completed', 'passed', 'failed']) {
  test('a module that is ' + status + ' never changes its status', () => {
    for (const state of ['', '1|', '{"foreign":1}', '1|t2-s01S', 'x'.repeat(4096)]) {
      for (const more of [{}, { success: 50 }, { required: 30 }]) {
        const { book, tracker } = begin(course('essential', 3, more), { status, state, score: 90 });
        course('essential').situations.forEach((given) => play(tracker, given, { ...ANSWERS, fact: [0], facts: [3] }));
        tracker.suspend(true);
        assert.equal(book.saved.some((changes) => 'status' in changes || 'score' in changes), false);
        assert.equal(tracker.now().status, status);
        assert.equal(tracker.now().score, 90);
      }
    }
  });
}

const COMPLETION = [
  // required, situations played, success, facts right, LMS score → status at the end
  [3, 3, null, true, null, 'completed'], [3, 2, null, true, null, 'incomplete'], [1, 1, null, false, null, 'completed'],
  [99, 3, null, false, null, 'completed'], [null, 3, null, true, null, 'completed'], [3, 3, 60, true, null, 'passed'],
  [3, 3, 60, false, null, 'incomplete'], [3, 3, 60, false, 60, 'passed'], [3, 3, 60, false, 59, 'incomplete'], [2, 2, 66, true, null, 'passed'],
  [2, 2, 68, true, null, 'incomplete'], [3, 3, 0, true, null, 'passed'],
];
for (const [required, played, success, right, score, status] of COMPLETION) {
  test('completion: ' + JSON.stringify({ required, played, success, right, score }) + ' → ' + status, () => {
    const given = course('essential', 3, { required, success });
    const { book, tracker } = begin(given, { score });
    const answers = right ? ANSWERS : { ...ANSWERS, fact: [0], facts: [2] };
    given.situations.slice(0, played).forEach((one) => play(tracker, one, answers));
    assert.equal(everything(book).status, status);
    assert.equal(book.saved.some((changes) => changes.status === 'failed'), false);
  });
}

test('a threshold without facts, or without a score that may leave, decides nothing', () => {
  for (const given of [
    course('essential', 1, { success: 60, kinds: ['position'] }),
    course('essential', 1, { success: 60, tracked: LEVELS.essential.filter((key) => key !== 'score') }),
  ]) {
    const { book, tracker } = begin(given);
    play(tracker, given.situations[0]);
    assert.equal(everything(book).status, 'completed');
    assert.equal('score' in everything(book), false);
  }
});

const POINTS = [
  ['fact', [1], 100], ['fact', [0], 0], ['fact', [], 0], ['fact', [0, 1], 0], ['fact', [1, 1], 100], ['facts', [0, 1], 100],
  ['facts', [0], 50], ['facts', [0, 1, 2], 50], ['facts', [0, 2], 0], ['facts', [2, 3], 0], ['facts', [], 0],
];
for (const [kind, answer, score] of POINTS) {
  test('points: ' + kind + ' ' + JSON.stringify(answer) + ' → ' + score, () => {
    const { tracker } = begin(course('essential', 1, { kinds: [kind] }));
    tracker.answer('t2-s01', 'q1', answer);
    assert.equal(tracker.now().score, score);
  });
}

test('the score is a whole number, is sent once something was answered, and only upwards', () => {
  const given = course('essential', 3);
  const { book, tracker } = begin(given);
  tracker.step('t2-s01', 'read');
  assert.equal('score' in everything(book), false);
  tracker.answer('t2-s01', 'q1', [0]);
  tracker.step('t2-s01', 'quiz');
  assert.equal(last(book).score, 0);
  tracker.answer('t2-s01', 'q1', [1]);
  tracker.step('t2-s01', 'actions');
  assert.equal(last(book).score, 17);
  tracker.answer('t2-s01', 'q1', [0]);
  tracker.step('t2-s01', 'position');
  assert.equal('score' in last(book), false);
});

test('a score that is lower than what the LMS holds is not sent', () => {
  const given = course('essential', 1);
  const { book, tracker } = begin(given, { score: 80 });
  tracker.answer('t2-s01', 'q1', [1]);
  tracker.step('t2-s01', 'quiz');
  assert.equal('score' in everything(book), false);
  assert.equal(tracker.now().score, 80);
});

test('points of an earlier visit stay when the quiz is taken again', () => {
  const { book, tracker } = begin(course('essential', 1), { state: '1|t2-s01S2P2s;' });
  tracker.answer('t2-s01', 'q1', [0]);
  tracker.step('t2-s01', 'quiz');
  assert.equal(tracker.now().score, 50);
  assert.match(last(book).state, /P2s/);
  tracker.answer('t2-s01', 'q1', [1]);
  tracker.answer('t2-s01', 'q2', [0, 1]);
  assert.equal(tracker.now().score, 100);
});

test('points that nobody can have are capped', () => {
  assert.equal(begin(course('essential', 2), { state: '1|t2-s01S2Pzzzz;' }).opened.score, 50);
});

test('one save a step, none for an answer, a place or a step that was done', () => {
  const { book, tracker } = begin(course('essential'));
  const before = book.saved.length;
  tracker.answer('t2-s01', 'q1', [1]);
  tracker.place('t2-s01', 'prompts');
  assert.equal(book.saved.length, before);
  tracker.step('t2-s01', 'prompts');
  assert.equal(book.saved.length, before + 1);
  assert.deepEqual(Object.keys(last(book)).sort(), ['place', 'progress', 'score', 'situations', 'state']);
  tracker.step('t2-s01', 'prompts');
  assert.equal(book.saved.length, before + 1);
  tracker.step('t2-s01', 'read');
  assert.deepEqual(Object.keys(last(book)).sort(), ['place', 'progress', 'state']);
});

test('what the page gets wrong is let go', () => {
  const { book, tracker } = begin(course('reflective'));
  const before = book.saved.length;
  tracker.step('unknown', 'read');
  tracker.step('t2-s01', 'unknown');
  tracker.place('t2-s01', 'unknown');
  tracker.answer('t2-s01', 'unknown', [1]);
  tracker.answer('constructor', 'q1', [1]);
  for (const bad of [null, undefined, 'MARKER', ['MARKER'], [99], -1, {}]) tracker.answer('t2-s01', 'q1', bad);
  assert.equal(book.saved.length, before);
  assert.equal(tracker.now().score, null);
  assert.deepEqual(tracker.start().situations, tracker.now().situations);
});

for (const step of STEPS) {
  test('left after ' + step + ', the learner comes back to it', () => {
    const given = course('standard', 2);
    const first = begin(given);
    STEPS.slice(0, STEPS.indexOf(step) + 1).forEach((name) => {
      if (name === 'quiz') first.tracker.answer('t2-s01', 'q1', [1]);
      first.tracker.step('t2-s01', name);
    });
    const held = everything(first.book);
    const { opened, book } = begin(given, { ...held, resumed: true });
    assert.deepEqual(opened.place, { situation: 't2-s01', step });
    assert.deepEqual(opened.situations['t2-s01'].steps, STEPS.slice(0, STEPS.indexOf(step) + 1));
    assert.deepEqual(opened.situations['t2-s01'].answers, STEPS.indexOf(step) >= 5 ? { q1: [1] } : {});
    assert.equal(opened.situations['t2-s01'].done, step === 'synthesis');
    assert.equal(opened.resumed, true);
    assert.deepEqual(book.saved, [{}]);
  });
}

test('cards that move, come and go shift nobody', () => {
  const before = course('standard', 3, { required: 2 });
  const first = begin(before);
  play(first.tracker, before.situations[0]);
  first.tracker.step('t2-s03', 'read');
  const held = everything(first.book);
  const [one, two, three] = before.situations;
  const grown = { ...before, situations: [three, situation('t2-s00'), { ...one, items: [...one.items].reverse() }, two], required: 4 };
  const { opened } = begin(grown, held);
  assert.equal(opened.situations['t2-s01'].done, true);
  assert.deepEqual(opened.situations['t2-s01'].answers.q2, [0, 1]);
  assert.deepEqual(opened.situations['t2-s03'].steps, ['read']);
  assert.deepEqual(opened.situations['t2-s00'].steps, []);

  const shrunk = begin({ ...before, situations: [two, three] }, held);
  assert.equal('t2-s01' in shrunk.opened.situations, false);
  shrunk.tracker.step('t2-s02', 'read');
  assert.match(last(shrunk.book).state, /t2-s01Ssf/);
  const back = begin(before, everything(shrunk.book));
  assert.equal(back.opened.situations['t2-s01'].done, true);
});

test('a place on a card that is gone is no place', () => {
  assert.equal(begin(course('essential'), { place: 'gone/read' }).opened.place, null);
  assert.equal(begin(course('essential'), { place: '4' }).opened.place, null);
});

test('a step that is added later undoes nothing, with or without objectives', () => {
  const before = course('essential', 1);
  before.situations[0].steps = ['read', 'quiz'];
  const first = begin(before);
  play(first.tracker, before.situations[0]);
  const state = everything(first.book).state;
  assert.equal(begin(course('essential', 1), { state }).opened.situations['t2-s01'].done, true);
  assert.equal(begin(course('essential', 1), { situations: { 't2-s01': 'completed' } }).opened.situations['t2-s01'].done, true);
});

test('a situation without a step that is known is never done by itself', () => {
  const given = course('essential', 1);
  given.situations[0].steps = ['unheard-of'];
  const { tracker } = begin(given, { state: '1|t2-s01S2;' });
  assert.equal(tracker.now().situations['t2-s01'].done, false);
});

test('the opening mends what a lost commit left behind', () => {
  const given = course('essential', 1);
  const { book } = begin(given, { status: 'incomplete', state: '1|t2-s01SsfP5k;', situations: { 't2-s01': 'incomplete' } });
  assert.deepEqual(book.saved, [{ score: 100, situations: { 't2-s01': 'completed' }, status: 'completed' }]);
});

for (const held of [{ mode: 'review' }, { mode: 'browse' }, { mode: 'normal' }]) {
  test('nothing is written where nothing may be: ' + held.mode, () => {
    const given = course('reflective', 1);
    const { book, tracker } = begin(given, { ...held, writable: false });
    tracker.consent(true);
    play(tracker, given.situations[0]);
    tracker.suspend(false);
    tracker.suspend(true);
    assert.deepEqual(book.saved, []);
    assert.equal(book.closed, 1);
    assert.equal(tracker.now().situations['t2-s01'].done, true);
  });
}

test('what was refused is sent again, whole, and the page is told', () => {
  const given = course('standard', 1);
  const { book, tracker } = begin(given);
  const told = [];
  tracker.onTrouble((trouble) => { if (trouble !== (told[told.length - 1] || '')) told.push(trouble); });
  book.refuse = 2;
  play(tracker, given.situations[0]);
  assert.deepEqual(told, ['waiting', '']);
  const accepted = Object.assign({}, ...book.saved.slice(3));
  assert.deepEqual([accepted.score, accepted.status, accepted.situations], [100, 'completed', { 't2-s01': 'completed' }]);
  assert.deepEqual(book.saved[3].answers.map((given) => given.item.id), ['q1', 'q2']);
  assert.equal('answers' in book.saved[4], false);
});

test('a quiz is saved with its last answer, and until then the page does not say that all is', () => {
  const given = course('standard', 1);
  const [situation] = given.situations;
  const { book, tracker } = begin(given);
  const quiz = situation.items.filter(({ kind }) => kind !== 'position');
  const before = book.saved.length;
  quiz.slice(0, -1).forEach(({ id, kind }) => tracker.answer(situation.id, id, ANSWERS[kind]));
  assert.equal(book.saved.length, before, 'a commit at each answer would freeze the page');
  assert.equal(tracker.now().pending, 'unsaved');
  const [{ id, kind }] = quiz.slice(-1);
  tracker.answer(situation.id, id, ANSWERS[kind]);
  assert.equal(tracker.now().pending, '');
  assert.equal(last(book).answers.length, quiz.filter((item) => item.kind === 'fact' || item.kind === 'facts').length);
  const after = book.saved.length;
  tracker.answer(situation.id, id, ANSWERS[kind]);
  assert.equal(book.saved.length, after, 'answered again: with the next step');
  tracker.step(situation.id, 'quiz');
  assert.deepEqual([tracker.now().pending, book.saved.length], ['', after + 1]);
});

test('the line comes back: a retry sends what waits, and nothing where nothing waits', () => {
  const { book, tracker } = begin(course('essential', 1));
  book.refuse = 1;
  tracker.step('t2-s01', 'read');
  tracker.retry();
  assert.equal(last(book).place, 't2-s01/read');
  const count = book.saved.length;
  tracker.retry();
  assert.equal(book.saved.length, count);
});

test('points of two states that were joined add up, and never to more than was earned', () => {
  const score = (state) => begin(course('standard', 1, { kinds: ['fact', 'fact', 'fact'] }), { state }).opened.score;
  assert.equal(score('1|t2-s01S2P2sA1.2;t2-s01S2P2sA2.2;'), 67);
  assert.equal(score('1|t2-s01S2P2sA1.2;t2-s01S2P2sA1.2;'), 33);
  assert.equal(score('1|t2-s01S2P2sA1.2;t2-s01S2P0A1.1;'), 33);
  assert.equal(score('1|t2-s01S2P0A1.1;t2-s01S2P0A2.1;'), 0);
});

test('an answer before a late API and one that the LMS has both count', () => {
  const given = course('standard', 1, { kinds: ['fact', 'fact', 'fact'] });
  const book = notebook({ state: '1|t2-s01S2P2sA1.2;' });
  const { open } = book;
  book.open = (plan) => ({ ...open(plan), state: '', connected: false, pending: true, writable: false, recorded: false });
  const clock = { now: 0 };
  const tracker = createTracker(given, book, worldOf(clock));
  tracker.start();
  tracker.answer('t2-s01', 'q2', [1]);
  tracker.answer('t2-s01', 'q2', [0]);
  book.open = open;
  pass(clock, 1000);
  tracker.answer('t2-s01', 'q3', [1]);
  tracker.step('t2-s01', 'reaction');
  assert.deepEqual([tracker.now().score, everything(book).score], [100, 100]);
});

test('without a connection the page is told and all works on', () => {
  const book = notebook({ connected: false, writable: false, recorded: false });
  const tracker = createTracker(course('essential', 1), book, worldOf({ now: 0 }));
  const told = [];
  tracker.onTrouble((trouble) => told.push(trouble));
  assert.equal(tracker.start().recorded, false);
  tracker.step('t2-s01', 'read');
  assert.deepEqual(told, ['waiting']);
  assert.deepEqual(book.saved, []);
  assert.deepEqual(tracker.now().situations['t2-s01'].steps, ['read']);
});

for (const key of LEVELS.reflective) {
  test('a datum that is not in the list is never handed on: ' + key, () => {
    const tracked = LEVELS.reflective.filter((other) => other !== key);
    const given = course('reflective', 1, { tracked });
    const { book, tracker } = begin(given);
    tracker.consent(true);
    play(tracker, given.situations[0]);
    tracker.suspend(true);
    const kinds = new Set(book.saved.flatMap((changes) => (changes.answers || []).map((one) => one.item.kind)));
    const names = { time: 'seconds', facts: 'none', reflections: 'none' };
    assert.equal((names[key] || key) in everything(book), false);
    if (key === 'facts') assert.deepEqual([...kinds], ['position', 'sort']);
    if (key === 'reflections') assert.deepEqual([...kinds], ['fact', 'facts']);
    const absent = { facts: /A/, reflections: /R/, score: /P/, progress: /Ss/ }[key];
    if (absent) assert.doesNotMatch(everything(book).state, absent);
    assert.ok(book.plan.columns.every((column) => key === 'reflections' ? /fact/.test(column.item.kind) : key !== 'facts' || !/fact/.test(column.item.kind)));
  });
}

test('at essential two learners with the same points look the same', () => {
  const given = course('essential', 1, { kinds: ['fact', 'fact', 'position'] });
  const calls = [[[1], [0]], [[0], [1]]].map(([first, second]) => {
    const { book, tracker } = begin(given);
    tracker.answer('t2-s01', 'q1', first);
    tracker.answer('t2-s01', 'q2', second);
    tracker.answer('t2-s01', 'q3', first[0]);
    STEPS.forEach((step) => tracker.step('t2-s01', step));
    return book.saved;
  });
  assert.deepEqual(calls[0], calls[1]);
});

test('reflections wait for consent, then go, and are taken back', () => {
  const given = course('reflective', 1);
  const { book, tracker } = begin(given);
  play(tracker, given.situations[0]);
  assert.doesNotMatch(everything(book).state, /[RC]/);
  assert.equal(book.saved.some((changes) => (changes.answers || []).some((one) => one.correct === null)), false);
  tracker.consent(true);
  assert.match(last(book).state, /C1;.*R3\.3R4\.012012/);
  assert.deepEqual(last(book).answers.map((one) => [one.item.id, one.answer]), [['q3', 3], ['q4', [0, 1, 2, 0, 1, 2]]]);
  assert.equal(begin(given, everything(book)).opened.consent, true);
  tracker.consent(false);
  assert.doesNotMatch(last(book).state, /[RC]/);
  assert.deepEqual(last(book).answers.map((one) => one.answer), [null, null]);
  assert.equal('q3' in tracker.now().situations['t2-s01'].answers, false);
  const count = book.saved.length;
  tracker.consent(false);
  assert.equal(book.saved.length, count);
});

test('a learner who says no leaves no trace of it', () => {
  const { book, tracker } = begin(course('reflective', 1));
  tracker.consent(false);
  assert.equal(book.saved.length, 1);
});

test('consent means nothing at the other levels', () => {
  for (const level of ['essential', 'standard']) {
    const { book, tracker } = begin(course(level, 1));
    tracker.consent(true);
    tracker.answer('t2-s01', 'q3', 3);
    tracker.step('t2-s01', 'position');
    assert.doesNotMatch(last(book).state, /[RC]/);
  }
});

test('a note is not kept anywhere, in no form', () => {
  for (const level of Object.keys(LEVELS)) {
    const given = course(level, 1, { kinds: ['note', 'fact'] });
    const { book, tracker } = begin(given);
    tracker.consent(true);
    for (const text of ['MARKER', ['MARKER'], { 0: 'MARKER' }, [1], 3]) tracker.answer('t2-s01', 'q1', text);
    STEPS.forEach((step) => tracker.step('t2-s01', step));
    tracker.suspend(true);
    assert.doesNotMatch(JSON.stringify(book.saved), /MARKER|A1|R1|"q1"/);
    assert.equal('q1' in tracker.now().situations['t2-s01'].answers, false);
    assert.equal(book.plan.columns.some((column) => column.item.kind === 'note'), false);
  }
});

test('columns are those of the register, reserved where an item is gone', () => {
  const more = { columns: ['t2-s2/q2', 't2-s1/q7', 't2-s1/q1', 't2-s9/q1'], was: { 't2-s0': 't2-s1' } };
  const given = course('standard', 0, { situations: [situation('t2-s1', ['fact']), situation('t2-s2', ['note', 'fact'])], ...more });
  const columns = begin(given).book.plan.columns.map(({ item, situation, was }) => [item.kind, situation, item.id, was.get('t2-s0')]);
  assert.deepEqual(columns, [
    ['fact', 't2-s2', 'q2', 't2-s1'], [undefined, 't2-s1', 'q7', 't2-s1'], ['fact', 't2-s1', 'q1', 't2-s1'], [undefined, 't2-s9', 'q1', 't2-s1'],
  ]);
  assert.deepEqual(begin(course('essential')).book.plan.columns, []);
});

test('an answer that the item of today cannot have had is not shown', () => {
  const kinds = ['fact', 'facts', 'sort', 'order', 'match', 'perspectives'];
  const shown = (fields) => begin(course('reflective', 1, { kinds }), { state: '1|C1;t2-s01S2' + fields + ';' }).opened.situations['t2-s01'].answers;
  assert.deepEqual(shown('A1.2A2.fR3.012012R4.43210R5.2-0R6.4'), {
    q1: [1], q2: [0, 1, 2, 3], q3: [0, 1, 2, 0, 1, 2], q4: [4, 3, 2, 1, 0], q5: [2, null, 0], q6: [2],
  });
  assert.deepEqual(shown('A1.4A2.gR3.0120120R4.5R5.3R6.8'), {});
});

// ---- the page

function browser() {
  const target = () => ({ on: {}, addEventListener(name, run) { this.on[name] = run; } });
  const window = Object.assign(target(), { reloads: 0 });
  window.location = { reload() { window.reloads += 1; } };
  return { window, document: Object.assign(target(), { visibilityState: 'visible' }) };
}

test('hidden saves with the time, gone finishes once, back again starts anew', () => {
  const { book, clock, tracker } = begin(course('essential', 1));
  const { window, document } = browser();
  listen(window, document, tracker);
  assert.deepEqual(Object.keys({ ...window.on, ...document.on }).sort(), ['offline', 'online', 'pagehide', 'pageshow', 'visibilitychange']);
  clock.now = 61000;
  document.on.visibilitychange();
  assert.equal(book.saved.length, 1);
  document.visibilityState = 'hidden';
  tracker.place('t2-s01', 'prompts');
  document.on.visibilitychange();
  assert.deepEqual(last(book), { place: 't2-s01/prompts', seconds: 61 });
  window.on.pagehide({ persisted: true });
  window.on.pagehide({ persisted: true });
  assert.equal(book.closed, 1);
  const count = book.saved.length;
  tracker.step('t2-s01', 'read');
  document.on.visibilitychange();
  window.on.online();
  assert.equal(book.saved.length, count);
  window.on.pageshow({ persisted: false });
  assert.equal(window.reloads, 0);
  window.on.pageshow({ persisted: true });
  assert.equal(window.reloads, 1);
});

test('without an LMS all works, in memory only', () => {
  const given = course('reflective', 2);
  const none = createNone();
  const tracker = createTracker(given, none, worldOf({ now: 0 }));
  assert.equal(tracker.start().recorded, false);
  given.situations.forEach((one) => play(tracker, one));
  assert.equal(tracker.now().status, 'completed');
  assert.equal(tracker.now().score, 100);
  tracker.suspend(true);
  assert.equal(tracker.now().trouble, '');
  const again = createTracker(given, none, worldOf({ now: 0 })).start();
  assert.deepEqual([again.resumed, again.status, again.score], [false, 'incomplete', null]);
});

// The LMS after a visit of the module as it was then: two situations, of which the first is done and the second begun.
function earlier(level) {
  const given = course(level, 2);
  const { book, tracker } = begin(given);
  tracker.consent(true);
  play(tracker, given.situations[0]);
  tracker.answer('t2-s02', 'q1', [1]);
  tracker.step('t2-s02', 'read');
  const { state, place, score, situations, status } = everything(book);
  return { given, before: tracker.now(), held: { state, place, score, situations, status } };
}

test('what was done under an id that was given up goes on under the one that follows it', () => {
  const { given, before, held } = earlier('reflective');
  const renamed = structuredClone(given);
  renamed.situations[0].id = 't2-s11';
  renamed.situations[0].items[0].id = 'q9';
  renamed.situations[1].id = 't2-s12';
  const kept = begin({ ...renamed, was: { 't2-s01': 't2-s11', 't2-s02': 't2-s12', 't2-s11/q1': 'q9' } }, held);
  const now = kept.opened;
  assert.deepEqual(now.place, { situation: 't2-s12', step: 'read' });
  assert.deepEqual(now.situations['t2-s12'], before.situations['t2-s02']);
  assert.equal(now.situations['t2-s11'].done, true);
  const { q1, ...others } = before.situations['t2-s01'].answers;
  assert.deepEqual(now.situations['t2-s11'].answers, { ...others, q9: q1 });
  assert.deepEqual(last(kept.book).situations, { 't2-s11': 'completed', 't2-s12': 'incomplete' });
  kept.tracker.step('t2-s12', 'quiz');
  assert.ok(!/t2-s0[12]/.test(last(kept.book).state), last(kept.book).state);
  // Without a word about it the new ids begin anew, and the old entries are carried along for a later version.
  const lost = begin(renamed, held);
  assert.equal(lost.opened.situations['t2-s11'].done, false);
  assert.equal(lost.opened.place, null);
});

test('a situation whose state was lost is done under its new id as well', () => {
  const renamed = course('essential', 1);
  const { opened } = begin({ ...renamed, was: { 'old-name': 't2-s01' } }, { situations: { 'old-name': 'completed' } });
  assert.equal(opened.situations['t2-s01'].done, true);
  assert.equal(opened.status, 'completed');
});
