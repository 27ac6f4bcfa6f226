// The adapter for cmi5 against a strict LMS, over a line that keeps or fails.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createVisit, leave, lmsFor, noFaults, settle } from './launched.mjs';
import { ANSWERS, course, play } from './lms.mjs';

const WRONG = { ...ANSWERS, fact: [0], facts: [2, 3] };
const enter = (lms, given, more) => createVisit(lms, given, more).begin();

test('a module is opened, worked through and left: everything is told once, in order', async () => {
  const lms = lmsFor();
  const given = course('essential', 2);
  const visit = await enter(lms, given);
  assert.deepEqual(lms.told(), ['initialized']);
  assert.equal(visit.opened.recorded, true);
  for (const one of given.situations) {
    visit.now += 60000;
    play(visit.tracker, one);
    await settle(visit);
  }
  await leave(visit);
  noFaults(lms);
  assert.deepEqual(lms.told(), ['initialized', 'experienced t2-s01', 'experienced t2-s02', 'completed', 'progressed', 'terminated']);
  const [, , , completed, progressed, terminated] = lms.statements;
  assert.equal(completed.result.duration, 'PT120.00S');
  assert.equal(terminated.result.duration, 'PT120.00S');
  assert.deepEqual(progressed.result.extensions, { 'https://w3id.org/xapi/cmi5/result/extensions/progress': 100 });
  assert.deepEqual(visit.troubles, []);
  assert.deepEqual(visit.policies, ['connect-src http://lms.test http://lms.test']);
});

// Moodle's mod_cmi5 takes any `completed` of the registration for the module's, whatever it is about.
for (const format of ['cmi5', 'tincan']) {
  test(format + ': a platform that counts any completed statement is right as well', async () => {
    const lms = lmsFor({ plain: format === 'tincan' });
    const given = course('essential', 2);
    const visit = await createVisit(lms, given, { format }).begin();
    const counted = () => lms.statements.filter(({ verb, result }) => verb.id.endsWith('/completed') || Object(result).completion).length;
    for (const [at, one] of given.situations.entries()) {
      play(visit.tracker, one);
      await settle(visit);
      assert.deepEqual([lms.told().includes('experienced ' + one.id), counted()], [true, at]);
    }
    await leave(visit);
    noFaults(lms);
  });
}

test('every statement is given what the platform prepared, and the platform finds no fault', async () => {
  const lms = lmsFor();
  const given = course('standard', 1);
  const visit = await enter(lms, given);
  play(visit.tracker, given.situations[0]);
  await leave(visit);
  noFaults(lms);
  for (const one of lms.statements) {
    assert.equal(one.context.platform, 'test');
    assert.equal(one.context.extensions['https://example.org/xapi/extensions/deck-version'], '1.0.0');
    assert.ok(one.context.contextActivities.grouping.some(({ id }) => id === 'https://example.org/deck'));
  }
  const answered = lms.statements.filter(({ verb }) => verb.id.endsWith('/answered'));
  assert.deepEqual(answered.map(({ object, result }) => [object.id, result]), [
    ['https://example.org/deck/t2-s01/q1', { response: 'b-l-employeur', success: true }],
    ['https://example.org/deck/t2-s01/q2', { response: 'a-un[,]b-deux', success: true }],
  ]);
  assert.deepEqual(answered[0].context.contextActivities.parent, [{ id: 'https://example.org/deck/t2-s01' }]);
});

test('an essential module tells no answer, a reflective one no reflective answer, and none tells what was typed', async () => {
  for (const level of ['essential', 'standard', 'reflective']) {
    const lms = lmsFor();
    const kinds = ['fact', 'position', 'sort', 'note'];
    const given = course(level, 1, { kinds });
    const visit = await enter(lms, given);
    visit.tracker.consent(true);
    play(visit.tracker, given.situations[0]);
    await leave(visit);
    noFaults(lms);
    assert.equal(lms.told().filter((name) => name.startsWith('answered')).join(), level === 'essential' ? '' : 'answered q1');
    assert.equal(/R3/.test(lms.resume().state), level === 'reflective');
    const bodies = visit.sent.map(({ body, path, query }) => JSON.stringify([body, path, { ...query, agent: '' }])).join();
    assert.ok(!bodies.includes('MARKER'));
  }
});

