// What only SCORM 2004 has: two statuses, a measure of progress, scaled scores, answers in Moodle's spelling, and what Moodle
// makes of a session. What both editions do is in scorm.test.mjs.
import assert from 'node:assert/strict';
import test from 'node:test';
import { SCORM2004 } from './editions.mjs';
import { QUESTIONS, loadAdapter } from './load.mjs';
import { ANSWERS, bound, commits, course, createApi, createLms, heard, kept, noFaults, play, sets, value, visit } from './lms.mjs';
import { strictLms } from './strict-lms.mjs';

const { response, timespan } = loadAdapter('scorm2004', 'response', 'timespan');
QUESTIONS['t2-s02/q1'] = 'Une question ?';
const names = (log) => sets(log).map((entry) => entry.name);
const lmsWith = (given = {}) => createLms(given, SCORM2004);

test('both statuses, both scores and the progress, in an order that no LMS stumbles over', (t) => {
  const lms = lmsWith();
  const given = course('essential', 2, { success: 80 });
  const session = visit(lms, given);
  t.diagnostic('on opening: ' + names(session.log).join(' '));
  given.situations.forEach((one) => play(session.tracker, one));
  assert.deepEqual(value(session.log, 'cmi.completion_status'), ['incomplete', 'completed']);
  assert.deepEqual(value(session.log, 'cmi.success_status'), ['passed']);
  assert.deepEqual(value(session.log, 'cmi.score.raw'), ['50', '100']);
  assert.deepEqual(value(session.log, 'cmi.score.scaled'), ['0.5', '1']);
  assert.deepEqual([value(session.log, 'cmi.score.min'), value(session.log, 'cmi.score.max')], [[], ['100', '100']]);
  const measures = value(session.log, 'cmi.progress_measure').map(Number);
  assert.deepEqual(measures, [...measures].sort((a, b) => a - b));
  assert.equal(measures[measures.length - 1], 1);
  const last = (name) => names(session.log).lastIndexOf(name);
  ['cmi.score.scaled', 'cmi.suspend_data', 'cmi.progress_measure', 'cmi.success_status'].forEach((name) => assert.ok(last(name) < last('cmi.completion_status'), name));
  session.leave();
  assert.equal(kept(lms).status, 'passed');
  noFaults(session);
});

test('without a threshold a module is completed, and nothing is said of its success', () => {
  const lms = lmsWith();
  const session = visit(lms, course('essential', 1));
  play(session.tracker, course('essential', 1).situations[0]);
  session.leave();
  assert.deepEqual([lms.cmi.completion_status, lms.cmi.success_status], ['completed', 'unknown']);
  assert.equal(lms.cmi.exit, 'suspend');
  noFaults(session);
});

test('below the threshold the attempt stays open', () => {
  const lms = lmsWith();
  const given = course('essential', 1, { success: 80 });
  const session = visit(lms, given);
  play(session.tracker, given.situations[0], { ...ANSWERS, fact: [0], facts: [2] });
  session.leave();
  assert.deepEqual([lms.cmi.completion_status, lms.cmi.success_status, lms.cmi.score.raw], ['incomplete', 'unknown', '0']);
  noFaults(session);
});

test('where success came through and completion did not, completion is mended', () => {
  const given = course('essential', 1, { success: 80 });
  const lms = lmsWith();
  const first = visit(lms, given);
  play(first.tracker, given.situations[0]);
  first.leave();
  lms.cmi.completion_status = 'incomplete';
  const second = visit(lms, given);
  second.leave();
  assert.deepEqual([lms.cmi.completion_status, lms.cmi.success_status], ['completed', 'passed']);
  noFaults(first, second);
});

test('a deck that grew lowers no progress of those who were further', () => {
  const lms = lmsWith();
  const first = visit(lms, course('essential', 1));
  play(first.tracker, course('essential', 1).situations[0]);
  first.leave();
  const second = visit(lms, course('essential', 5));
  second.tracker.step('t2-s02', 'read');
  second.leave();
  assert.deepEqual(value(second.log, 'cmi.progress_measure'), []);
  assert.equal(lms.cmi.progress_measure, '1');
  noFaults(first, second);
});

