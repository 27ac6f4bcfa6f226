// A module with the keyboard alone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, noTrouble, openPage } from './browser.mjs';
import { focused, tabTo, workWithKeys } from './keys.mjs';
import { createRecord, noFaults, objectives, visit } from './lms.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';

async function start(t) {
  const [one] = build(t, OWN_DECK, '--lang', 'en');
  const { origin } = await serve(t, [one]);
  const { page, watch } = await openPage(await launch(t));
  const record = createRecord();
  const session = await visit(page, origin, one.name, record);
  // A learner who arrives in the frame; from here on no mouse.
  await session.sco.evaluate(() => window.focus());
  return { one, origin, watch, record, session, keyboard: page.keyboard };
}

test('from the first card to completion with Tab, Enter, Space and arrows', async (t) => {
  const { one, origin, watch, record, session, keyboard } = await start(t);
  for (const situation of one.course.situations) {
    await tabTo(session, (now) => now.href === '#' + situation.id);
    await keyboard.press('Enter');
    for (const step of situation.steps) {
      await session.sco.waitForSelector('.view.open .step.open.step-' + step);
      const now = await focused(session.sco);
      assert.deepEqual([now.tag, now.view, now.step], ['H3', situation.id, step], 'the focus is on the heading of the step');
      assert.ok(now.visible, 'and it is to be seen there: ' + step);
      await workWithKeys(session);
      await keyboard.press('Enter');
    }
    await session.sco.waitForSelector('#_overview.open');
    const now = await focused(session.sco);
    assert.ok(now.view === '_overview' && now.visible, 'after the last step the focus is in the overview');
  }
  const log = await session.leave();
  assert.equal(record.cmi.core.lesson_status, 'completed');
  assert.deepEqual(Object.values(objectives(record)), ['completed', 'completed']);
  noFaults(log);
  noTrouble(watch, origin, one.name);
});

test('no step holds the focus: forward to the end of the page, back to its beginning', async (t) => {
  const { one, session } = await start(t);
  const { id, steps } = one.course.situations[0];
  for (const step of steps) {
    await session.sco.evaluate((hash) => { window.location.hash = hash; }, '#' + id + '/' + step);
    await session.sco.waitForSelector('.view.open .step.open.step-' + step);
    await tabTo(session, (now) => now.href === '#_credits');
    await tabTo(session, (now) => now.href === '#_main', 'Shift+Tab');
  }
});

test('arrows move in a group of choices, and the skip link leads to the content', async (t) => {
  const { one, session, keyboard } = await start(t);
  await tabTo(session, (now) => now.href === '#_main');
  await keyboard.press('Enter');
  assert.equal((await focused(session.sco)).id, '_main');
  await session.sco.evaluate((hash) => { window.location.hash = hash; }, '#' + one.course.situations[0].id + '/position');
  await session.sco.waitForSelector('.view.open .step.open.step-position');
  await tabTo(session, (now) => now.type === 'radio');
  await keyboard.press('Space');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  assert.equal(await session.sco.locator('.step-position input:checked').getAttribute('value'), '2');
  assert.ok((await focused(session.sco)).visible);
});

test('things are put in order with two buttons, and the focus stays on the one that was pressed', async (t) => {
  const { one, session, keyboard } = await start(t);
  // The address of the item: the step shows one at a time.
  const { id, items } = one.course.situations[0];
  await session.sco.evaluate((hash) => { window.location.hash = hash; }, '#' + id + '/' + items.find(({ kind }) => kind === 'order').id);
  await session.sco.waitForSelector('.view.open .ordering');
  const order = () => session.sco.locator('.ordering li').evaluateAll((rows) => rows.map((row) => row.dataset.at));
  const before = await order();
  await tabTo(session, (now) => now.text.startsWith('↓'));
  const held = (await focused(session.sco)).text;
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  assert.deepEqual(await order(), [before[1], before[2], before[0]]);
  assert.equal((await focused(session.sco)).text, held);
  assert.match(await session.sco.locator('#_said').textContent(), /place 3 of 3/);
});
