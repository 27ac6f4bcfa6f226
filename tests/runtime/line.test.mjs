// The line between a module and its record store, in all the ways in which it breaks: what is told is stored once, and whoever
// cannot record says so and lets the learner go on.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createVisit, fails, html, leave, lmsFor, lost, noFaults, settle } from './launched.mjs';
import { source } from './load.mjs';
import { ANSWERS, course, play } from './lms.mjs';

const given = course('essential', 2);
const [first, second] = given.situations;
const WHOLE = ['initialized', 'experienced t2-s01', 'experienced t2-s02', 'completed', 'progressed', 'terminated'];
const enter = (lms, more) => createVisit(lms, given, more).begin();
const is = (part, method) => ({ path, query, method: asked }) => (path + JSON.stringify(query)).includes(part) && (!method || asked === method);
const once = (lms) => assert.equal(new Set(lms.statements.map(({ id }) => id)).size, lms.statements.length);

// ---- the start

const never = () => new Promise(() => {});
const START = [
  ['the token was given before', 'fetch', () => fails(200)],
  ['the token is a page', 'fetch', () => html()],
  ['the token fails', 'fetch', () => fails(500)],
  ['the token never comes', 'fetch', never],
  ['no line', '/', lost],
  ['the launch data are refused', 'LMS.LaunchData', () => fails(401)],
  ['the launch data are forbidden', 'LMS.LaunchData', () => fails(403)],
  ['there are no launch data', 'LMS.LaunchData', () => fails(404)],
  ['the launch data are a page', 'LMS.LaunchData', () => html()],
  ['the launch data never come', 'LMS.LaunchData', never],
  ['the document cannot be read', 'resources/resume', () => fails(500)],
  ['the document is a page', 'resources/resume', () => html()],
];
for (const [name, part, answer] of START) {
  test('start: ' + name + ': said, and nothing is recorded; the module works', async () => {
    const lms = lmsFor();
    const visit = createVisit(lms, given, { line: (request) => (is(part)(request) ? answer(request) : null) });
    await visit.begin();
    assert.deepEqual(visit.notices, ['Not recorded']);
    assert.deepEqual([visit.opened.recorded, visit.opened.mode], [false, 'normal']);
    play(visit.tracker, first);
    assert.equal(visit.tracker.now().situations[first.id].done, true);
    await leave(visit);
    assert.deepEqual(lms.told(), []);
    assert.deepEqual(visit.troubles, []);
  });
}

for (const [name, answer] of [['missing', () => fails(404)], ['broken', () => fails(500)], ['a page', () => html()], ['lost', lost]]) {
  test('start: preferences that are ' + name + ' do not matter', async () => {
    const lms = lmsFor({ preferences: { languagePreference: 'fr,en', audioPreference: 'off' } });
    const visit = await enter(lms, { line: (request) => {
      if (!is('cmi5LearnerPreferences')(request)) return null;
      lms.answer(request);
      return answer();
    } });
    assert.equal(visit.opened.recorded, true);
    await leave(visit);
    noFaults(lms);
  });
}

test('start: what fails once is asked a second time', async () => {
  for (const part of ['fetch', 'LMS.LaunchData', 'resources/resume']) {
    const lms = lmsFor();
    let failed = 0;
    const visit = await enter(lms, { line: (request) => {
      if (!is(part)(request) || failed > 0) return null;
      failed += 1;
      return lost();
    } });
    assert.equal(visit.opened.recorded, true, part);
    await leave(visit);
    noFaults(lms);
  }
});

test('start: a document that is no document of ours is not taken for one', async () => {
  for (const text of ['', 'null', '[]', '{"state":7,"said":"x","score":"high","place":3}', '<html>', '{"said":{"t2-s01":7}}']) {
    const lms = lmsFor();
    lms.documents.set('https://example.org/xapi/resources/resume', { text, tag: '"x"' });
    const visit = await enter(lms);
    play(visit.tracker, first);
    await leave(visit);
    noFaults(lms);
    assert.match(lms.resume().state, /^1\|t2-s01/, text);
  }
});

test('start: a document that was cut on its way is asked for again, and never written over', async () => {
  for (const format of ['cmi5', 'tincan']) {
    for (const times of [1, 99]) {
      const lms = lmsFor({ plain: format === 'tincan' });
      const before = await enter(lms, { format });
      play(before.tracker, first);
      await leave(before);
      const whole = JSON.stringify(lms.resume());
      let cuts = times;
      const visit = await enter(lms, { format, line: (request) => {
        if (!is('resources/resume', 'GET')(request) || cuts <= 0) return null;
        cuts -= 1;
        return { status: 200, headers: { ETag: '"x"' }, body: whole.slice(0, 60) };
      } });
      const isRead = times === 1;
      assert.equal(visit.opened.recorded, isRead, format);
      assert.equal(visit.opened.situations[first.id].done, isRead, format);
      play(visit.tracker, second);
      await leave(visit);
      const { state } = lms.resume();
      assert.match(state, /t2-s01/, format);
      assert.equal(/t2-s02/.test(state), isRead, format);
    }
  }
});