// success of the deck, mastery score of the platform, facts right → what is told of the module
for (const [success, masteryScore, right, told] of [
  [null, undefined, true, ['completed']], [60, 0.6, true, ['completed', 'passed']], [60, 0.6, false, ['completed', 'failed']],
  [60, undefined, true, ['completed', 'passed']], [null, 0.6, true, ['completed', 'passed']], [60, 1, true, ['completed', 'passed']],
  [0, 0, false, ['completed', 'passed']], [60, 0.5, false, ['completed', 'failed']], [60, undefined, false, ['completed', 'failed']],
  [null, 0.6, false, ['completed', 'failed']], [null, undefined, false, ['completed']],
]) {
  test('threshold: ' + JSON.stringify({ success, masteryScore, right }) + ' → ' + told, async () => {
    const lms = lmsFor({ masteryScore });
    const given = course('essential', 1, { success });
    const visit = await enter(lms, given);
    play(visit.tracker, given.situations[0], right ? ANSWERS : WRONG);
    await leave(visit);
    noFaults(lms);
    const names = lms.told();
    assert.deepEqual(names.filter((name) => /^(completed|passed|failed)$/.test(name)), told);
    const judged = lms.statements.find(({ verb }) => /\/(passed|failed)$/.test(verb.id));
    const score = right ? 100 : 0;
    if (judged) assert.deepEqual(judged.result.score, { scaled: score / 100, raw: score, min: 0, max: 100 });
  });
}

test('failed at first, mended in the next session: passed once, completed not again, failed no more', async () => {
  const lms = lmsFor({ masteryScore: 0.6 });
  const given = course('essential', 2, { success: 60 });
  const first = await enter(lms, given);
  given.situations.forEach((one) => play(first.tracker, one, WRONG));
  assert.ok(!lms.told().includes('failed'), 'not before the end');
  await leave(first);
  assert.deepEqual(lms.told().slice(-3), ['progressed', 'failed', 'terminated']);
  for (let again = 0; again < 2; again += 1) {
    const visit = await enter(lms, given);
    assert.equal(visit.opened.resumed, true);
    given.situations.forEach((one) => play(visit.tracker, one));
    await leave(visit);
  }
  noFaults(lms);
  const count = (name) => lms.told().filter((told) => told === name).length;
  assert.deepEqual(['initialized', 'completed', 'passed', 'failed', 'terminated', 'experienced t2-s01'].map(count), [3, 1, 1, 1, 3, 1]);
  assert.equal(lms.resume().status, 'passed');
});

// ---- failed: only whoever has gone through all and answered all, and only in a visit in which something was done

const FACTS = ['q1', 'q2'];
// Goes through a situation and answers some of its facts wrongly.
function passBy({ tracker }, { id, steps }, answered = FACTS) {
  answered.forEach((item) => tracker.answer(id, item, item === 'q1' ? WRONG.fact : WRONG.facts));
  steps.forEach((step) => tracker.step(id, step));
}
// What each visit does, and how often it is told failed.
const VISITS = [
  ['a fact without an answer', [[['q1', 'q2'], ['q1']]], [0]],
  ['a situation not gone through', [[['q1', 'q2'], null]], [0]],
  ['half in one visit, half in the next', [[['q1', 'q2'], null], [null, ['q1', 'q2']]], [0, 1]],
  ['the last fact in the next visit', [[['q1', 'q2'], ['q1']], [null, ['q1', 'q2']]], [0, 1]],
  ['tried again in vain', [[['q1', 'q2'], ['q1', 'q2']], [null, ['q1', 'q2']]], [1, 1]],
  ['only looked in', [[['q1', 'q2'], ['q1', 'q2']], [null, null]], [1, 0]],
];
for (const level of ['essential', 'standard']) {
  for (const [name, visits, failed] of VISITS) {
    test('failed, ' + level + ': ' + name, async () => {
      const lms = lmsFor({ masteryScore: 0.6 });
      const given = course(level, 2, { success: 60 });
      for (const done of visits) {
        const visit = await enter(lms, given);
        done.forEach((answered, at) => answered && passBy(visit, given.situations[at], answered));
        await leave(visit);
      }
      noFaults(lms);
      assert.deepEqual(lms.sessions.map((session) => lms.told(session).filter((told) => told === 'failed').length), failed);
    });
  }
}

test('failed: not before the last step, however wrong the answers', async () => {
  const lms = lmsFor({ masteryScore: 0.6 });
  const given = course('essential', 1, { success: 60 });
  const [{ id, steps }] = given.situations;
  for (const left of [1, 0]) {
    const visit = await enter(lms, given);
    passBy(visit, { id, steps: steps.slice(0, steps.length - left) });
    await leave(visit);
  }
  noFaults(lms);
  assert.deepEqual(lms.sessions.map((session) => lms.told(session).includes('failed')), [false, true]);
});

