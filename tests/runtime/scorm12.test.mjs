// The tracker with its SCORM 1.2 adapter, in scorm-again behind a wrapper that refuses what it lets pass.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Scorm12API } from 'scorm-again/scorm12';
import { load } from './load.mjs';
import { ANSWERS, STEPS, commits, course, createLms, heard, keep, noFaults, play, sets, situation, turn, value, visit } from './lms.mjs';
import { strictLms } from './strict-lms.mjs';

const { createScorm12, createTracker, timespan12 } = load('createScorm12', 'createTracker', 'timespan12');
const names = (log) => sets(log).map((entry) => entry.name);

test('the first opening: at most 6 values, one commit, incomplete', (t) => {
  const session = visit(createLms(), course('essential'));
  t.diagnostic('values at the opening: ' + names(session.log).join(' '));
  assert.ok(sets(session.log).length <= 6);
  assert.equal(commits(session.log).length, 1);
  assert.deepEqual(value(session.log, 'cmi.core.lesson_status'), ['incomplete']);
  assert.deepEqual(value(session.log, 'cmi.core.exit'), ['suspend']);
  assert.deepEqual(value(session.log, 'cmi.core.score.raw'), []);
  noFaults(session);
});

test('every step: at most 6 values and one commit, in every order', (t) => {
  const counts = new Set();
  for (const more of [{}, { kinds: ['fact'] }, { success: 50 }, { situations: [situation('t2-s01', ['fact'], ['quiz'])] }]) {
    const given = course('essential', 3, more);
    const session = visit(createLms(), given);
    for (const one of given.situations) {
      one.items.forEach((item) => session.tracker.answer(one.id, item.id, ANSWERS[item.kind]));
      for (const step of one.steps) {
        const log = heard(session, () => session.tracker.step(one.id, step));
        counts.add(sets(log).length);
        assert.ok(sets(log).length <= 6, names(log).join(' '));
        assert.equal(commits(log).length, 1);
      }
    }
    noFaults(session);
  }
  t.diagnostic('values at a step: ' + [...counts].sort().join(', '));
});

test('a module from the first to the last step: score before status, state before status', () => {
  const lms = createLms();
  const given = course('essential');
  const session = visit(lms, given);
  given.situations.forEach((one) => play(session.tracker, one));
  const log = names(session.log);
  assert.equal(session.inner.LMSGetValue('cmi.core.lesson_status'), 'completed');
  assert.ok(log.lastIndexOf('cmi.core.score.raw') < log.lastIndexOf('cmi.core.lesson_status'));
  assert.ok(log.lastIndexOf('cmi.suspend_data') < log.lastIndexOf('cmi.core.lesson_status'));
  assert.deepEqual(value(session.log, 'cmi.core.score.raw'), ['33', '67', '100']);
  assert.deepEqual(names(session.log).filter((name) => name.includes('interactions')), []);
  session.leave();
  noFaults(session);
});

for (const step of STEPS) {
  test('left without a goodbye after ' + step + ', and come back', () => {
    const lms = createLms();
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
    assert.deepEqual(names(second.log), ['cmi.core.exit']);
    STEPS.forEach((name) => second.tracker.step('t2-s01', name));
    second.leave();
    assert.equal(lms.cmi.objectives[0].status, 'completed');
    noFaults(first, second);
  });
}

for (const [name, state] of [['full', '1|' + 'zSsf;'.repeat(818)], ['foreign', '{"a":1}'], ['cut', '1|t2-s01Ssf;t2-s02S'], ['empty', ''], ['longer', 'x'.repeat(60000)]]) {
  for (const status of ['completed', 'passed', 'failed']) {
    test('a ' + status + ' module with a state that is ' + name + ' keeps status and score', () => {
      const lms = createLms({ lesson_status: status, score: { raw: '90' } });
      lms.cmi.suspend_data = state;
      const given = course('standard', 5, { success: status === 'passed' ? 80 : null });
      const session = visit(lms, given);
      given.situations.forEach((one) => play(session.tracker, one, { ...ANSWERS, fact: [0] }));
      session.leave();
      assert.equal(lms.cmi.core.lesson_status, status);
      assert.equal(lms.cmi.core.score.raw, '90');
      noFaults(session);
    });
  }
}

