// The tracker with the adapters of both editions of SCORM, in scorm-again behind a wrapper that refuses what it lets pass.
import assert from 'node:assert/strict';
import { both } from './editions.mjs';
import { load, loadAdapter, pass, worldOf } from './load.mjs';
import { ANSWERS, STEPS, bound, commits, course, createApi, createLms, heard, keep, kept, noFaults, play, sets, situation, turn, value, visit } from './lms.mjs';
import { strictLms } from './strict-lms.mjs';

const { createTracker } = load('createTracker');
const createAdapterOf = (edition) => loadAdapter(edition.key, 'createAdapter').createAdapter;
const names = (log) => sets(log).map((entry) => entry.name);

both('the first opening: few values, one commit, incomplete', (edition, t) => {
  const session = visit(createLms({}, edition), course('essential'));
  t.diagnostic('values at the opening: ' + names(session.log).join(' '));
  assert.ok(sets(session.log).length <= edition.most);
  assert.equal(commits(session.log).length, 1);
  assert.deepEqual(value(session.log, edition.names.status), ['incomplete']);
  assert.deepEqual(value(session.log, edition.names.exit), ['suspend']);
  assert.deepEqual(value(session.log, edition.names.score), []);
  noFaults(session);
});

both('every step: few values and one commit, in every order', (edition, t) => {
  const counts = new Set();
  for (const more of [{}, { kinds: ['fact'] }, { success: 50 }, { situations: [situation('t2-s01', ['fact'], ['quiz'])] }]) {
    const given = course('essential', 3, more);
    const session = visit(createLms({}, edition), given);
    for (const one of given.situations) {
      one.items.forEach((item) => session.tracker.answer(one.id, item.id, ANSWERS[item.kind]));
      for (const step of one.steps) {
        const log = heard(session, () => session.tracker.step(one.id, step));
        counts.add(sets(log).length);
        // A module that is done in one step says everything at once.
        assert.ok(sets(log).length <= edition.most + (one.steps.length > 1 ? 0 : 1), names(log).join(' '));
        // A quiz that was answered counted with the step before.
        assert.equal(commits(log).length, sets(log).length ? 1 : 0);
        assert.ok(sets(log).length || step === 'quiz');
      }
    }
    noFaults(session);
  }
  t.diagnostic('values at a step: ' + [...counts].sort().join(', '));
});

both('a module from the first to the last step: score before status, state before status', (edition) => {
  const lms = createLms({}, edition);
  const given = course('essential');
  const session = visit(lms, given);
  given.situations.forEach((one) => play(session.tracker, one));
  const log = names(session.log);
  assert.equal(session.inner[edition.calls.get](edition.names.status), 'completed');
  assert.ok(log.lastIndexOf(edition.names.score) < log.lastIndexOf(edition.names.status));
  assert.ok(log.lastIndexOf(edition.names.state) < log.lastIndexOf(edition.names.status));
  assert.deepEqual(value(session.log, edition.names.score), ['33', '67', '100']);
  assert.deepEqual(names(session.log).filter((name) => name.includes('interactions')), []);
  session.leave();
  noFaults(session);
});

for (const step of STEPS) {
  both('left without a goodbye after ' + step + ', and come back', (edition) => {
    const lms = createLms({}, edition);
    const given = course('standard', 2);
    const first = visit(lms, given);
    STEPS.slice(0, STEPS.indexOf(step) + 1).forEach((name) => {
      if (name === 'quiz') first.tracker.answer('t2-s01', 'q1', [0]);
      first.tracker.step('t2-s01', name);
    });
    keep(lms, first);
    const second = visit(lms, given);
    assert.deepEqual(second.opened.place, { situation: 't2-s01', step });
    assert.deepEqual(second.opened.situations['t2-s01'].steps, STEPS.slice(0, STEPS.indexOf(step) + 1));
    assert.equal(second.opened.resumed, true);
    assert.deepEqual(names(second.log), [edition.names.exit]);
    STEPS.forEach((name) => second.tracker.step('t2-s01', name));
    second.leave();
    assert.equal(kept(lms).objectives['t2-s01'], 'completed');
    noFaults(first, second);
  });
}