test('who has passed never fails, not even where the platform asks for more later', async () => {
  const lms = lmsFor({ masteryScore: 0.6 });
  const given = course('essential', 1, { success: 60 });
  for (const masteryScore of [0.6, 0.9]) {
    lms.masteryScore = masteryScore;
    const visit = await enter(lms, given);
    play(visit.tracker, given.situations[0], { ...ANSWERS, facts: [0] });
    await leave(visit);
  }
  noFaults(lms);
  assert.deepEqual(['passed', 'failed'].map((name) => lms.told().filter((told) => told === name).length), [1, 0]);
});

test('without a threshold nothing is noted of which questions were answered', async () => {
  for (const [success, noted] of [[null, 0], [60, 1]]) {
    const lms = lmsFor();
    const given = course('essential', 1, { success });
    const visit = await enter(lms, given);
    passBy(visit, given.situations[0]);
    await leave(visit);
    assert.equal(Object.keys(lms.resume().said).filter((key) => key.startsWith('?')).length, noted);
  }
});

test('a page that comes back after its end says nothing more', async () => {
  const lms = lmsFor({ masteryScore: 0.6 });
  const given = course('essential', 1, { success: 60 });
  const visit = await enter(lms, given);
  passBy(visit, given.situations[0]);
  await leave(visit);
  const told = lms.told();
  passBy(visit, given.situations[0]);
  await leave(visit);
  assert.deepEqual(lms.told(), told);
  noFaults(lms);
});

test('who comes back finds the place, the progress and the score', async () => {
  const lms = lmsFor();
  const given = course('essential', 2);
  const first = await enter(lms, given);
  play(first.tracker, given.situations[0]);
  first.tracker.step('t2-s02', 'read');
  await leave(first);
  const second = await enter(lms, given);
  assert.deepEqual([second.opened.place, second.opened.score, second.opened.resumed], [{ situation: 't2-s02', step: 'read' }, 50, true]);
  assert.equal(second.opened.situations['t2-s01'].done, true);
  await leave(second);
  noFaults(lms);
  assert.deepEqual(lms.told(lms.sessions[1]), ['initialized', 'terminated']);
});

for (const mode of ['Browse', 'Review']) {
  test(mode + ': begun and ended, and nothing else is told or kept', async () => {
    const lms = lmsFor({ masteryScore: 0.5 });
    const given = course('standard', 1);
    const first = await enter(lms, given);
    play(first.tracker, given.situations[0], WRONG);
    await leave(first);
    const kept = JSON.stringify(lms.resume());
    assert.ok(lms.told().includes('failed'));
    lms.mode = mode;
    const visit = await enter(lms, given);
    assert.deepEqual([visit.opened.mode, visit.opened.recorded], [mode.toLowerCase(), false]);
    assert.equal(visit.opened.situations['t2-s01'].done, true);
    play(visit.tracker, given.situations[0], mode === 'Browse' ? ANSWERS : WRONG);
    await leave(visit);
    noFaults(lms);
    assert.deepEqual(lms.told(lms.sessions[1]), ['initialized', 'terminated']);
    assert.equal(JSON.stringify(lms.resume()), kept);
  });
}

test('the query may come in any order, the address without its slash, and where a part is missing nobody launched', () => {
  const lms = lmsFor();
  const whole = [...new URLSearchParams(lms.launch())];
  const query = (parts) => new URLSearchParams(parts).toString();
  assert.ok(createVisit(lms, course('essential'), { query: query([...whole].reverse()) }).adapter);
  whole.forEach((part) => {
    assert.equal(createVisit(lms, course('essential'), { query: query(whole.filter((one) => one !== part)) }).adapter, null, part[0]);
  });
});

test('a way back is offered where there is one, and only to the web', async () => {
  for (const [returnURL, links] of [['https://lms.example.org/back', 1], [undefined, 0], ['javascript:alert(1)', 0]]) {
    const visit = await enter(lmsFor({ returnURL }), course('essential'));
    assert.deepEqual(visit.links.map(({ href }) => href), links ? [returnURL] : []);
  }
});

test('ids are of version 4', async () => {
  const lms = lmsFor();
  const visit = await enter(lms, course('essential'));
  await leave(visit);
  noFaults(lms);
  assert.equal(new Set(lms.statements.map(({ id }) => id)).size, lms.statements.length);
});

