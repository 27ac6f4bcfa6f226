// The faults that learners met in real LMSs, by the names under which they were found, each played as it was found.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch } from '../browser/browser.mjs';
import { assertPromises, createLearner, startLms, until, versions } from './chromium.mjs';
import { chamilo } from '../../templates/studio/lms/profiles/chamilo.js';
import { openEdx } from '../../templates/studio/lms/profiles/openedx.js';
import { commitFails, everythingThrows, getFails, getFailsOnce, getThrows, initializeFails, setFails } from './profiles/refusals.mjs';
import { masksOf, missing } from './promises.mjs';

const EDITIONS = ['scorm12', 'scorm2004'];
const NAMES = {
  scorm12: { status: 'cmi.core.lesson_status', score: 'cmi.core.score.raw', objective: 'status', response: 'student_response' },
  scorm2004: { status: 'cmi.completion_status', score: 'cmi.score.raw', objective: 'completion_status', response: 'learner_response' },
};
const STATE = 'cmi.suspend_data';

const tests = [];
const named = (name, run, { editions = EDITIONS, profile } = {}) => editions.forEach((edition) => tests.push({ name: edition + ': ' + name, edition, run, profile }));

async function start(t, browser, edition, more) {
  const packages = versions(t, edition, 'standard');
  const lms = await startLms(t, edition, packages, more);
  const learner = await createLearner(t, browser, lms);
  const track = () => Object.fromEntries(lms.site.track('learner'));
  return { lms, learner, track, names: NAMES[edition], cards: packages[0].course.situations, tab: await learner.tab() };
}

// Every card, from the first to the last step.
async function finish(tab, cards) {
  for (const card of cards) await tab.card(card);
}

// The items whose answers are in the table.
const answers = (track) => Object.entries(track).filter(([name]) => /^cmi\.interactions\.\d+\.id$/.test(name))
  .map(([, id]) => id.replace(/^(\w+[-_]s\d+[_.]q\d+).*/, '$1').replace(/[-.]/g, '_')).sort();

// What an earlier visit left in the table.
function insert({ lms, edition, names }, values) {
  const exit = edition === 'scorm12' ? 'cmi.core.exit' : 'cmi.exit';
  Object.entries({ [names.status]: 'incomplete', [exit]: 'suspend', ...values }).forEach(([name, value]) => lms.site.tracks.insert('learner', 1, 'sco', name, value));
}

named('M1 looking back at a finished module through the history changes nothing', async ({ tab, cards, track, names, lms }) => {
  await tab.open();
  await finish(tab, cards);
  await tab.honest();
  await tab.dashboard();
  await tab.back();
  await tab.dashboard();
  assert.deepEqual([track()[names.status], track()[names.score]], ['completed', '100']);
  await tab.back();
  await tab.step(cards[1].id, ...cards[1].steps);
  await tab.honest();
  await tab.exit();
  assert.deepEqual([track()[names.status], track()[names.score], lms.site.grade('learner')], ['completed', '100', 100]);
  assertPromises(lms);
});

named('M2 a second of preview completes nothing and shuts nobody out', async ({ tab, cards, lms }) => {
  await tab.open('mode=browse');
  await tab.step(cards[0].id, 'read');
  assert.notEqual(await tab.told(), 'saved');
  await tab.exit();
  assert.equal(lms.site.completed('learner'), false);
  await tab.open();
  await tab.step(cards[0].id, 'read');
  assert.equal(await tab.honest(), 'saved');
  assertPromises(lms);
});

named('M3 the last step without a line is not said to be saved, and is there once the line is back', async ({ tab, cards, track, names, learner, lms }) => {
  await tab.open();
  await tab.card(cards[0]);
  await learner.context.setOffline(true);
  await tab.card(cards[1]);
  assert.notEqual(await tab.honest(), 'saved');
  assert.equal(await tab.inView(), true);
  await learner.context.setOffline(false);
  await until(async () => await tab.told() === 'saved', 'saved once the line is back');
  await tab.honest();
  assert.deepEqual([track()[names.status], track()[names.score]], ['completed', '100']);
  assert.deepEqual(answers(track()), ['t1_s01_q1', 't1_s01_q2', 't1_s02_q1']);
  assertPromises(lms);
});