for (const [name, state] of [['full', '1|' + 'zSsf;'.repeat(818)], ['foreign', '{"a":1}'], ['cut', '1|t2-s01Ssf;t2-s02S'], ['empty', ''], ['longer', 'x'.repeat(60000)]]) {
  for (const status of ['completed', 'passed', 'failed']) {
    both('a ' + status + ' module with a state that is ' + name + ' keeps status and score', (edition) => {
      const lms = createLms({ status, score: '90', suspend_data: state }, edition);
      const given = course('standard', 5, { success: status === 'passed' ? 80 : null });
      const session = visit(lms, given);
      given.situations.forEach((one) => play(session.tracker, one, { ...ANSWERS, fact: [0] }));
      session.leave();
      assert.equal(kept(lms).status, status);
      assert.equal(kept(lms).score, '90');
      noFaults(session);
    });
  }
}

both('cards move, come and go between visits: objectives are found by id, foreign ones left alone', (edition) => {
  const lms = createLms({ objectives: { 0: { id: 'theirs', [edition.names.objective]: 'completed' } } }, edition);
  const before = course('essential', 3);
  const first = visit(lms, before);
  play(first.tracker, before.situations[1]);
  first.tracker.step('t2-s01', 'read');
  first.leave();
  const after = { ...before, situations: [before.situations[2], situation('t2-s09'), before.situations[0]] };
  const second = visit(lms, after);
  after.situations.forEach((one) => play(second.tracker, one));
  second.leave();
  const objectives = Object.entries(kept(lms).objectives);
  assert.deepEqual(objectives, [['theirs', 'completed'], ['t2-s02', 'completed'], ['t2-s01', 'completed'], ['t2-s03', 'completed'], ['t2-s09', 'completed']]);
  const third = visit(lms, before);
  assert.equal(third.opened.situations['t2-s02'].done, true);
  noFaults(first, second, third);
});

both('a deck that grew: the completed module stays completed', (edition) => {
  const lms = createLms({}, edition);
  const given = course('essential', 1);
  const first = visit(lms, given);
  play(first.tracker, given.situations[0]);
  first.leave();
  const second = visit(lms, course('essential', 9));
  second.tracker.step('t2-s05', 'read');
  second.tracker.answer('t2-s05', 'q1', [0]);
  second.leave();
  assert.deepEqual([kept(lms).status, kept(lms).score], ['completed', '100']);
  noFaults(first, second);
});

for (const core of [{ mode: 'review' }, { mode: 'browse' }, { mode: 'normal', credit: 'no-credit' }]) {
  both('nothing is written in ' + JSON.stringify(core), (edition) => {
    const lms = createLms({ ...core, status: 'completed', score: '80' }, edition);
    const given = course('reflective');
    const session = visit(lms, given);
    session.tracker.consent(true);
    given.situations.forEach((one) => play(session.tracker, one));
    session.tracker.suspend(false);
    session.tracker.suspend(true);
    assert.deepEqual(session.log.filter((entry) => /Set|Commit/.test(entry.call)), []);
    // Moodle makes `completed` of a preview that ends, whatever was written.
    assert.deepEqual(session.log.filter((entry) => entry.call === edition.calls.end), []);
    assert.equal(session.opened.recorded, false);
    noFaults(session);
  });
}

both('an LMS that answers nothing about mode and credit counts as normal', (edition) => {
  const mute = (api) => ({ ...bound(edition, api), [edition.calls.get]: (name) => (/mode|credit|entry|_count/.test(name) ? '' : api[edition.calls.get](name)) });
  const session = visit(createLms({}, edition), course('standard'), { wrap: mute });
  play(session.tracker, course('standard').situations[0]);
  assert.deepEqual(names(session.log).filter((name) => /objectives|interactions/.test(name)), []);
  assert.match(value(session.log, edition.names.state).pop(), /t2-s01Ssf/);
  assert.deepEqual(session.troubles, []);
  noFaults(session);
});

both('an LMS that throws on opening: called once, no call after, the page is told', (edition) => {
  let calls = 0;
  const angry = (api) => ({ ...bound(edition, api), [edition.calls.initialize]: () => { calls += 1; throw new TypeError('no'); } });
  const session = visit(createLms({}, edition), course('essential'), { wrap: angry });
  play(session.tracker, course('essential').situations[0]);
  session.tracker.suspend(true);
  assert.equal(calls, 1);
  assert.deepEqual(session.troubles, [true]);
  assert.deepEqual(sets(session.log), []);
  assert.equal(session.log.filter((entry) => entry.call === edition.calls.end).length, 0);
  assert.equal(session.tracker.now().situations['t2-s01'].done, true);
});

