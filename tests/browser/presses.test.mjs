// How often a learner presses with a mouse to do all of a situation: one feeling, every position, question, argument of each side, item, level
// (an idea of the deck and one of one's own) and line to keep; every capsule open. Words that are typed count only where a field has to be
// pressed first.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { SHIPPED_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';
import { onButton, openStep } from './walk.mjs';

// Counted in the same way, situations took 50 (t4-s01), 49 (t2-s02) and 42 (t1-s04) before; each asks for about 25 answers.
const MOST = 37;
const AVERAGE = 31;

test('all of a situation is done with few presses more than it asks for answers', async (t) => {
  const packages = build(t, SHIPPED_DECK, '--lang', 'fr');
  const { origin } = await serve(t, packages);
  const { page } = await openPage(await launch(t), { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  await page.addInitScript(() => {
    window.presses = 0;
    window.addEventListener('pointerdown', () => { window.presses += 1; }, true);
  });
  const found = {};
  for (const { name, course } of packages) {
    await page.goto(origin + '/p/' + name + '/index.html');
    await page.waitForSelector('html.js');
    for (const situation of course.situations) found[situation.id] = await pressesOf(page, situation);
  }
  for (const [id, { sum, steps }] of Object.entries(found)) t.diagnostic(id + ' ' + sum + ': ' + steps.join(', '));
  const sums = Object.values(found).map(({ sum }) => sum);
  const average = sums.reduce((a, b) => a + b) / sums.length;
  t.diagnostic('from ' + Math.min(...sums) + ' to ' + Math.max(...sums) + ', on average ' + average.toFixed(1));
  assert.deepEqual(Object.keys(found).filter((id) => found[id].sum > MOST), []);
  assert.ok(average < AVERAGE, 'on average ' + average);
});

async function pressesOf(page, situation) {
  const count = () => page.evaluate(() => window.presses);
  const first = await count();
  const steps = [];
  await page.evaluate((id) => { window.location.hash = id; }, situation.id);
  for (const step of situation.steps) {
    await page.waitForSelector('[id="' + situation.id + '/' + step + '"].open');
    const before = await count();
    await doAll(page, situation, step);
    await onButton(page).click();
    steps.push(step + ' ' + (await count() - before));
  }
  await page.waitForSelector('#_overview.open');
  return { sum: await count() - first, steps };
}

// Whoever finds the caret in a field writes there first.
async function doAll(page, situation, step) {
  const turns = openStep(page).locator('.turn');
  const several = await turns.count();
  for (let at = 0; at < Math.max(1, several); at += 1) {
    const one = several ? turns.nth(at) : openStep(page);
    if (!await one.isVisible()) await onButton(page).click();
    if (await page.evaluate(() => document.activeElement.matches('textarea'))) await page.keyboard.type('mot');
    await choose(one, step);
    for (const item of await openStep(page).locator('.item[data-item]:visible').all()) await answer(item, situation);
    for (const field of await one.locator('textarea:visible').all()) {
      if (await field.inputValue()) continue;
      await field.click();
      await page.keyboard.type('mot');
    }
  }
}

async function choose(one, step) {
  if (step === 'reaction') await one.locator('.tap').first().click();
  if (step === 'dilemma') for (const side of await one.locator('.side').all()) await side.locator('.weight').first().click();
  if (step === 'actions') await one.locator('.weight').first().click();
  if (/dilemma|position/.test(step) && await one.locator('.scale').count()) await one.locator('.stop').nth(3).click();
  for (const closed of await one.locator(':scope > details.capsule:not([open]) > summary').all()) await closed.click();
}

// As many presses as right answers need.
async function answer(item, situation) {
  if (await item.locator('.verdict:not(:empty), .stop :checked').count()) return;
  const id = await item.getAttribute('data-item');
  const { right } = situation.items.find((one) => one.id === id);
  if (await item.locator('.scale').count()) await item.locator('.stop').nth(1).click();
  if (await item.locator('.choices').count()) for (const at of right.length ? right : [0]) await item.locator(`.choice:has(input[value="${at}"]) label`).click();
  if (await item.locator('.ordering').count()) await item.locator('.move').nth(1).click();
  if (await item.locator('.placing').count()) await place(item, right);
  const check = item.locator('.doing button');
  if (await check.count() && !await item.locator('.verdict:not(:empty)').count()) await check.click();
}

// The fullest box is filled at once, after all others. Pairs have a row for each half, of which the test need not know which.
async function place(item, right) {
  const rest = item.locator('button.pick');
  const size = (box) => right.filter((other) => other === box).length;
  const fullest = right.reduce((best, box) => (size(box) > size(best) ? box : best));
  const rows = await item.locator('.placing .place-row').all();
  for (const row of await rest.count() ? rows : []) {
    const box = right[await row.getAttribute('data-at')];
    if (box !== fullest) await row.locator('input[value="' + box + '"]').click();
  }
  if (await rest.count() && await rest.nth(fullest).isVisible()) return rest.nth(fullest).click();
  for (const [at, row] of rows.entries()) if (!await row.locator(':checked').count()) await row.locator('.pick').nth(at).click();
  return null;
}