test('at standard an answer is sent once, known by lasting ids, with what was asked', () => {
  const lms = lmsWith();
  const given = course('standard', 2);
  const session = visit(lms, given);
  session.tracker.answer('t2-s02', 'q1', [0]);
  const log = heard(session, () => session.tracker.step('t2-s02', 'quiz'));
  assert.equal(commits(log).length, 1);
  const told = (entries) => sets(entries).filter((entry) => entry.name.includes('interactions')).map((entry) => entry.name.slice(17) + ' ' + entry.value);
  assert.deepEqual(told(log), ['0.id t2_s02.q1', '0.type choice', '0.description Une question ?', '0.correct_responses.0.pattern b_l_employeur',
    '0.learner_response a_chacune_pour_soi', '0.result incorrect']);
  session.leave();
  // The question was worded anew, and others were answered in between: the same answer is found by its ids.
  QUESTIONS['t2-s02/q1'] = 'Autrement ?';
  const second = visit(lms, given);
  second.tracker.answer('t2-s01', 'q2', [0, 1]);
  second.tracker.answer('t2-s02', 'q1', [1]);
  second.tracker.step('t2-s02', 'quiz');
  second.leave();
  assert.deepEqual(told(second.log).filter((entry) => entry.startsWith('0')), ['0.description Autrement ?', '0.learner_response b_l_employeur', '0.result correct']);
  assert.deepEqual(kept(lms).interactions.map((one) => one.id + ' ' + one.learner_response), ['t2_s02.q1 b_l_employeur', 't2_s01.q2 a_un[,]b_deux']);
  noFaults(session, second);
});

test('at reflective each kind is spelt as Moodle takes it, and taken back', () => {
  const given = course('reflective', 1, { kinds: ['position', 'sort', 'order', 'match', 'perspectives', 'note'] });
  const lms = lmsWith();
  const session = visit(lms, given);
  play(session.tracker, given.situations[0]);
  session.tracker.consent(true);
  session.leave();
  assert.deepEqual(kept(lms).interactions.map((one) => [one.type, one.learner_response, one.result]), [
    ['likert', '3', 'neutral'],
    ['matching', '1[.]a_seule[,]2[.]b_equipe[,]3[.]c_institution[,]4[.]a_seule[,]5[.]b_equipe[,]6[.]c_institution', 'neutral'],
    ['sequencing', 'e_cinq[,]d_quatre[,]c_trois[,]b_deux[,]a_un', 'neutral'],
    ['matching', '1[.]c_trois[,]2[.]b_deux[,]3[.]a_un', 'neutral'],
    ['choice', 'c_trois', 'neutral'],
  ]);
  const second = visit(lms, given);
  second.tracker.consent(false);
  second.leave();
  assert.deepEqual(kept(lms).interactions.map((one) => one.learner_response), ['_', '_[.]_', '_', '_[.]_', '_']);
  noFaults(session, second);
});

test('a response keeps to 36 words, letters without accents, and is never empty', () => {
  const options = Array.from({ length: 50 }, (_, i) => 'é' + i + '-' + 'x'.repeat(300));
  const long = response({ kind: 'facts', options }, options.map((_, i) => i)).split('[,]');
  assert.equal(long.length, 36);
  assert.ok(long.every((word) => /^[A-Za-z0-9_.]{250}$/.test(word)));
  assert.deepEqual([response({ kind: 'facts', options: [] }, []), response({ kind: 'match', options: ['a'] }, [null])], ['_', '_[.]_']);
});

const TIMES = [
  [0, 'PT0H0M0S'], [3660, 'PT1H1M0S'], [59.999, 'PT0H1M0S'], [59.994, 'PT0H0M59.99S'], [3599.995, 'PT1H0M0S'], [360061.1, 'PT100H1M1.1S'], [0.005, 'PT0H0M0.01S'],
];
for (const [seconds, text] of TIMES) {
  test('session time: ' + seconds + ' s → ' + text, () => assert.equal(timespan(seconds), text));
}