both('an LMS that was opened by somebody else is used', (edition) => {
  const inner = createApi(edition);
  inner[edition.calls.initialize]('');
  const page = { [edition.global]: { ...bound(edition, inner) } };
  page.parent = page;
  const tracker = createTracker(course('essential'), createAdapterOf(edition)(page), worldOf({ now: 0 }));
  tracker.start();
  assert.equal(inner[edition.calls.get](edition.names.status), 'incomplete');
});

both('a commit refused twice loses nothing', (edition) => {
  let refuse = 0;
  const lms = createLms({}, edition);
  const sulky = (api) => ({ ...bound(edition, api), [edition.calls.commit]: () => (refuse-- > 0 ? 'false' : api[edition.calls.commit]('')) });
  const given = course('standard', 1);
  const session = visit(lms, given, { wrap: sulky });
  refuse = 2;
  const log = heard(session, () => play(session.tracker, given.situations[0]));
  assert.deepEqual(session.troubles, [true, false]);
  const third = log.slice(log.indexOf(commits(log)[1]) + 1);
  assert.ok(names(third).includes(edition.names.state));
  session.leave();
  assert.equal(kept(lms).interactions.length, 2);
  const again = visit(lms, given);
  assert.equal(again.opened.status, 'completed');
  assert.deepEqual(again.opened.situations['t2-s01'].answers, { q1: [1], q2: [0, 1] });
  noFaults(session, again);
});

both('an LMS whose window was closed, or shows another page by now, is not believed', (edition) => {
  const elsewhere = { get() { throw new Error('SecurityError'); } };
  for (const gone of [{ closed: { value: true } }, { document: { value: {} } }, { document: elsewhere, navigation: elsewhere, location: elsewhere }]) {
    const session = visit(createLms({}, edition), course('essential', 1));
    assert.equal(session.tracker.now().trouble, '');
    Object.defineProperties(session.page, gone);
    session.tracker.step('t2-s01', 'read');
    assert.equal(session.tracker.now().trouble, 'waiting', Object.keys(gone)[0]);
    pass(session.clock, 70000);
    assert.equal(session.tracker.now().trouble, 'refused');
  }
});

both('a value that is refused once is sent again with the next commit', (edition) => {
  let refuse = 0;
  const picky = (api) => ({ ...bound(edition, api), [edition.calls.set]: (name, text) => (name === edition.names.state && refuse-- > 0 ? 'false' : api[edition.calls.set](name, text)) });
  const session = visit(createLms({}, edition), course('essential', 1), { wrap: picky });
  refuse = 1;
  session.tracker.step('t2-s01', 'read');
  assert.deepEqual(session.troubles, [true]);
  session.tracker.retry();
  assert.deepEqual(session.troubles, [true, false]);
  assert.match(session.inner[edition.calls.get](edition.names.state), /^1\|M[0-9a-z]+N1;t2-s01S2;$/);
});

both('an element that the LMS does not have is given up without trouble', (edition) => {
  let code = null;
  const poor = (api) => ({
    ...bound(edition, api),
    [edition.calls.set]: (name, text) => { code = /score\.m|objectives.*status/.test(name) ? '401' : null; return code ? 'false' : api[edition.calls.set](name, text); },
    [edition.calls.error]: () => code || api[edition.calls.error](),
  });
  const session = visit(createLms({}, edition), course('essential', 1), { wrap: poor });
  play(session.tracker, course('essential', 1).situations[0]);
  assert.deepEqual(session.troubles, []);
  const tried = names(session.log).filter((name) => /score\.m|objectives.*status/.test(name));
  assert.ok(tried.length > 0);
  assert.deepEqual(tried, [...new Set(tried)]);
});

both('the adapter makes no call once it is closed', (edition) => {
  const log = [];
  const page = { [edition.global]: strictLms(createApi(edition), log, edition.rules()) };
  page.parent = page;
  const adapter = createAdapterOf(edition)(page);
  adapter.open({ columns: [] });
  adapter.close();
  const count = log.length;
  assert.equal(adapter.save({ status: 'incomplete' }), false);
  adapter.close();
  assert.equal(log.length, count);
});

