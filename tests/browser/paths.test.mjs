// Doing completes, whichever way a learner takes through a card: by the list of steps, by leaving it aside, or in a module that has
// no other card.
import assert from 'node:assert/strict';
import { noTrouble } from './browser.mjs';
import { both } from '../runtime/editions.mjs';
import { enterable } from './entered.mjs';
import { held, noFaults, objectives, recordOf } from './lms.mjs';
import { OWN_DECK } from './packages.mjs';
import { openCard, openStep, pressOn, stepName } from './walk.mjs';

const start = (t, edition, ...more) => enterable(t, OWN_DECK, '--to', edition.key, '--lang', 'fr', ...more);

const thread = async (sco, id, step) => {
  await sco.evaluate((hash) => { window.location.hash = hash; }, '#' + id + '/' + step);
  await sco.waitForSelector('.view.open .step.open.step-' + step);
};

both('a card that was read by the list of steps is done at its end', async (edition, t) => {
  const { one, origin, enter } = await start(t, edition);
  const record = recordOf(edition);
  const { session, watch } = await enter(record);
  const { sco } = session;
  const [{ id, steps }] = one.course.situations;
  await openCard(sco, id);
  for (const step of steps) await thread(sco, id, step);
  assert.equal(await openStep(sco).locator('.missing a').count(), 0);
  await pressOn(sco);
  await sco.waitForSelector('#_overview.open');
  assert.equal(await sco.locator('.card.done').count(), 1);
  noFaults(await session.leave());
  assert.equal(objectives(record)[id], 'completed');
  noTrouble(watch, origin, one.name);
});

both('at the end the page names the steps that were not seen, and leads to them', async (edition, t) => {
  const { one, enter } = await start(t, edition);
  const { session } = await enter(recordOf(edition));
  const { sco } = session;
  const [{ id, steps }] = one.course.situations;
  const last = steps[steps.length - 1];
  await openCard(sco, id);
  await thread(sco, id, last);
  const missing = openStep(sco).locator('.missing a');
  assert.deepEqual(await missing.evaluateAll((links) => links.map((link) => link.hash)), steps.slice(1, -1).map((step) => '#' + id + '/' + step));
  await missing.first().click();
  await sco.waitForSelector('.step.open.step-' + steps[1]);
});

both('a card with a content note that is left counts as done, and nothing tells it from one that was gone through', async (edition, t) => {
  const { one, enter } = await start(t, edition);
  const record = recordOf(edition);
  const { session } = await enter(record);
  const { sco } = session;
  const noted = await sco.evaluate(() => document.querySelector('.warning').closest('.situation').id);
  await openCard(sco, noted);
  await openStep(sco).locator('.warning button').click();
  await sco.waitForSelector('#_overview.open');
  assert.equal(await sco.locator('.card.done[href="#' + noted + '"]').count(), 1);
  noFaults(await session.leave());
  assert.equal(objectives(record)[noted], 'completed');
  const { steps } = one.course.situations.find(({ id }) => id === noted);
  // The mark of a card that was gone through step by step.
  const mask = steps.reduce((sum, step) => sum | 2 << ['read', 'reaction', 'prompts', 'dilemma', 'capsules', 'quiz', 'actions', 'position', 'synthesis'].indexOf(step), 1);
  assert.match(held(record).state, new RegExp(';' + noted + 'S' + mask.toString(36) + ';'));
});

both('a module of one situation opens on it, ends on it, and is completed', async (edition, t) => {
  const { one, origin, enter } = await start(t, edition, '--split', 'situation');
  const record = recordOf(edition);
  const { session, watch } = await enter(record);
  const { sco } = session;
  const [{ id, steps }] = one.course.situations;
  assert.equal(await stepName(sco), steps[0]);
  assert.equal(await sco.locator('#_overview').count(), 0);
  for (const step of steps.slice(1)) {
    await pressOn(sco);
    await sco.waitForSelector('.step.open.step-' + step);
  }
  await pressOn(sco);
  await sco.waitForFunction(() => document.querySelectorAll('.thread a.done').length === document.querySelectorAll('.thread a').length);
  assert.equal(await stepName(sco), steps[steps.length - 1], 'the sheet stays');
  noFaults(await session.leave());
  assert.equal(held(record).status, 'completed');
  assert.equal(objectives(record)[id], 'completed');
  noTrouble(watch, origin, one.name);
});
