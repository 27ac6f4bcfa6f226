// What only SCORM 1.2 has: its times, its columns of answers, Moodle's habits with it. What both editions do is in scorm.test.mjs.
import assert from 'node:assert/strict';
import test from 'node:test';
import { SCORM12 } from './editions.mjs';
import { loadAdapter } from './load.mjs';
import { ANSWERS, STEPS, bound, commits, course, createApi, createLms, heard, noFaults, play, sets, value, visit } from './lms.mjs';
import { strictLms } from './strict-lms.mjs';

const { timespan } = loadAdapter('scorm12', 'timespan');
const names = (log) => sets(log).map((entry) => entry.name);

// Moodle's own habit: a value that was in a commit is never sent again, even where the commit failed.
function forgetful(stored) {
  const sent = {};
  const given = {};
  return (api) => ({
    ...bound(SCORM12, api),
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
  const lms = createLms({ status: 'incomplete', suspend_data: stored.values['cmi.suspend_data'] });
  const second = visit(lms, given);
  assert.deepEqual(value(second.log, 'cmi.core.lesson_status'), ['completed']);
  noFaults(first, second);
});

const TIMES = [
  [0, '0000:00:00.00'], [3660, '0001:01:00.00'], [59.999, '0000:01:00.00'], [59.994, '0000:00:59.99'], [3599.995, '0001:00:00.00'],
  [100 * 3600 + 61, '0100:01:01.00'], [1e9, '9999:59:59.99'], [0.005, '0000:00:00.01'],
];
for (const [seconds, text] of TIMES) {
  test('session time: ' + seconds + ' s → ' + text, () => assert.equal(timespan(seconds), text));
}

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

// An LMS whose names of answers can be read, as not every LMS does; what stands there is another package's.
function readable(stored) {
  return (api) => ({
    ...bound(SCORM12, api),
    LMSGetValue: (name) => {
      const at = /^cmi\.interactions\.(\d+)\.id$/.exec(name);
      return at ? stored[at[1]]?.id || '' : name === 'cmi.interactions._count' ? String(stored.length) : api.LMSGetValue(name);
    },
    LMSSetValue: (name, text) => {
      const [, n, field] = /^cmi\.interactions\.(\d+)\.(.+)$/.exec(name) || [];
      if (!n) return api.LMSSetValue(name, text);
      if (Number(n) > stored.length) return 'false';
      stored[n] = { ...stored[n], [field]: text };
      return 'true';
    },
  });
}

const rows = (stored) => stored.map((one) => one.id.split('_').slice(0, 2).join('_') + ' ' + (one.student_response || ''));

// What a package left: its columns, what is answered now, and what the tutor reads then.
const LEFT = [
  ['of the same order, under other words', {}, ['t2-s01_q1_autre-question a', 't2-s01_q2 b'], [['t2-s01', 'q2', [0]], ['t2-s02', 'q1', [0]]],
    ['t2-s01_q1 a', 't2-s01_q2 a-un', 't2-s02_q1 a-chacune-pour-soi']],
  ['that lacked a question in the middle', {}, ['t2-s01_q1_x a', 't2-s02_q1_x b'], [['t2-s01', 'q2', [0]], ['t2-s02', 'q2', [1]], ['t2-s02', 'q1', [0]]],
    ['t2-s01_q1 a', 't2-s02_q1 a-chacune-pour-soi', 't2-s01_q2 a-un', 't2-s02_q2 b-deux']],
  ['under names that were given up', { was: { 't2-s00': 't2-s02', 't2-s02/q9': 'q1' } }, ['t2-s00_q9_x b'], [['t2-s02', 'q1', [0]], ['t2-s01', 'q1', [0]]],
    ['t2-s02_q1 a-chacune-pour-soi', 't2-s01_q1 a-chacune-pour-soi']],
  ['with an item that is gone', { columns: ['t2-s01/q1', 't2-s07/q4', 't2-s02/q1', 't2-s01/q2', 't2-s02/q2'] }, ['t2-s01_q1_x a', 't2-s07_q4_x b'], [['t2-s01', 'q2', [0]]],
    ['t2-s01_q1 a', 't2-s07_q4 b', 't2-s02_q1 ', 't2-s01_q2 a-un']],
  ['of somebody else', {}, ['their-own-thing x', 'a_b_c y'], [['t2-s01', 'q2', [0]]], ['their-own-thing x', 'a_b y', 't2-s01_q2 a-un']],
];
for (const [what, more, left, answers, read] of LEFT) {
  test('answers of a package ' + what + ' are never written over', () => {
    const stored = left.map((text) => ({ id: text.split(' ')[0], student_response: text.split(' ')[1] }));
    const session = visit(createLms(), course('standard', 2, more), { wrap: readable(stored) });
    answers.forEach(([situation, item, answer]) => session.tracker.answer(situation, item, answer));
    session.tracker.step('t2-s01', 'quiz');
    assert.deepEqual(rows(stored), read);
    noFaults(session);
  });
}

test('the column of an item that is gone is reserved under its name', () => {
  const given = course('standard', 1, { columns: ['t2-s01/q9', 't2-s01/q2', 't2-s01/q1'] });
  const session = visit(createLms(), given);
  session.tracker.answer('t2-s01', 'q1', [1]);
  session.tracker.step('t2-s01', 'quiz');
  const ids = sets(session.log).filter((entry) => /interactions.*id$/.test(entry.name)).map((entry) => entry.name.slice(17) + ' ' + entry.value);
  assert.deepEqual(ids, ['0.id t2-s01_q9', '1.id t2-s01_q2_une-question', '2.id t2-s01_q1_une-question', '2.id t2-s01_q1_une-question']);
  noFaults(session);
});

test('things that are matched or sorted are told by their names', () => {
  const given = course('reflective', 1, { kinds: ['sort', 'match'] });
  const [sort, match] = given.situations[0].items;
  sort.things = ['1-note', '2-lettre', '3-photo', '4-appel', '5-mot', '6-dossier'];
  match.things = ['1-voisine', '2-juge', '3-mere'];
  const session = visit(createLms(), given);
  play(session.tracker, given.situations[0]);
  session.tracker.consent(true);
  const responses = [0, 1].map((n) => value(session.log, 'cmi.interactions.' + n + '.student_response')[0]);
  assert.equal(responses[1], '1-voisine.c-trois,2-juge.b-deux,3-mere.a-un');
  assert.match(responses[0], /^1-note\.a-seule,2-lettre\.b-equipe,/);
  noFaults(session);
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

const REFUSED = [
  ['cmi.core.student_name', 'x'], ['cmi.comments', 'x'], ['cmi.interactions.0.time', '10:00:00'], ['cmi.interactions.0.description', 'x'],
  ['cmi.suspend_data', 'x'.repeat(4097)], ['cmi.suspend_data', 'é'], ['cmi.core.lesson_location', 'x'.repeat(256)], ['cmi.objectives.0.id', 'a b'],
  ['cmi.interactions.0.id', 'a b'], ['cmi.interactions.0.student_response', 'x'.repeat(256)], ['cmi.interactions.1.id', 'x'], ['cmi.objectives.2.id', 'x'],
  ['cmi.core.exit', 'normal'], ['cmi.core.lesson_status', 'not attempted'], ['cmi.core.lesson_status', 'incomplete'], ['cmi.core.score.raw', '10'],
  ['cmi.core.score.raw', '101'], ['cmi.core.score.raw', '66.5'], ['cmi.core.session_time', '1:61:00'], ['cmi.interactions.0.result', 'incorrect'], ['cmi.objectives.0.id', 'mine'],
];
for (const [name, text] of REFUSED) {
  test('the strict LMS refuses ' + name + ' = ' + text.slice(0, 20), () => {
    const inner = createApi(SCORM12);
    inner.loadFromJSON(SCORM12.record({ status: 'completed', score: '80', objectives: { 0: { id: 'theirs', status: 'completed' } } }), 'cmi');
    const log = [];
    const api = strictLms(inner, log, SCORM12.rules());
    assert.equal(api.LMSSetValue(name, text), 'false');
    api.LMSInitialize('');
    assert.equal(api.LMSSetValue(name, text), 'false');
    assert.equal(log.filter((entry) => entry.fault).length, 2);
    assert.notEqual(api.LMSGetLastError(), '0');
  });
}