test('everything that Moodle sends again with each commit stays far below a beacon', (t) => {
  const lms = lmsWith();
  const given = course('standard', 25);
  const session = visit(lms, given);
  given.situations.forEach((one) => play(session.tracker, one));
  session.leave();
  const size = JSON.stringify(lms.cmi).length;
  t.diagnostic('25 situations, 50 facts: ' + size + ' characters');
  assert.ok(size < 32000);
  noFaults(session);
});

// Moodle makes one API object for each player page; once its session has ended, no other begins.
test('a page that is loaded again in a player that has ended its session writes nothing, and says so', () => {
  const lms = lmsWith();
  const session = visit(lms, course('essential', 1));
  session.leave();
  const again = visit(lms, course('essential', 1), { wrap: (api) => ({ ...bound(SCORM2004, api), Initialize: () => 'false', GetValue: () => '', GetLastError: () => '104' }) });
  assert.deepEqual([again.troubles, again.opened.recorded], [[true], false]);
  assert.deepEqual(sets(again.log), []);
});

const REFUSED = [
  ['cmi.learner_name', 'x'], ['cmi.comments_from_learner.0.comment', 'x'], ['adl.nav.request', 'exitAll'], ['cmi.interactions.0.timestamp', '2026-01-01T10:00:00Z'],
  ['cmi.interactions.0.latency', 'PT1S'], ['cmi.suspend_data', 'x'.repeat(4097)], ['cmi.location', 'x'.repeat(1001)], ['cmi.objectives.0.id', 'a b'],
  ['cmi.objectives.0.id', 'mine'], ['cmi.objectives.1.id', 'theirs'], ['cmi.objectives.2.id', 'x'], ['cmi.interactions.0.id', 'a-b'], ['cmi.interactions.1.id', 'x'],
  ['cmi.interactions.0.type', 'choice'], ['cmi.exit', 'normal'], ['cmi.exit', ''], ['cmi.completion_status', 'incomplete'], ['cmi.success_status', 'failed'],
  ['cmi.score.raw', '10'], ['cmi.score.raw', '66.5'], ['cmi.score.scaled', '1.5'], ['cmi.progress_measure', '.5'], ['cmi.session_time', 'PT1.234S'], ['cmi.session_time', '0001:00:00'],
];
for (const [name, text] of REFUSED) {
  test('the strict LMS refuses ' + name + ' = ' + text.slice(0, 20), () => {
    const inner = createApi(SCORM2004);
    inner.loadFromJSON(SCORM2004.record({ status: 'passed', score: '80', objectives: { 0: { id: 'theirs', completion_status: 'completed' } } }), 'cmi');
    const log = [];
    const api = strictLms(inner, log, SCORM2004.rules());
    assert.equal(api.SetValue(name, text), 'false');
    api.Initialize('');
    assert.equal(api.SetValue(name, text), 'false');
    assert.equal(log.filter((entry) => entry.fault).length, 2);
  });
}

test('the strict LMS refuses an answer before its type, and one in another spelling', () => {
  const log = [];
  const api = strictLms(createApi(SCORM2004), log, SCORM2004.rules());
  api.Initialize('');
  const tried = [['id', 'a'], ['learner_response', 'a'], ['type', 'choice'], ['learner_response', 'a-b'], ['learner_response', 'a,b'], ['learner_response', ''], ['learner_response', 'a[,]b'],
    ['correct_responses.0.pattern', 'é'], ['correct_responses.0.pattern', 'a'], ['result', 'wrong'], ['description', '{lang=fr}x'], ['description', 'a\nb'], ['id', 'b']];
  const answers = tried.map(([field, text]) => api.SetValue('cmi.interactions.0.' + field, text));
  assert.deepEqual(answers, ['true', 'false', 'true', 'false', 'false', 'false', 'true', 'false', 'true', 'false', 'false', 'false', 'false']);
});
