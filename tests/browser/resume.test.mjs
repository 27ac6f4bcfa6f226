// Leave at each step and come back; finish; come back to what is finished; look without credit.
import assert from 'node:assert/strict';
import { noTrouble } from './browser.mjs';
import { both } from '../runtime/editions.mjs';
import { enterable } from './entered.mjs';
import { held, noFaults, objectives, recordOf, renew, sets, commits, values } from './lms.mjs';
import { OWN_DECK } from './packages.mjs';
import { doStep, openCard, openStep, pressOn, stepName, walkModule, walkSituation } from './walk.mjs';

const WAYS = ['closed', 'gone', 'crashed'];

const start = (t, edition, tracking = 'standard') => enterable(t, OWN_DECK, '--to', edition.key, '--lang', 'ro', '--tracking', tracking);

const doneSteps = (sco) => sco.locator('.view.open .thread a.done').evaluateAll((links) => links.map((link) => link.hash.split('/')[1]));

both('left after each step, by turns in every way: the same place, the same steps done', async (edition, t) => {
  const { one, origin, enter } = await start(t, edition);
  const [{ id, steps }] = one.course.situations;
  const record = recordOf(edition);
  for (const [at, step] of steps.entries()) {
    const { session, context, watch } = await enter(record);
    const { sco } = session;
    if (at > 0) {
      // A page that crashed has told the step that was done; one that went, the step that it showed.
      assert.equal(held(record).place, id + '/' + steps[WAYS[(at - 1) % WAYS.length] === 'crashed' ? at - 1 : at]);
      await sco.locator('a.first[href="#' + id + '"]').click();
      await sco.waitForSelector('.view.open .step.open');
    } else await openCard(sco, id);
    assert.equal(await stepName(sco), step, 'goes on where it was left');
    assert.deepEqual(await doneSteps(sco), steps.slice(0, at));
    await doStep(sco, step);
    await pressOn(sco);
    noFaults(await session.leave(WAYS[at % WAYS.length]));
    noTrouble(watch, origin, one.name);
    await context.close();
    assert.equal(held(record).status, 'incomplete');
  }
  assert.equal(objectives(record)[id], 'completed');
});

both('finish, then come back: what is completed stays so, even when all is done again worse', async (edition, t) => {
  const { one, origin, enter } = await start(t, edition, 'essential');
  const record = recordOf(edition);
  const first = await enter(record);
  await walkModule(first.session.sco, one.course);
  noFaults(await first.session.leave());
  assert.deepEqual([held(record).status, held(record).score], ['completed', '100']);
  const second = await enter(record);
  const { sco } = second.session;
  assert.equal(await sco.locator('.card.done').count(), one.course.situations.length);
  await openCard(sco, one.course.situations[1].id);
  await walkSituation(sco, { work: async (frame, step) => {
    if (step !== 'quiz') return;
    await openStep(frame).locator('.choice label').first().click();
    await openStep(frame).locator('.item .doing button').click();
  } });
  const log = await second.session.leave();
  noFaults(log);
  assert.deepEqual(values(log, edition.names.status), []);
  assert.deepEqual([held(record).status, held(record).score], ['completed', '100']);
  assert.deepEqual(new Set(Object.values(objectives(record))), new Set(['completed']));
  noTrouble(second.watch, origin, one.name);
});

// As it was written while options were shown in the order of the deck.
const TICKED = ';t1-s01SsfP5kA1.2A2.3;t1-s02SlbP2sA1.2;';

both('answers that were kept before options were shuffled come back to the same options', async (edition, t) => {
  const { one, enter } = await start(t, edition);
  const record = recordOf(edition);
  const first = await enter(record);
  await walkModule(first.session.sco, one.course);
  noFaults(await first.session.leave());
  assert.equal(held(record).state.slice(held(record).state.indexOf(';')), TICKED);
  assert.match(JSON.stringify(held(record).interactions), /b.angajatorul.dupa.dialog/);
  const { session: { sco } } = await enter(record);
  await sco.evaluate(() => { location.hash = '#t1-s01/quiz'; });
  await sco.waitForSelector('#t1-s01 .step.open.step-quiz .choice');
  const ticked = (item) => sco.locator(`#t1-s01 [data-item="${item}"] .choice:has(input:checked) label`).allTextContents();
  const shown = await sco.locator('#t1-s01 [data-item="q2"] .choice label').allTextContents();
  assert.deepEqual(await ticked('q1'), ['Angajatorul, după dialog']);
  assert.deepEqual(new Set(await ticked('q2')), new Set(['Orele sunt cunoscute', 'O colegă preia']));
  assert.notEqual(shown.join(), 'Orele sunt cunoscute,O colegă preia,Se răspunde mereu');
});

for (const [name, given] of [
  ['review', { mode: 'review', credit: 'no-credit', status: 'completed', score: '80' }],
  ['browse', { mode: 'browse', credit: 'no-credit', status: 'not attempted' }],
  ['no credit', { mode: 'normal', credit: 'no-credit', status: 'incomplete' }],
]) {
  both(name + ': the module works, nothing is written', async (edition, t) => {
    const { one, origin, enter } = await start(t, edition);
    const { session, watch } = await enter(recordOf(edition, given));
    await walkModule(session.sco, one.course);
    assert.equal(await session.sco.locator('.card.done').count(), one.course.situations.length);
    const log = await session.leave();
    assert.deepEqual(sets(log), []);
    assert.deepEqual(commits(log), []);
    noFaults(log);
    noTrouble(watch, origin, one.name);
  });
}

for (const [way, go] of [['is closed', (page) => page.close()], ['shows another page', (page) => page.goto('about:blank')]]) {
  both('in a window of its own, a module that the LMS has left does not say that it is saved: the LMS ' + way, async (edition, t) => {
    const { one, enter } = await start(t, edition);
    const { session, page, context } = await enter(recordOf(edition));
    await session.leave();
    await renew(session);
    const [sco] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate((src) => { window.open(src, '_blank', 'width=900,height=700'); }, '/p/' + one.name + '/index.html'),
    ]);
    await sco.waitForSelector('html.js');
    await openCard(sco, one.course.situations[0].id);
    await pressOn(sco);
    assert.ok(await sco.locator('#_bar').isHidden());
    await go(page);
    await sco.bringToFront();
    await pressOn(sco);
    await sco.waitForSelector('#_bar[data-kind="waiting"]:not([hidden])');
    await context.close();
  });
}