test('cards move, come and go between visits: objectives are found by id, foreign ones left alone', () => {
  const lms = createLms();
  lms.cmi.objectives = { 0: { id: 'theirs', status: 'completed' } };
  const before = course('essential', 3);
  const first = visit(lms, before);
  play(first.tracker, before.situations[1]);
  first.tracker.step('t2-s01', 'read');
  first.leave();
  const after = { ...before, situations: [before.situations[2], situation('t2-s09'), before.situations[0]] };
  const second = visit(lms, after);
  after.situations.forEach((one) => play(second.tracker, one));
  second.leave();
  const objectives = Object.values(lms.cmi.objectives).map(({ id, status }) => [id, status]);
  assert.deepEqual(objectives, [['theirs', 'completed'], ['t2-s02', 'completed'], ['t2-s01', 'completed'], ['t2-s03', 'completed'], ['t2-s09', 'completed']]);
  const third = visit(lms, before);
  assert.equal(third.opened.situations['t2-s02'].done, true);
  noFaults(first, second, third);
});

test('a deck that grew: the completed module stays completed', () => {
  const lms = createLms();
  const given = course('essential', 1);
  const first = visit(lms, given);
  play(first.tracker, given.situations[0]);
  first.leave();
  const second = visit(lms, course('essential', 9));
  second.tracker.step('t2-s05', 'read');
  second.tracker.answer('t2-s05', 'q1', [0]);
  second.leave();
  assert.deepEqual([lms.cmi.core.lesson_status, lms.cmi.core.score.raw], ['completed', '100']);
  noFaults(first, second);
});

for (const core of [{ lesson_mode: 'review' }, { lesson_mode: 'browse' }, { lesson_mode: 'normal', credit: 'no-credit' }]) {
  test('nothing is written in ' + JSON.stringify(core), () => {
    const lms = createLms({ ...core, lesson_status: 'completed', score: { raw: '80' } });
    const given = course('reflective');
    const session = visit(lms, given);
    session.tracker.consent(true);
    given.situations.forEach((one) => play(session.tracker, one));
    session.tracker.suspend(false);
    session.tracker.suspend(true);
    assert.deepEqual(session.log.filter((entry) => /Set|Commit/.test(entry.call)), []);
    assert.equal(session.log[session.log.length - 1].call, 'LMSFinish');
    assert.equal(session.opened.recorded, false);
    noFaults(session);
  });
}

test('an LMS that answers nothing about mode and credit counts as normal', () => {
  const mute = (api) => ({ ...bound(api), LMSGetValue: (name) => (/mode|credit|entry|_count/.test(name) ? '' : api.LMSGetValue(name)) });
  const session = visit(createLms(), course('standard'), { wrap: mute });
  play(session.tracker, course('standard').situations[0]);
  assert.deepEqual(names(session.log).filter((name) => /objectives|interactions/.test(name)), []);
  assert.match(value(session.log, 'cmi.suspend_data').pop(), /t2-s01Ssf/);
  assert.deepEqual(session.troubles, []);
  noFaults(session);
});

function bound(api) {
  const all = ['LMSInitialize', 'LMSFinish', 'LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSGetLastError', 'LMSGetErrorString', 'LMSGetDiagnostic'];
  return Object.fromEntries(all.map((name) => [name, (...values) => api[name](...values)]));
}

test('an LMS that throws in LMSInitialize: called once, no call after, the page is told', () => {
  let calls = 0;
  const angry = (api) => ({ ...bound(api), LMSInitialize: () => { calls += 1; throw new TypeError('no'); } });
  const session = visit(createLms(), course('essential'), { wrap: angry });
  play(session.tracker, course('essential').situations[0]);
  session.tracker.suspend(true);
  assert.equal(calls, 1);
  assert.deepEqual(session.troubles, [true]);
  assert.deepEqual(sets(session.log), []);
  assert.equal(session.log.filter((entry) => entry.call === 'LMSFinish').length, 0);
  assert.equal(session.tracker.now().situations['t2-s01'].done, true);
});