test('start: a store that is busy for a moment is asked again when it wants to be', async () => {
  for (const format of ['cmi5', 'tincan']) {
    const lms = lmsFor({ plain: format === 'tincan' });
    let busy = 1;
    const visit = await enter(lms, { format, line: (request) => {
      if (!is('resources/resume', 'GET')(request)) return null;
      busy -= 1;
      return busy === 0 ? fails(503, { 'Retry-After': '7' }) : null;
    } });
    assert.equal(visit.opened.recorded, true, format);
    assert.ok(visit.now >= 1e12 + 7000, format);
  }
});

// ---- under way

const OUTAGES = [
  ['no line', lost], ['broken', () => fails(500)], ['busy', () => fails(503)], ['too many', () => fails(429)],
  ['a page in its place', () => html()], ['not found for a while', () => fails(404)], ['a page that says 502', () => html(502)],
];
for (const [name, answer] of OUTAGES) {
  for (const method of ['PUT', 'POST', null]) {
    test('line down and back: ' + name + ' for ' + (method || 'everything') + ': all of it is told, once and in order', async () => {
      const lms = lmsFor();
      let down = false;
      const visit = await enter(lms, { line: (request) => (down && (!method || request.method === method) ? answer(request) : null) });
      down = true;
      play(visit.tracker, first);
      await settle(visit, 5000);
      assert.equal(visit.troubles[visit.troubles.length - 1], true, 'the learner is told');
      play(visit.tracker, second);
      await settle(visit, 60000);
      down = false;
      visit.online.forEach((act) => act());
      await settle(visit);
      assert.equal(visit.troubles[visit.troubles.length - 1], false, 'and told that it is over');
      await leave(visit);
      noFaults(lms);
      once(lms);
      assert.deepEqual(lms.told(), WHOLE);
    });
  }
}

test('without any word that the line is back, it is tried again, less and less often', async () => {
  const lms = lmsFor();
  let down = false;
  const visit = await enter(lms, { line: () => (down ? lost() : null) });
  down = true;
  play(visit.tracker, first);
  await settle(visit);
  const before = visit.sent.length;
  await settle(visit, 600000);
  const tries = visit.sent.length - before;
  assert.ok(tries > 5 && tries < 40, String(tries));
  down = false;
  await settle(visit, 70000);
  assert.deepEqual(lms.told(), ['initialized', 'experienced t2-s01']);
});

for (const [after, milliseconds] of [['120', 120000], [new Date(1e12 + 90000).toUTCString(), 90000], ['soon', 0]]) {
  test('who is asked to come back later does: ' + after, async () => {
    const lms = lmsFor();
    let busy = 1;
    const visit = await enter(lms);
    visit.line = () => {
      busy -= 1;
      return busy === 0 ? fails(503, { 'Retry-After': after }) : null;
    };
    visit.tracker.step(first.id, 'read');
    await settle(visit);
    const before = visit.sent.length;
    if (milliseconds) {
      await settle(visit, milliseconds - 1000);
      visit.tracker.step(first.id, 'reaction');
      visit.online.forEach((act) => act());
      await settle(visit);
      assert.equal(visit.sent.length, before, 'not before');
    }
    await settle(visit, 5000);
    assert.ok(visit.sent.length > before);
    await leave(visit);
    noFaults(lms);
  });
}

test('an answer that is lost: what was stored is not stored again', async () => {
  for (const method of ['POST', 'PUT']) {
    const lms = lmsFor();
    let lose = 0;
    const visit = await enter(lms, { line: (request) => {
      if (request.method !== method || request.path.includes('fetch') || lose <= 0) return null;
      lose -= 1;
      lms.answer(request);
      return lost();
    } });
    lose = 2;
    play(visit.tracker, first);
    await settle(visit, 10000);
    play(visit.tracker, second);
    await settle(visit, 10000);
    await leave(visit);
    noFaults(lms);
    once(lms);
    assert.deepEqual(lms.told(), WHOLE);
  }
});