both('61 minutes are told when the page hides and when it goes, never at a step', (edition) => {
  const session = visit(createLms({}, edition), course('essential'), { wait: 61 * 60000 });
  session.tracker.step('t2-s01', 'read');
  assert.deepEqual(value(session.log, edition.names.time), []);
  session.leave();
  assert.deepEqual([...new Set(value(session.log, edition.names.time))], [edition.duration(1, 1, 0)]);
  noFaults(session);
});

both('a clock that somebody sets meanwhile changes no time, in no language', (edition) => {
  for (const set of [-5000, 86400000, 40 * 365 * 86400000]) {
    const given = course('essential', 1);
    const session = visit(createLms({}, edition), given, { wait: 60000 });
    session.clock.set = set;
    turn(session, translated(given));
    session.clock.set = 0;
    session.clock.now += 30000;
    session.leave();
    assert.deepEqual([...new Set(value(session.log, edition.names.time))], [edition.duration(0, 1, 0), edition.duration(0, 1, 30)], String(set));
    noFaults(session);
  }
});

both('the end once, and not a call after it', (edition) => {
  const session = visit(createLms({}, edition), course('standard'));
  session.leave();
  const after = heard(session, () => {
    play(session.tracker, course('standard').situations[0]);
    session.tracker.consent(true);
    session.tracker.suspend(false);
    session.tracker.suspend(true);
    session.tracker.retry();
  });
  assert.deepEqual(after, []);
  assert.equal(session.log.filter((entry) => entry.call === edition.calls.end).length, 1);
});

both('withdrawn in a later visit, reflections are emptied too, and no column is made for it', (edition) => {
  const lms = createLms({}, edition);
  const given = course('reflective', 2);
  const first = visit(lms, given);
  first.tracker.consent(true);
  play(first.tracker, given.situations[0]);
  first.leave();
  const second = visit(lms, given);
  assert.equal(second.opened.consent, true);
  assert.equal(second.opened.situations['t2-s01'].answers.q3, 3);
  second.tracker.consent(false);
  second.leave();
  assert.deepEqual(kept(lms).interactions.map((one) => edition.emptied.includes(one[edition.names.response])), [false, false, true, true]);
  assert.doesNotMatch(kept(lms).state, /[RC]/);
  noFaults(first, second);
});

for (const level of ['essential', 'standard', 'reflective']) {
  both('what is typed appears in no call: ' + level, (edition) => {
    const given = course(level, 2, { kinds: ['note', 'fact', 'position', 'match'] });
    const session = visit(createLms({}, edition), given);
    session.tracker.consent(true);
    for (const one of given.situations) {
      for (const text of ['MARKER', ['MARKER'], { 0: 'MARKER', MARKER: 0 }]) {
        one.items.forEach((item) => session.tracker.answer(one.id, item.id, text));
        session.tracker.place(one.id, text);
      }
      play(session.tracker, one);
    }
    session.leave();
    assert.doesNotMatch(JSON.stringify(session.log), /MARKER/);
    assert.doesNotMatch(JSON.stringify(session.tracker.now()), /MARKER/);
    noFaults(session);
  });
}

both('100 situations at every level: the state fits and nothing is refused', (edition, t) => {
  for (const level of ['essential', 'standard', 'reflective']) {
    const lms = createLms({}, edition);
    const given = course(level, 100);
    const session = visit(lms, given);
    session.tracker.consent(true);
    given.situations.forEach((one) => play(session.tracker, one));
    session.leave();
    t.diagnostic(level + ': ' + kept(lms).state.length + ' characters');
    assert.ok(kept(lms).state.length <= 4096);
    const again = visit(lms, given);
    assert.ok(Object.values(again.opened.situations).every((one) => one.done));
    noFaults(session, again);
  }
});

// ---- from the page of one language to that of another

// The words of a course in another language: identity is the same, what is shown differs.
function translated(given) {
  return { ...given, language: 'ro', title: 'altfel' };
}