test('an LMS that was opened by somebody else is used', () => {
  const inner = new Scorm12API({ autocommit: false, logLevel: 5 });
  inner.LMSInitialize('');
  const page = { API: { ...bound(inner) } };
  page.parent = page;
  const tracker = createTracker(course('essential'), createScorm12(page), () => 0);
  tracker.start();
  assert.equal(inner.LMSGetValue('cmi.core.lesson_status'), 'incomplete');
});

test('a commit refused twice loses nothing', () => {
  let refuse = 0;
  const lms = createLms();
  const sulky = (api) => ({ ...bound(api), LMSCommit: () => (refuse-- > 0 ? 'false' : api.LMSCommit('')) });
  const given = course('standard', 1);
  const session = visit(lms, given, { wrap: sulky });
  refuse = 2;
  const log = heard(session, () => play(session.tracker, given.situations[0]));
  assert.deepEqual(session.troubles, [true, false]);
  const third = log.slice(log.indexOf(commits(log)[1]) + 1);
  assert.ok(names(third).includes('cmi.interactions.0.student_response'));
  session.leave();
  const again = visit(lms, given);
  assert.equal(again.opened.status, 'completed');
  assert.deepEqual(again.opened.situations['t2-s01'].answers, { q1: [1], q2: [0, 1] });
  noFaults(session, again);
});

// Moodle's own habit: a value that was in a commit is never sent again, even where the commit failed.
function forgetful(stored) {
  const sent = {};
  const given = {};
  return (api) => ({
    ...bound(api),
    LMSSetValue: (name, text) => { given[name] = text; return api.LMSSetValue(name, text); },
    LMSCommit: () => {
      const parcel = Object.entries(given).filter(([name, text]) => sent[name] !== text);
      Object.assign(sent, given);
      if (stored.offline) throw new Error('NetworkError');
      parcel.forEach(([name, text]) => { stored.values[name] = text; });
      return 'true';
    },
  });
}

test('Moodle forgets the values of a failed commit: the state comes through, and the next opening mends the rest', () => {
  const stored = { values: {}, offline: false };
  const given = course('essential', 1);
  const first = visit(createLms(), given, { wrap: forgetful(stored) });
  given.situations[0].items.forEach((item) => first.tracker.answer('t2-s01', item.id, ANSWERS[item.kind]));
  STEPS.slice(0, -1).forEach((step) => first.tracker.step('t2-s01', step));
  stored.offline = true;
  first.tracker.step('t2-s01', 'synthesis');
  assert.deepEqual(first.troubles, [true]);
  stored.offline = false;
  first.tracker.suspend(false);
  assert.match(stored.values['cmi.suspend_data'], /t2-s01SsfP5k/);
  const lms = createLms({ lesson_status: 'incomplete' });
  lms.cmi.suspend_data = stored.values['cmi.suspend_data'];
  const second = visit(lms, given);
  assert.deepEqual(value(second.log, 'cmi.core.lesson_status'), ['completed']);
  noFaults(first, second);
});

test('a value that is refused once is sent again with the next commit', () => {
  let refuse = 1;
  const picky = (api) => ({ ...bound(api), LMSSetValue: (name, text) => (name === 'cmi.suspend_data' && refuse-- > 0 ? 'false' : api.LMSSetValue(name, text)) });
  const session = visit(createLms(), course('essential', 1), { wrap: picky });
  session.tracker.step('t2-s01', 'read');
  assert.deepEqual(session.troubles, [true]);
  session.tracker.retry();
  assert.deepEqual(session.troubles, [true, false]);
  assert.equal(session.inner.LMSGetValue('cmi.suspend_data'), '1|t2-s01S2;');
});

test('an element that the LMS does not have is given up without trouble', () => {
  let code = null;
  const poor = (api) => ({
    ...bound(api),
    LMSSetValue: (name, text) => { code = /score.m|objectives/.test(name) ? '401' : null; return code ? 'false' : api.LMSSetValue(name, text); },
    LMSGetLastError: () => code || api.LMSGetLastError(),
  });
  const session = visit(createLms(), course('essential', 1), { wrap: poor });
  play(session.tracker, course('essential', 1).situations[0]);
  assert.deepEqual(session.troubles, []);
  assert.deepEqual(names(session.log).filter((name) => /score.m|objectives/.test(name)), ['cmi.core.score.min', 'cmi.objectives.0.id', 'cmi.objectives.0.status']);
});