test('an answer that never comes is not waited for without end', async () => {
  const lms = lmsFor();
  let hang = false;
  const visit = await enter(lms, { line: () => (hang ? never() : null) });
  hang = true;
  visit.tracker.step(first.id, 'read');
  await settle(visit);
  const [{ signal }] = visit.signals.slice(-1);
  await settle(visit, 41000);
  assert.equal(signal.aborted, true);
});

test('nothing is said to be saved before the store has said so, and the next try has its time', async () => {
  const lms = lmsFor();
  let hang = false;
  const visit = await enter(lms, { line: () => (hang ? never() : null) });
  assert.equal(visit.tracker.now().pending, '');
  hang = true;
  play(visit.tracker, first);
  await settle(visit, 30000);
  assert.equal(visit.tracker.now().pending, 'saving');
  await settle(visit, 15000);
  hang = false;
  const { trouble, detail } = visit.tracker.now();
  assert.equal(trouble, 'waiting');
  assert.ok(detail >= visit.now - 60000 && detail < visit.now + 600000, String(detail));
  await settle(visit, 100000);
  assert.deepEqual([visit.tracker.now().pending, visit.tracker.now().trouble], ['', '']);
  await leave(visit);
  noFaults(lms);
});

test('a clock that is set back or forward holds nothing up and lengthens nothing', async () => {
  for (const hours of [-1, 24]) {
    const lms = lmsFor();
    let down = false;
    const visit = await enter(lms, { line: () => (down ? fails(503, { 'Retry-After': '1' }) : null) });
    down = true;
    play(visit.tracker, first);
    await settle(visit, 500);
    visit.ahead = hours * 3600000;
    down = false;
    await settle(visit, 20000);
    assert.ok(lms.told().includes('experienced t2-s01'), String(hours));
    await leave(visit);
    const { duration } = lms.statements[lms.statements.length - 1].result;
    assert.ok(/^PT(\d\d)\.\d\dS$/.test(duration), duration);
  }
});

test('one statement that is refused for ever holds up no other', async () => {
  for (const status of [400, 403, 413]) {
    const lms = lmsFor();
    const visit = await enter(lms, { line: ({ method, body }) => (method === 'POST' && body && body.includes('/deck/t2-s01"') ? fails(status) : null) });
    given.situations.forEach((one) => play(visit.tracker, one));
    await settle(visit);
    await leave(visit);
    assert.deepEqual(lms.told(), WHOLE.filter((name) => name !== 'experienced t2-s01'), String(status));
    assert.deepEqual(visit.notices, []);
  }
});

for (const [name, when, status] of [
  ['the session is over', 'POST', 401], ['the first statement is refused', 'POST', 403], ['the document is refused', 'PUT', 403],
]) {
  test('under way: ' + name + ': said, and no more is asked', async () => {
    const lms = lmsFor();
    const visit = await enter(lms, { line: ({ method, path }) => (method === when && !path.includes('fetch') ? fails(status) : null) });
    play(visit.tracker, first);
    await settle(visit, 1000);
    assert.deepEqual(visit.notices, ['Not recorded']);
    assert.equal(visit.tracker.now().recorded, false);
    const before = visit.sent.length;
    play(visit.tracker, second);
    await settle(visit, 600000);
    await leave(visit);
    assert.equal(visit.sent.length, before);
    assert.equal(visit.tracker.now().situations[second.id].done, true);
  });
}

// ---- the document

test('consent that is withdrawn in a later visit empties the document, which does not grow with visits', async () => {
  const reflective = course('reflective', 2);
  for (const format of ['cmi5', 'tincan']) {
    const lms = lmsFor({ plain: format === 'tincan' });
    const visit = async (act) => {
      const one = await createVisit(lms, reflective, { format }).begin();
      act(one.tracker);
      await leave(one);
      return one;
    };
    await visit((tracker) => {
      tracker.consent(true);
      play(tracker, reflective.situations[0]);
    });
    const agreed = lms.resume().state;
    assert.match(agreed, /^1\|C1.*R/, format);
    for (let visits = 0; visits < 3; visits += 1) await visit((tracker) => tracker.place(second.id, 'read'));
    await visit((tracker) => tracker.step(second.id, 'read'));
    assert.ok(lms.resume().state.length < agreed.length + 20, lms.resume().state);
    await visit((tracker) => tracker.consent(false));
    assert.doesNotMatch(lms.resume().state, /C1|R[a-z0-9]/, format);
    const last = await visit(() => null);
    assert.equal(last.opened.consent, false, format);
    assert.equal(last.opened.situations[reflective.situations[0].id].done, true, format);
  }
});