named('M3 the same where the server is gone and nobody tells the browser', async ({ tab, cards, track, names, lms }) => {
  await tab.open();
  await tab.card(cards[0]);
  await lms.http.stop();
  await tab.card(cards[1]);
  assert.notEqual(await tab.honest(), 'saved');
  await lms.http.start();
  await tab.exit();
  await tab.open();
  assert.deepEqual(tab.lacks(new Map(cards.map(({ id }) => [id, 1]))), []);
  await tab.honest();
  assert.deepEqual([track()[names.status], track()[names.score]], ['completed', '100']);
  assert.deepEqual(answers(track()), ['t1_s01_q1', 't1_s01_q2', 't1_s02_q1']);
});

named('M4 after the session ended the page says so in view, and all is there after opening anew', async ({ tab, cards, learner, lms }) => {
  await tab.open();
  await tab.step(cards[0].id, 'read');
  await learner.context.request.get(lms.http.origin + '/logout');
  await tab.step(cards[0].id, 'reaction', 'prompts');
  await learner.context.request.get(lms.http.origin + '/login?learner=learner');
  await tab.step(cards[0].id, 'dilemma');
  await until(async () => await tab.told() === 'impossible', 'said that nothing can be saved here', 12);
  assert.equal(await tab.inView(), true);
  await tab.exit();
  await tab.open();
  assert.deepEqual(tab.lacks(tab.done), []);
  await tab.honest();
  assertPromises(lms);
});

named('M4 another try is made by itself', async ({ tab, cards, lms }) => {
  await tab.open();
  lms.http.badGateway(true);
  await tab.step(cards[0].id, 'read');
  await until(async () => await tab.told() === 'waiting', 'said that it is not saved yet');
  lms.http.badGateway(false);
  await until(async () => await tab.told() === 'saved', 'saved by itself', 12);
  await tab.honest();
});

named('M5 what was refused once is all there when the page says saved', async ({ tab, cards, track, names, lms }) => {
  await tab.open();
  lms.http.badGateway(true);
  await tab.card(cards[0]);
  lms.http.badGateway(false);
  await tab.step(cards[1].id, 'read');
  await until(async () => await tab.told() === 'saved', 'saved');
  assert.ok(Number(track()[names.score]) > 0, 'the score: ' + track()[names.score]);
  assert.deepEqual(answers(track()), ['t1_s01_q1', 't1_s01_q2']);
});

named('M6 a question that is added leaves the old answers where they are', async ({ tab, cards, track, names, lms }) => {
  await tab.open();
  await tab.card(cards[1]);
  await tab.exit();
  const before = track();
  lms.site.replace({ sco: 'sco' });
  await tab.open();
  await tab.step(cards[0].id, 'quiz');
  await tab.honest();
  await tab.exit();
  const index = Object.keys(before).find((name) => /interactions\.\d+\.id/.test(name) && /s02[_.]q1/.test(before[name])).split('.')[2];
  assert.equal(track()['cmi.interactions.' + index + '.id'], before['cmi.interactions.' + index + '.id']);
  assert.equal(track()['cmi.interactions.' + index + '.' + names.response], before['cmi.interactions.' + index + '.' + names.response]);
  assertPromises(lms);
});

named('M7 two tabs: the older falls silent and says so, nothing of either is lost', async ({ tab, cards, track, names, learner, lms }) => {
  await tab.open();
  await tab.step(cards[0].id, ...cards[0].steps.slice(0, 6));
  const second = await learner.tab();
  await second.open();
  await second.card(cards[1]);
  await tab.step(cards[0].id, 'actions');
  assert.notEqual(await tab.honest(), 'saved');
  assert.equal(await tab.inView(), true);
  await second.step(cards[0].id, ...cards[0].steps.slice(6));
  assert.equal(await second.honest(), 'saved');
  await tab.exit();
  await second.exit();
  assert.deepEqual([track()[names.status], track()[names.score]], ['completed', '100']);
  assertPromises(lms);
});

for (const [kind, profile] of [['throws', getThrows], ['gives error 101', getFails], ['fails once', getFailsOnce]]) {
  named('D3 an LMS whose reading ' + kind + ' keeps what it had', async (play) => {
    const { tab, cards, track, names, lms } = play;
    insert(play, { [STATE]: '1|t1-s01Sf;', [names.score]: '50' });
    await tab.open();
    await tab.step(cards[1].id, 'read');
    const told = await tab.honest();
    if (kind !== 'fails once') assert.notEqual(told, 'saved');
    if (told !== 'saved') assert.equal(await tab.inView(), true);
    await tab.exit();
    assert.deepEqual(missing(masksOf('1|t1-s01Sf;'), masksOf(track()[STATE])), []);
    assert.equal(track()[names.score], '50');
    assertPromises(lms);
  }, { profile });
}