test('the adapter makes no call once it is closed', () => {
  const log = [];
  const page = { API: strictLms(new Scorm12API({ autocommit: false, logLevel: 5 }), log) };
  page.parent = page;
  const adapter = createScorm12(page);
  adapter.open({ columns: [], scored: false });
  adapter.close();
  const count = log.length;
  assert.equal(adapter.save({ status: 'incomplete' }), false);
  adapter.close();
  assert.equal(log.length, count);
});

const TIMES = [
  [0, '0000:00:00.00'], [3660, '0001:01:00.00'], [59.999, '0000:01:00.00'], [59.994, '0000:00:59.99'], [3599.995, '0001:00:00.00'],
  [100 * 3600 + 61, '0100:01:01.00'], [1e9, '9999:59:59.99'], [0.005, '0000:00:00.01'],
];
for (const [seconds, text] of TIMES) {
  test('session time: ' + seconds + ' s → ' + text, () => assert.equal(timespan12(seconds), text));
}

test('61 minutes are told when the page hides and when it goes, never at a step', () => {
  const session = visit(createLms(), course('essential'), { wait: 61 * 60000 });
  session.tracker.step('t2-s01', 'read');
  assert.deepEqual(value(session.log, 'cmi.core.session_time'), []);
  session.leave();
  assert.deepEqual([...new Set(value(session.log, 'cmi.core.session_time'))], ['0001:01:00.00']);
  noFaults(session);
});

test('a clock that goes backwards makes no negative time', () => {
  const session = visit(createLms(), course('essential'), { wait: -5000 });
  session.leave();
  assert.deepEqual([...new Set(value(session.log, 'cmi.core.session_time'))], ['0000:00:00.00']);
});

test('LMSFinish once, and not a call after it', () => {
  const session = visit(createLms(), course('standard'));
  session.leave();
  const after = heard(session, () => {
    play(session.tracker, course('standard').situations[0]);
    session.tracker.consent(true);
    session.tracker.suspend(false);
    session.tracker.suspend(true);
    session.tracker.retry();
  });
  assert.deepEqual(after, []);
  assert.equal(session.log.filter((entry) => entry.call === 'LMSFinish').length, 1);
});

test('at standard a tutor reads what was answered, in the same column for everyone', () => {
  const lms = createLms();
  const given = course('standard', 2);
  const session = visit(lms, given);
  session.tracker.answer('t2-s02', 'q1', [0]);
  const log = heard(session, () => session.tracker.step('t2-s02', 'quiz'));
  assert.equal(commits(log).length, 1);
  assert.deepEqual(sets(log).filter((entry) => entry.name.includes('interactions')).map((entry) => entry.name.slice(17) + ' ' + entry.value), [
    '0.id t2-s01_q1_une-question', '1.id t2-s01_q2_une-question', '2.id t2-s02_q1_une-question', '2.id t2-s02_q1_une-question',
    '2.type choice', '2.student_response a-chacune-pour-soi', '2.correct_responses.0.pattern b-l-employeur', '2.result wrong',
  ]);
  session.leave();
  const second = visit(lms, given);
  second.tracker.answer('t2-s01', 'q2', [0, 1]);
  second.tracker.step('t2-s01', 'quiz');
  second.leave();
  assert.equal(lms.cmi.interactions[1].student_response, 'a-un,b-deux');
  assert.equal(lms.cmi.interactions[1].result, 'correct');
  assert.equal(lms.cmi.interactions[2].student_response, 'a-chacune-pour-soi');
  assert.equal(Object.keys(lms.cmi.interactions).length, 3);
  noFaults(session, second);
});

