// What the levels of tracking let out, as the LMS hears it: nothing reflective before the learner agrees, nothing after he has
// withdrawn; names that a tutor can read; one column for one item, in whatever order the items are answered.
import assert from 'node:assert/strict';
import test from 'node:test';
import { noTrouble } from './browser.mjs';
import { enterable } from './entered.mjs';
import { createRecord, noFaults, sets } from './lms.mjs';
import { OWN_DECK, guideDeck, noGuide } from './packages.mjs';
import { doStep, openCard, openStep, pressOn, walkModule } from './walk.mjs';

const start = (t, level) => enterable(t, OWN_DECK, '--lang', 'fr', '--tracking', level);

async function choose(sco, yes) {
  await sco.locator('.foot a[href="#_privacy"]').click();
  await sco.locator('#_consent label').nth(yes ? 1 : 0).click();
  await sco.locator('.foot a[href="#_overview"]').click();
  await sco.waitForSelector('#_overview.open');
}

async function goTo(sco, hash) {
  await sco.evaluate((to) => { window.location.hash = to; }, hash);
  await sco.waitForSelector('.view.open .step.open[id="' + hash.slice(1) + '"]');
}

// Column → { id, type, student_response, result, … } as the LMS holds them in the end.
function columns(log) {
  const found = {};
  sets(log).forEach(({ name, value }) => {
    const [, n, element] = /^cmi\.interactions\.(\d+)\.(.+)$/.exec(name) || [];
    if (n !== undefined) found[n] = { ...found[n], [element]: value };
  });
  return found;
}

const reflective = (log) => Object.values(columns(log)).filter((one) => one.student_response && /q[3-7]/.test(one.id));
const kept = (record) => (record.cmi.suspend_data.match(/R[a-z0-9]+\.|C1/g) || []);

test('essential: no answer leaves the page', async (t) => {
  const { one, origin, enter } = await start(t, 'essential');
  const record = createRecord();
  const { session, watch } = await enter(record);
  await walkModule(session.sco, one.course);
  const log = await session.leave();
  assert.deepEqual(columns(log), {});
  assert.doesNotMatch(record.cmi.suspend_data, /[AR]\d/);
  assert.equal(await session.page.locator('#_consent').count(), 0);
  noFaults(log);
  noTrouble(watch, origin, one.name);
});

test('standard: names that a tutor can read, the same column in any order of answering', async (t) => {
  const { one, enter } = await start(t, 'standard');
  const facts = one.course.situations.flatMap(({ id, items }) => items.filter((item) => /^facts?$/.test(item.kind)).map((item) => id + '_' + item.id));
  const found = [];
  for (const order of [[0, 1], [1, 0]]) {
    const { session, context } = await enter(createRecord());
    for (const at of order) {
      await goTo(session.sco, '#' + one.course.situations[at].id + '/quiz');
      await doStep(session.sco, 'quiz');
      await pressOn(session.sco);
    }
    const log = await session.leave();
    noFaults(log);
    found.push(columns(log));
    await context.close();
  }
  assert.deepEqual(found[0], found[1]);
  assert.deepEqual(Object.values(found[0]).map((column) => column.id.split('_').slice(0, 2).join('_')), facts, 'no reflective item has a column');
  assert.match(found[0][0].id, /^t1-s01_q1_qui-fixe-les-astreintes$/);
  assert.match(found[0][0].student_response, /^b-l-employeur/);
  assert.deepEqual(Object.values(found[0]).map((column) => column.result), facts.map(() => 'correct'));
  t.diagnostic(JSON.stringify(found[0][0]));
});

test('reflective: nothing before the learner agrees, all of it after, none once he withdraws', async (t) => {
  const { one, origin, enter } = await start(t, 'reflective');
  const record = createRecord();
  const { session, watch } = await enter(record);
  const { sco } = session;
  await walkModule(sco, one.course);
  const before = await session.log();
  assert.deepEqual(reflective(before), []);
  assert.ok(Object.values(columns(before)).some((column) => column.student_response), 'facts are said all the same');
  await choose(sco, true);
  const agreed = reflective(await session.log());
  assert.equal(agreed.length, 5, 'position, perspectives, order, match, sort');
  agreed.forEach((column) => assert.equal(column.result, 'neutral'));
  assert.ok(kept({ cmi: await session.page.evaluate(() => window.kept) }).length > 1);
  await choose(sco, false);
  assert.deepEqual(reflective(await session.log()), []);
  const log = await session.leave();
  assert.deepEqual(kept(record), []);
  assert.ok(!/q8|ce-que-je-garde/.test(JSON.stringify(columns(log))), 'a note has no column');
  noFaults(log);
  noTrouble(watch, origin, one.name);
});

test('reflective: the agreement is still there at the next visit, and can be withdrawn then', async (t) => {
  const { one, enter } = await start(t, 'reflective');
  const record = createRecord();
  const first = await enter(record);
  await choose(first.session.sco, true);
  await openCard(first.session.sco, one.course.situations[0].id);
  await goTo(first.session.sco, '#t1-s01/quiz');
  await doStep(first.session.sco, 'quiz');
  await pressOn(first.session.sco);
  assert.equal(reflective(await first.session.leave()).length, 4);
  assert.ok(kept(record).length > 1);
  const second = await enter(record);
  await second.session.sco.evaluate(() => { window.location.hash = '#_privacy'; });
  await second.session.sco.waitForSelector('#_privacy.open');
  assert.equal(await second.session.sco.locator('#_consent input').nth(1).isChecked(), true);
  await choose(second.session.sco, false);
  const log = await second.session.leave();
  const emptied = Object.values(columns(log)).filter((column) => column.student_response === '');
  assert.equal(emptied.length, 5, 'every column that may hold a reflection is emptied');
  assert.deepEqual(kept(record), []);
  noFaults(log);
});

test('reflective: a module without items keeps the choice too', { skip: noGuide }, async (t) => {
  const { one, origin, enter } = await enterable(t, guideDeck(t), '--tracking', 'reflective');
  const record = createRecord();
  const { session, watch } = await enter(record);
  await choose(session.sco, true);
  noFaults(await session.leave());
  assert.deepEqual(kept(record), ['C1']);
  noTrouble(watch, origin, one.name);
});