const REFUSALS = [['Initialize says false', initializeFails], ['everything throws', everythingThrows], ['every value is refused', setFails], ['every commit says false', commitFails]];
for (const [kind, profile] of REFUSALS) {
  named('D4 ' + kind + ': said in view, and never "saved"', async ({ tab, cards }) => {
    await tab.open();
    await tab.step(cards[0].id, 'read', 'reaction');
    await until(async () => await tab.told() !== 'saved', 'said that it is not saved');
    assert.equal(await tab.inView(), true);
    // The bar on top may be behind the LMS's own: the line at the foot says the same, on a phone as well, and not that nothing is ever recorded.
    await tab.page.setViewportSize({ width: 360, height: 640 });
    const line = await tab.sco.evaluate(() => {
      const saved = document.getElementById('_saved');
      return { text: saved.textContent, bar: document.querySelector('#_bar p').textContent, size: parseFloat(getComputedStyle(saved).fontSize) };
    });
    assert.equal(line.text, line.bar);
    assert.ok(line.size > 10, JSON.stringify(line));
  }, { profile });
}

named('D12 a state of a later version is left alone', async (play) => {
  const { tab, cards, track } = play;
  insert(play, { [STATE]: '9|future' });
  await tab.open();
  await tab.step(cards[0].id, 'read');
  assert.notEqual(await tab.told(), 'saved');
  assert.equal(await tab.inView(), true);
  await tab.exit();
  assert.equal(track()[STATE], '9|future');
});

named('D12 two windows over one API: the second undoes nothing of the first', async ({ tab, cards, track, lms }) => {
  await tab.open();
  await tab.step(cards[0].id, 'read', 'reaction');
  await tab.page.evaluate(() => {
    const frame = document.createElement('iframe');
    Object.assign(frame, { id: 'second', src: document.getElementById('scorm_object').src });
    document.body.append(frame);
  });
  const second = { ...tab, done: new Map() };
  second.sco = await (await tab.page.waitForSelector('#second')).contentFrame();
  await second.sco.waitForSelector('html.js', { state: 'attached' });
  await second.sco.evaluate(() => { window.location.hash = '#t1-s02/read'; });
  await second.sco.waitForSelector('[id="t1-s02/read"].open');
  await second.sco.evaluate(() => document.querySelector('.view.open > .moves .first').click());
  assert.deepEqual(missing(tab.done, masksOf(track()[STATE])), []);
  assertPromises(lms);
});

named('packages D6 an API that appears 1.2 s after the module is found, and nothing done before is lost', async ({ tab, cards, track }) => {
  await tab.open();
  await tab.step(cards[0].id, 'read');
  await until(async () => await tab.told() === 'saved', 'saved once the API is there');
  await until(() => missing(tab.done, masksOf(track()[STATE])).length === 0, 'in the LMS');
}, { profile: openEdx });

named('packages D7 without an API although an LMS was expected, it is said in view', async ({ tab, cards }) => {
  await tab.open();
  await tab.step(cards[0].id, 'read');
  await until(async () => await tab.told() !== 'saved' && await tab.inView(), 'said in view that nothing is saved');
  // The page about tracking must not speak of what is passed on without saying that nothing is.
  assert.equal(await tab.sco.evaluate(() => document.querySelector('#_privacy h2 + .panel').hidden), false);
}, { editions: ['scorm2004'], profile: chamilo });

named('packages Chamilo: always ab-initio, resumed all the same; the third visit is review and writes nothing', async ({ tab, cards, track, names, lms }) => {
  await tab.open();
  await tab.card(cards[0]);
  await tab.exit();
  await tab.open();
  assert.deepEqual(tab.lacks(new Map([[cards[0].id, 1]])), []);
  await tab.card(cards[1]);
  await tab.honest();
  await tab.exit();
  const before = track();
  assert.equal(before[names.status], 'completed');
  await tab.open();
  await tab.step(cards[0].id, 'read');
  await tab.exit();
  assert.deepEqual({ ...track(), 'cmi.core.total_time': '' }, { ...before, 'cmi.core.total_time': '' });
  assertPromises(lms);
}, { editions: ['scorm12'], profile: chamilo });

test('the faults that were found', { concurrency: 4 }, async (t) => {
  const browser = await launch(t);
  await Promise.all(tests.filter(({ name }) => !process.env.ONLY || name.includes(process.env.ONLY))
    .map(({ name, edition, run, profile }) => t.test(name, async (sub) => run({ edition, ...await start(sub, browser, edition, { profile }) }))));
});