for (const level of ['essential', 'standard', 'reflective']) {
  both('half in one language, the rest in another, in one session: ' + level, (edition) => {
    const lms = createLms({}, edition);
    const given = course(level, 3);
    const session = visit(lms, given);
    session.tracker.consent(true);
    play(session.tracker, given.situations[0]);
    session.tracker.step('t2-s02', 'read');
    session.tracker.answer('t2-s02', 'q1', [1]);
    session.clock.now += 600000;
    const over = heard(session, () => turn(session, translated(given)));
    assert.deepEqual(session.troubles, []);
    assert.equal(session.opened.situations['t2-s01'].done, true);
    assert.deepEqual(session.opened.situations['t2-s02'].steps, ['read']);
    assert.deepEqual(session.opened.place, { situation: 't2-s02', step: 'read' });
    assert.equal(session.opened.consent, level === 'reflective');
    const border = over.findIndex((entry) => /mode$/.test(entry.name));
    for (const side of [over.slice(0, border), over.slice(border)]) {
      // An answer that waited for its step takes six values of its own.
      assert.ok(sets(side).length <= edition.most + (level === 'essential' ? 0 : 6) && commits(side).length === 1, names(side).join(' '));
    }
    assert.deepEqual(names(over.slice(border)), [edition.names.exit]);
    session.clock.now += 120000;
    given.situations.slice(1).forEach((one) => play(session.tracker, one));
    session.leave();
    assert.deepEqual([kept(lms).status, kept(lms).score], ['completed', '100']);
    assert.deepEqual(kept(lms).objectives, { 't2-s01': 'completed', 't2-s02': 'completed', 't2-s03': 'completed' });
    assert.deepEqual(value(session.log, edition.names.time).slice(-1), [edition.duration(0, 12, 0)]);
    assert.deepEqual([edition.calls.initialize, edition.calls.end].map((name) => session.log.filter((entry) => entry.call === name).length), [1, 1]);
    assert.equal(session.log[session.log.length - 1].call, edition.calls.end);
    noFaults(session);
  });
}

// What Moodle does when a session that is open is opened again: the data go back to those of the last commit, objectives and
// interactions are lost, and the answer is 101; or it throws before that, where one of them was sent.
function reopening(edition, calls, throws) {
  return (inner) => {
    let [code, opened] = ['0', false];
    return {
      ...bound(edition, inner),
      [edition.calls.initialize]: () => {
        calls.push(edition.calls.initialize);
        if (!opened) {
          opened = true;
          return inner[edition.calls.initialize]('');
        }
        inner.cmi.objectives.reset(true);
        inner.cmi.interactions.reset(true);
        edition.undo(inner.cmi);
        if (throws) throw new TypeError('cmi.objectives_0 is undefined');
        code = '101';
        return 'false';
      },
      [edition.calls.get]: (name) => { code = '0'; return inner[edition.calls.get](name); },
      [edition.calls.error]: () => (code === '0' ? inner[edition.calls.error]() : code),
    };
  };
}

for (const throws of [false, true]) {
  both('Moodle, where opening twice ' + (throws ? 'throws' : 'answers 101') + ' and loses data: the session is opened once', (edition) => {
    const lms = createLms({}, edition);
    const calls = [];
    const given = course('standard', 2);
    const session = visit(lms, given, { wrap: reopening(edition, calls, throws) });
    given.situations.forEach((one) => play(session.tracker, one));
    for (const language of [translated(given), given, translated(given)]) {
      turn(session, language);
      assert.equal(session.opened.status, 'completed');
      assert.deepEqual(Object.values(session.opened.situations).map((one) => one.done), [true, true]);
    }
    assert.deepEqual(calls, [edition.calls.initialize]);
    session.leave();
    assert.deepEqual(Object.keys(kept(lms).objectives), ['t2-s01', 't2-s02']);
    assert.deepEqual(kept(lms).interactions.length, 4);
    noFaults(session);
  });

  both('an LMS that knows nothing of the session that was handed over is opened, then ' + (throws ? 'throws' : 'answers 101'), (edition) => {
    const calls = [];
    const mute = (inner) => ({ ...reopening(edition, calls, throws)(inner), [edition.calls.get]: () => '', [edition.calls.error]: () => '301' });
    const session = visit(createLms({}, edition), course('essential'), { wrap: mute });
    assert.equal(turn(session, course('essential'), true) === null, false);
    assert.deepEqual(session.troubles, [true]);
    assert.equal(session.opened.recorded, false);
  });
}