test('another window that wrote meanwhile: an entry that was cut lends its signs to no other, and brings back nothing withdrawn', async () => {
  const reflective = course('reflective', 2);
  const lms = lmsFor();
  const visit = await createVisit(lms, reflective, {}).begin();
  visit.tracker.consent(true);
  visit.tracker.step(first.id, 'read');
  await settle(visit);
  lms.documents.set('https://example.org/xapi/resources/resume', { text: JSON.stringify({ said: {}, state: '1|C1;t2-s01S3R3.1;t2-s02S' }), tag: '"other"' });
  visit.tracker.consent(false);
  visit.tracker.step(second.id, 'read');
  await settle(visit);
  await leave(visit);
  const later = await createVisit(lms, reflective, {}).begin();
  assert.doesNotMatch(lms.resume().state, /C1|R3/);
  assert.deepEqual(later.opened.situations[second.id].steps, ['read']);
});

test('two windows: neither takes anything from the other', async () => {
  for (const tagged of [true, false]) {
    const lms = lmsFor({ tagged });
    const [one, two] = [await enter(lms), await enter(lms)];
    play(one.tracker, first);
    await settle(one);
    play(two.tracker, second);
    await settle(two);
    one.tracker.step(first.id, 'read');
    await leave(one);
    await leave(two);
    noFaults(lms);
    const later = await enter(lms);
    assert.deepEqual([first, second].map(({ id }) => later.opened.situations[id].done), [true, true]);
    once(lms);
  }
});

// Whether a store tells the new ETag, and what a step asks of it.
for (const [tagged, each] of [[true, ['PUT']], [false, ['PUT', 'GET']]]) {
  test('a step costs ' + each.join(' and ') + ' where the store ' + (tagged ? 'tells' : 'does not tell') + ' the ETag', async () => {
    const lms = lmsFor({ tagged });
    const visit = await enter(lms);
    const asked = () => visit.sent.filter(({ path }) => path.endsWith('activities/state')).map(({ method }) => method);
    const start = asked().length;
    // The last step ends the situation: that this was told is noted too.
    for (const [at, step] of first.steps.slice(0, -1).entries()) {
      visit.tracker.step(first.id, step);
      await settle(visit);
      assert.deepEqual(asked().slice(start + at * each.length), each, step);
    }
    await leave(visit);
    noFaults(lms);
  });
}

test('a document that clashes without end is kept at last', async () => {
  const lms = lmsFor();
  const visit = await enter(lms, { line: ({ method, headers }) => (method === 'PUT' && (headers['if-match'] || headers['if-none-match']) ? fails(412) : null) });
  play(visit.tracker, first);
  await settle(visit);
  assert.match(lms.resume().state, /t2-s01/);
});

test('a page that vanishes before it could tell: the next one tells under the same id', async () => {
  const lms = lmsFor();
  let gone = false;
  const visit = await enter(lms, { line: ({ method }) => (gone && method === 'POST' ? lost() : null) });
  gone = true;
  given.situations.forEach((one) => play(visit.tracker, one));
  await settle(visit);
  const { said } = lms.resume();
  assert.equal(Object.keys(said).length, 3);
  const next = await enter(lms);
  await leave(next);
  noFaults(lms);
  assert.deepEqual(lms.told(), ['initialized', 'initialized', 'experienced t2-s01', 'experienced t2-s02', 'completed', 'terminated']);
  lms.statements.slice(2, 5).forEach(({ id }) => assert.ok(Object.values(said).includes(id)));
  const last = await enter(lms);
  await leave(last);
  assert.deepEqual(lms.told(lms.sessions[2]), ['initialized', 'terminated']);
});

// ---- the goodbye

test('the goodbye outlives the page, carries what was left and repeats nothing that is on its way', async () => {
  const lms = lmsFor();
  const visit = await enter(lms);
  play(visit.tracker, first);
  visit.tracker.suspend(true);
  const last = visit.sent.slice(-2);
  assert.deepEqual(last.map(({ method, keepalive }) => [method, keepalive]), [['PUT', true], ['POST', true]]);
  await settle(visit);
  noFaults(lms);
  once(lms);
  assert.equal(lms.told().slice(-1)[0], 'terminated');
  const asked = visit.sent.length;
  visit.tracker.step(second.id, 'read');
  await settle(visit, 100000);
  assert.equal(visit.sent.length, asked, 'and nothing after it');
});

// ---- from one page to the next