test('at reflective closed answers are neutral, readable, and emptied again', () => {
  const given = course('reflective', 1, { kinds: ['position', 'sort', 'order', 'match', 'perspectives', 'note'] });
  const session = visit(createLms(), given);
  play(session.tracker, given.situations[0]);
  assert.deepEqual(names(session.log).filter((name) => name.includes('interactions')), []);
  session.tracker.consent(true);
  const responses = [0, 1, 2, 3, 4].map((n) => value(session.log, 'cmi.interactions.' + n + '.student_response')[0]);
  assert.deepEqual(responses, ['3', '1.a-seule,2.b-equipe,3.c-institution,4.a-seule,5.b-equipe,6.c-institution',
    'e-cinq,d-quatre,c-trois,b-deux,a-un', '1.c-trois,2.b-deux,3.a-un', 'c-trois']);
  assert.ok(session.log.every((entry) => !entry.name.includes('pattern')));
  assert.ok(value(session.log, 'cmi.interactions.0.result').every((result) => result === 'neutral'));
  session.tracker.consent(false);
  assert.ok([0, 1, 2, 3, 4].every((n) => value(session.log, 'cmi.interactions.' + n + '.student_response').pop() === ''));
  noFaults(session);
});

test('withdrawn in a later visit, reflections are emptied too, and no column is made for it', () => {
  const lms = createLms();
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
  assert.deepEqual(Object.values(lms.cmi.interactions).map((one) => one.student_response === ''), [false, false, true, true]);
  assert.doesNotMatch(lms.cmi.suspend_data, /[RC]/);
  noFaults(first, second);
});

test('labels and responses that are too long or not ASCII are made to fit', () => {
  const given = course('standard', 1);
  given.situations[0].items[1].label = 'é question ' + 'x'.repeat(300);
  given.situations[0].items[1].options = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(120) + ' é');
  const session = visit(createLms(), given);
  session.tracker.answer('t2-s01', 'q2', [0, 1, 2]);
  session.tracker.step('t2-s01', 'quiz');
  assert.equal(value(session.log, 'cmi.interactions.1.id')[0].length, 255);
  assert.equal(value(session.log, 'cmi.interactions.1.student_response')[0], 'a'.repeat(120) + '__,' + 'b'.repeat(120) + '__');
  noFaults(session);
});