both('a new session is opened where none is live, and its time begins with it', (edition) => {
  for (const since of [0, -1e12, 5000, NaN, undefined]) {
    const log = [];
    const page = { [edition.global]: strictLms(createApi(edition), log, edition.rules()) };
    page.parent = page;
    let now = 1000;
    const tracker = createTracker(course('essential'), createAdapterOf(edition)(page), { now: () => now, elapsed: () => now, later: () => {}, online: () => true });
    assert.equal(tracker.start(since).recorded, true, String(since));
    now = 4000;
    tracker.suspend(true);
    assert.deepEqual(value(log, edition.names.time), [edition.duration(0, 0, 3)], String(since));
    assert.equal(log.filter((entry) => entry.call === edition.calls.initialize && entry.result === 'true').length, 1);
  }
});

both('a save that is refused keeps the learner on the page, and the page goes on; or they go anyway', (edition) => {
  let refuse = 0;
  const sulky = (api) => ({ ...bound(edition, api), [edition.calls.commit]: () => (refuse-- > 0 ? 'false' : api[edition.calls.commit]('')) });
  const given = course('standard', 1);
  const session = visit(createLms({}, edition), given, { wrap: sulky });
  refuse = 5;
  session.tracker.step('t2-s01', 'read');
  assert.equal(turn(session, given), null);
  session.tracker.step('t2-s01', 'reaction');
  assert.deepEqual(session.tracker.now().situations['t2-s01'].steps, ['read', 'reaction']);
  assert.equal(turn(session, given), null);
  assert.notEqual(turn(session, given, true), null);
  assert.deepEqual(session.opened.situations['t2-s01'].steps, ['read', 'reaction']);
  play(session.tracker, given.situations[0]);
  assert.equal(session.inner[edition.calls.get](edition.names.status), 'completed');
  noFaults(session);
});

both('in review a session is handed over without a word to write', (edition) => {
  const session = visit(createLms({ mode: 'review', status: 'completed' }, edition), course('standard'));
  turn(session, translated(course('standard')));
  session.leave();
  assert.equal(session.opened.status, 'completed');
  assert.deepEqual(session.log.filter((entry) => /Set|Commit/.test(entry.call)), []);
  noFaults(session);
});

// ---- finding the API

both('the API is found in parents, in the opener and in its parents, past frames from elsewhere, and not for ever', (edition) => {
  const api = { [edition.calls.initialize]: () => 'true' };
  const frame = (more = {}) => { const one = { ...more }; one.parent = more.parent || one; return one; };
  const elsewhere = (parent) => new Proxy({}, { get: (_, name) => { if (name === 'parent') return parent; throw new Error('SecurityError'); } });
  const up = (n, top) => (n ? frame({ parent: up(n - 1, top) }) : top);
  const has = frame({ [edition.global]: api });
  for (const window of [has, up(1, has), up(9, has), elsewhere(has), frame({ parent: elsewhere(has) }), frame({ opener: has }), frame({ opener: up(2, has) }), frame({ top: { opener: has } })]) {
    assert.ok(createAdapterOf(edition)(window));
  }
  const circle = {};
  circle.parent = { parent: circle };
  for (const window of [frame(), frame({ [edition.global]: {} }), frame({ opener: null })]) assert.equal(createAdapterOf(edition)(window), null);
  // In a frame or a window of somebody else's an API may still come.
  for (const window of [up(11, has), circle]) assert.ok(createAdapterOf(edition)(window));
});

// ---- the strict LMS itself

both('the strict LMS refuses a second opening, calls after the end, and is one plain function', (edition) => {
  const again = new Function('return ' + strictLms.toString())();
  const log = [];
  const api = again(createApi(edition), log, new Function('return ' + edition.rules.toString())()());
  assert.equal(api[edition.calls.initialize](''), 'true');
  assert.equal(api[edition.calls.initialize](''), 'false');
  assert.equal(api[edition.calls.set](edition.names.state, '1|'), 'true');
  assert.equal(api[edition.calls.commit](''), 'true');
  assert.equal(api[edition.calls.end](''), 'true');
  assert.deepEqual([api[edition.calls.end](''), api[edition.calls.set](edition.names.state, '1|'), api[edition.calls.commit](''), api[edition.calls.get](edition.names.state)], ['false', 'false', 'false', '']);
  assert.equal(log.filter((entry) => entry.fault).length, 5);
});