// Where a page is, where it is to speak, what the browser says of the permission, and whether the learner is told to allow it.
const NEARBY = [
  ['https://lms.example.org/p/index.html', 'http://192.168.1.4/xapi/', 'prompt', true],
  ['https://lms.example.org/p/index.html', 'http://192.168.1.4/xapi/', 'denied', true],
  ['https://lms.example.org/p/index.html', 'http://192.168.1.4/xapi/', 'granted', false],
  ['https://lms.example.org/p/index.html', 'http://127.0.0.1:8041/xapi/', 'prompt', true],
  ['https://lms.example.org/p/index.html', 'http://localhost:8041/xapi/', 'prompt', true],
  ['https://lms.example.org/p/index.html', 'http://[::1]:8041/xapi/', 'prompt', true],
  ['https://lms.example.org/p/index.html', 'http://172.31.0.1/xapi/', 'prompt', true],
  ['https://lms.example.org/p/index.html', 'https://lrs.local/xapi/', 'prompt', true],
  ['https://lms.example.org/p/index.html', 'https://lrs/xapi/', 'prompt', true],
  ['https://lms.example.org/p/index.html', 'http://172.32.0.1/xapi/', 'prompt', false],
  ['https://lms.example.org/p/index.html', 'http://110.0.0.1/xapi/', 'prompt', false],
  ['https://lms.example.org/p/index.html', 'https://lrs.example.org/xapi/', 'prompt', false],
  ['https://lms.example.org/p/index.html', '/xapi/', 'prompt', false],
  ['http://127.0.0.1:8042/play/x/index.html', 'http://127.0.0.1:8042/xapi/', 'prompt', false],
  ['http://10.0.0.1/index.html', 'http://192.168.1.4/xapi/', 'prompt', false],
];
for (const [page, endpoint, state, told] of NEARBY) {
  test('local network: ' + [page, endpoint, state].join(' '), async () => {
    const lms = lmsFor();
    const query = new URLSearchParams(lms.launch());
    query.set('endpoint', endpoint);
    query.set('fetch', page);
    const permissions = { query: ({ name }) => (name === 'local-network-access' ? Promise.resolve({ state }) : Promise.reject(new TypeError())) };
    const visit = createVisit(lms, course('essential'), { query: query.toString(), page, permissions, line: () => new Promise(() => {}) });
    await settle(visit);
    assert.deepEqual(visit.notices, told ? ['Allow it'] : []);
  });
}

test('local network: a browser without the permission does not ask, and says nothing', async () => {
  for (const permissions of [undefined, { query: () => Promise.reject(new TypeError()) }]) {
    const lms = lmsFor();
    const query = new URLSearchParams(lms.launch());
    query.set('endpoint', 'http://127.0.0.1/xapi/');
    const visit = createVisit(lms, course('essential'), { query: query.toString(), permissions, line: () => new Promise(() => {}) });
    await settle(visit);
    assert.deepEqual(visit.notices, []);
  }
});

test('the last word of a session is its last request: where the learner looked is not sent beside it', async () => {
  const lms = lmsFor();
  const visit = await createVisit(lms, course('essential')).begin();
  visit.tracker.step('t2-s01', 'read');
  await settle(visit);
  visit.tracker.place('t2-s01', 'prompts');
  const from = visit.sent.length;
  await leave(visit);
  assert.deepEqual(visit.sent.slice(from).map(({ method, path }) => method + ' ' + path.split('/').pop()), ['POST statements']);
  noFaults(lms);
});

test('of two windows the older one falls silent, and ends without a word about how far it came', async () => {
  const channels = [];
  class BroadcastChannel {
    constructor() { channels.push(this); }
    postMessage(data) { channels.filter((other) => other !== this).forEach((other) => other.onmessage({ data })); }
  }
  const lms = lmsFor();
  const query = lms.launch();
  const older = await createVisit(lms, course('essential'), { query, more: { BroadcastChannel } }).begin();
  older.tracker.step('t2-s01', 'read');
  await settle(older);
  new BroadcastChannel().postMessage('another activity');
  assert.equal(older.tracker.now().trouble, '');
  channels[0].onmessage({ data: new URLSearchParams(query).get('activityId') + new URLSearchParams(query).get('registration') });
  assert.deepEqual([older.tracker.now().trouble, older.tracker.now().detail], ['never', 'Open elsewhere']);
  const from = older.sent.length;
  older.tracker.step('t2-s01', 'reaction');
  await settle(older);
  assert.equal(older.sent.length, from);
  await leave(older);
  assert.deepEqual(lms.told(), ['initialized', 'terminated']);
});