test('another language goes on with the session: one token, one beginning, one end, and what waited is told', async () => {
  for (const offline of [false, true]) {
    const lms = lmsFor();
    const [storage, query] = [new Map(), lms.launch()];
    let down = false;
    const one = await enter(lms, { storage, query, line: () => (down ? lost() : null) });
    down = offline;
    play(one.tracker, first);
    await settle(one, offline ? 1000 : 0);
    one.tracker.place(second.id, 'read');
    const began = one.tracker.handOver(true);
    assert.equal(storage.size, 1);
    one.tracker.suspend(true);
    const two = createVisit(lms, given, { storage, query, start: one.now + 1000 });
    assert.equal(storage.size, 0, 'taken out at once');
    await two.begin(began);
    assert.deepEqual(two.opened.place, { situation: second.id, step: 'read' });
    assert.equal(two.opened.situations[first.id].done, true);
    play(two.tracker, second);
    await settle(two);
    await leave(two);
    noFaults(lms);
    once(lms);
    assert.deepEqual(lms.told(), WHOLE);
    assert.equal(storage.size, 0);
  }
});

test('below the threshold: nothing of it is said where another language goes on, and failed once at its end', async () => {
  const lms = lmsFor({ masteryScore: 0.6 });
  const [storage, query] = [new Map(), lms.launch()];
  const wrong = { ...ANSWERS, fact: [0], facts: [2, 3] };
  const one = await enter(lms, { storage, query });
  given.situations.forEach((situation) => play(one.tracker, situation, wrong));
  await settle(one);
  const began = one.tracker.handOver(true);
  one.tracker.suspend(true);
  await settle(one);
  assert.ok(lms.told().includes('completed') && !lms.told().includes('failed'));
  const two = createVisit(lms, given, { storage, query, start: one.now + 1000 });
  await two.begin(began);
  await leave(two);
  noFaults(lms);
  assert.deepEqual(lms.told().slice(-3), ['progressed', 'failed', 'terminated']);
  assert.equal(lms.told().filter((name) => name === 'failed').length, 1);
});

test('below the threshold, the line down meanwhile: failed goes with the end in one delivery, and not where passed had waited', async () => {
  for (const right of [false, true]) {
    const lms = lmsFor({ masteryScore: 0.6 });
    let down = false;
    const visit = await enter(lms, { line: () => (down ? lost() : null) });
    down = true;
    given.situations.forEach((situation) => play(visit.tracker, situation, { ...ANSWERS, fact: [0], facts: [2, 3] }));
    await settle(visit, 1000);
    if (right) given.situations.forEach((situation) => play(visit.tracker, situation));
    down = false;
    await settle(visit, 60000);
    await leave(visit);
    noFaults(lms);
    once(lms);
    const verdicts = lms.told().filter((name) => /^(passed|failed)$/.test(name));
    assert.deepEqual(verdicts, [right ? 'passed' : 'failed']);
    assert.equal(visit.sent.filter(({ body }) => /verbs\/(failed|terminated)"/.test(body)).length, 1);
  }
});

test('where nothing may be kept between two pages the learner is asked first', async () => {
  const lms = lmsFor();
  const storage = { has: () => { throw new Error('denied'); }, set: () => { throw new Error('denied'); }, delete: () => { throw new Error('denied'); } };
  const visit = await enter(lms, { storage });
  assert.equal(visit.tracker.handOver(), null);
  play(visit.tracker, first);
  await leave(visit);
  noFaults(lms);
});

test('a session that another launch left behind is not taken over', async () => {
  const lms = lmsFor();
  const storage = new Map();
  const one = await enter(lms, { storage });
  one.tracker.handOver(true);
  const two = await enter(lms, { storage });
  assert.deepEqual(lms.told(), ['initialized', 'initialized']);
  await leave(two);
  noFaults(lms);
});

// ---- the files themselves

for (const name of ['xapi.js', 'statements.js', 'launch.js', 'nearby.js', 'cmi5.js', 'tincan.js']) {
  test(name + ' is plain ES2018, keeps nothing but the session between two pages, and asks by fetch alone', () => {
    const code = source(name).split('\n').filter((line) => !line.trim().startsWith('//')).join('\n');
    for (const word of [/\?\./, /\?\?/, /catch \{/, /fromEntries/, /\.flat(Map)?\(/, /\bimport\b/, /\bexport\b/, /\beval\b/, /matchAll|replaceAll/,
      /localStorage|indexedDB|cookie|XMLHttpRequest|sendBeacon|WebSocket/, /'unload'|beforeunload/, /https?:\/\//]) {
      assert.doesNotMatch(code, word);
    }
    assert.equal(/sessionStorage/.test(code), name === 'xapi.js');
    assert.ok(source(name).split('\n').every((line) => line.length <= 140));
  });
}