for (const level of ['essential', 'standard', 'reflective']) {
  test('what is typed appears in no call: ' + level, () => {
    const given = course(level, 2, { kinds: ['note', 'fact', 'position', 'match'] });
    const session = visit(createLms(), given);
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

test('100 situations at every level: the state fits and nothing is refused', (t) => {
  for (const level of ['essential', 'standard', 'reflective']) {
    const lms = createLms();
    const given = course(level, 100);
    const session = visit(lms, given);
    session.tracker.consent(true);
    given.situations.forEach((one) => play(session.tracker, one));
    session.leave();
    t.diagnostic(level + ': ' + lms.cmi.suspend_data.length + ' characters');
    assert.ok(lms.cmi.suspend_data.length <= 4096);
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
  test('half in one language, the rest in another, in one session: ' + level, () => {
    const lms = createLms();
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
    const border = over.findIndex((entry) => entry.call === 'LMSGetValue');
    for (const side of [over.slice(0, border), over.slice(border)]) {
      // An answer that waited for its step takes six values of its own.
      assert.ok(sets(side).length <= (level === 'essential' ? 6 : 12) && commits(side).length === 1, names(side).join(' '));
    }
    assert.deepEqual(names(over.slice(border)), ['cmi.core.exit']);
    session.clock.now += 120000;
    given.situations.slice(1).forEach((one) => play(session.tracker, one));
    session.leave();
    assert.deepEqual([lms.cmi.core.lesson_status, lms.cmi.core.score.raw], ['completed', '100']);
    assert.deepEqual(Object.values(lms.cmi.objectives).map(({ id, status }) => id + ' ' + status), ['t2-s01 completed', 't2-s02 completed', 't2-s03 completed']);
    assert.deepEqual(value(session.log, 'cmi.core.session_time').slice(-1), ['0000:12:00.00']);
    assert.deepEqual(['LMSInitialize', 'LMSFinish'].map((name) => session.log.filter((entry) => entry.call === name).length), [1, 1]);
    assert.equal(session.log[session.log.length - 1].call, 'LMSFinish');
    noFaults(session);
  });
}

// What Moodle does when a session that is open is opened again: the data go back to those of the last commit, objectives and
// interactions are lost, and the answer is 101; or it throws before that, where one of them was sent.
function reopening(calls, throws) {
  return (inner) => {
    let [code, opened] = ['0', false];
    return {
      ...bound(inner),
      LMSInitialize: () => {
        calls.push('LMSInitialize');
        if (!opened) {
          opened = true;
          return inner.LMSInitialize('');
        }
        inner.cmi.objectives.reset(true);
        inner.cmi.interactions.reset(true);
        inner.cmi.core.lesson_status = 'incomplete';
        if (throws) throw new TypeError('cmi.objectives_0 is undefined');
        code = '101';
        return 'false';
      },
      LMSGetValue: (name) => { code = '0'; return inner.LMSGetValue(name); },
      LMSGetLastError: () => (code === '0' ? inner.LMSGetLastError() : code),
    };
  };
}

for (const throws of [false, true]) {
  test('Moodle, where opening twice ' + (throws ? 'throws' : 'answers 101') + ' and loses data: the session is opened once', () => {
    const lms = createLms();
    const calls = [];
    const given = course('standard', 2);
    const session = visit(lms, given, { wrap: reopening(calls, throws) });
    given.situations.forEach((one) => play(session.tracker, one));
    for (const language of [translated(given), given, translated(given)]) {
      turn(session, language);
      assert.equal(session.opened.status, 'completed');
      assert.deepEqual(Object.values(session.opened.situations).map((one) => one.done), [true, true]);
    }
    assert.deepEqual(calls, ['LMSInitialize']);
    session.leave();
    assert.deepEqual(Object.values(lms.cmi.objectives).map(({ id }) => id), ['t2-s01', 't2-s02']);
    assert.deepEqual(Object.keys(lms.cmi.interactions).length, 4);
    noFaults(session);
  });

  test('an LMS that knows nothing of the session that was handed over is opened, then ' + (throws ? 'throws' : 'answers 101'), () => {
    const calls = [];
    const mute = (inner) => ({ ...reopening(calls, throws)(inner), LMSGetValue: () => '', LMSGetLastError: () => '301' });
    const session = visit(createLms(), course('essential'), { wrap: mute });
    assert.equal(turn(session, course('essential'), true) === null, false);
    assert.deepEqual(session.troubles, [true]);
    assert.equal(session.opened.recorded, false);
  });
}

test('a new session is opened where none is live, and its time begins with it', () => {
  for (const since of [0, -1e12, 5000, NaN, undefined]) {
    const log = [];
    const page = { API: strictLms(new Scorm12API({ autocommit: false, logLevel: 5 }), log) };
    page.parent = page;
    let now = 1000;
    const tracker = createTracker(course('essential'), createScorm12(page), () => now);
    assert.equal(tracker.start(since).recorded, true, String(since));
    now = 4000;
    tracker.suspend(true);
    assert.deepEqual(value(log, 'cmi.core.session_time'), ['0000:00:03.00'], String(since));
    assert.equal(log.filter((entry) => entry.call === 'LMSInitialize' && entry.result === 'true').length, 1);
  }
});

test('a save that is refused keeps the learner on the page, and the page goes on; or they go anyway', () => {
  let refuse = 0;
  const sulky = (api) => ({ ...bound(api), LMSCommit: () => (refuse-- > 0 ? 'false' : api.LMSCommit('')) });
  const given = course('standard', 1);
  const session = visit(createLms(), given, { wrap: sulky });
  refuse = 5;
  session.tracker.step('t2-s01', 'read');
  assert.equal(turn(session, given), null);
  session.tracker.step('t2-s01', 'reaction');
  assert.deepEqual(session.tracker.now().situations['t2-s01'].steps, ['read', 'reaction']);
  assert.equal(turn(session, given), null);
  assert.notEqual(turn(session, given, true), null);
  assert.deepEqual(session.opened.situations['t2-s01'].steps, ['read', 'reaction']);
  play(session.tracker, given.situations[0]);
  assert.equal(session.inner.LMSGetValue('cmi.core.lesson_status'), 'completed');
  noFaults(session);
});

test('in review a session is handed over without a word to write', () => {
  const session = visit(createLms({ lesson_mode: 'review', lesson_status: 'completed' }), course('standard'));
  turn(session, translated(course('standard')));
  session.leave();
  assert.equal(session.opened.status, 'completed');
  assert.deepEqual(session.log.filter((entry) => /Set|Commit/.test(entry.call)), []);
  noFaults(session);
});

// ---- finding the API

test('the API is found in parents, in the opener and in its parents, past frames from elsewhere, and not for ever', () => {
  const api = { LMSInitialize: () => 'true' };
  const frame = (more = {}) => { const one = { ...more }; one.parent = more.parent || one; return one; };
  const elsewhere = (parent) => new Proxy({}, { get: (_, name) => { if (name === 'parent') return parent; throw new Error('SecurityError'); } });
  const up = (n, top) => (n ? frame({ parent: up(n - 1, top) }) : top);
  const has = frame({ API: api });
  for (const window of [has, up(1, has), up(9, has), elsewhere(has), frame({ parent: elsewhere(has) }), frame({ opener: has }), frame({ opener: up(2, has) }), frame({ top: { opener: has } })]) {
    assert.ok(createScorm12(window));
  }
  const circle = {};
  circle.parent = { parent: circle };
  for (const window of [frame(), up(11, has), circle, frame({ API: {} }), frame({ opener: null })]) assert.equal(createScorm12(window), null);
});

// ---- the strict LMS itself

const REFUSED = [
  ['cmi.core.student_name', 'x'], ['cmi.comments', 'x'], ['cmi.interactions.0.time', '10:00:00'], ['cmi.interactions.0.description', 'x'],
  ['cmi.suspend_data', 'x'.repeat(4097)], ['cmi.suspend_data', 'é'], ['cmi.core.lesson_location', 'x'.repeat(256)], ['cmi.objectives.0.id', 'a b'],
  ['cmi.interactions.0.id', 'a b'], ['cmi.interactions.0.student_response', 'x'.repeat(256)], ['cmi.interactions.1.id', 'x'], ['cmi.objectives.2.id', 'x'],
  ['cmi.core.exit', 'normal'], ['cmi.core.lesson_status', 'not attempted'], ['cmi.core.lesson_status', 'incomplete'], ['cmi.core.score.raw', '10'],
  ['cmi.core.score.raw', '101'], ['cmi.core.score.raw', '66.5'], ['cmi.core.session_time', '1:61:00'], ['cmi.interactions.0.result', 'incorrect'], ['cmi.objectives.0.id', 'mine'],
];
for (const [name, text] of REFUSED) {
  test('the strict LMS refuses ' + name + ' = ' + text.slice(0, 20), () => {
    const inner = new Scorm12API({ autocommit: false, logLevel: 5 });
    inner.loadFromJSON({ core: { lesson_status: 'completed', score: { raw: '80' } }, objectives: { 0: { id: 'theirs', status: 'completed' } } }, 'cmi');
    const log = [];
    const api = strictLms(inner, log);
    assert.equal(api.LMSSetValue(name, text), 'false');
    api.LMSInitialize('');
    assert.equal(api.LMSSetValue(name, text), 'false');
    assert.equal(log.filter((entry) => entry.fault).length, 2);
    assert.notEqual(api.LMSGetLastError(), '0');
  });
}

test('the strict LMS refuses a second opening, calls after the end, and is one plain function', () => {
  const again = new Function('return ' + strictLms.toString())();
  const log = [];
  const api = again(new Scorm12API({ autocommit: false, logLevel: 5 }), log);
  assert.equal(api.LMSInitialize(''), 'true');
  assert.equal(api.LMSInitialize(''), 'false');
  assert.equal(api.LMSSetValue('cmi.suspend_data', '1|'), 'true');
  assert.equal(api.LMSCommit(''), 'true');
  assert.equal(api.LMSFinish(''), 'true');
  assert.deepEqual([api.LMSFinish(''), api.LMSSetValue('cmi.suspend_data', '1|'), api.LMSCommit(''), api.LMSGetValue('cmi.suspend_data')], ['false', 'false', 'false', '']);
  assert.equal(log.filter((entry) => entry.fault).length, 5);
});
