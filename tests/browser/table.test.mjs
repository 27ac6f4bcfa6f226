// The card stays on the table: its story at every step, a bar that stays where it is, one thing at a time, and cards that are seen first.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { start } from './laid.mjs';
import { SHIPPED_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';
import { onButton, openCard, openStep, pressOn, walkSituation } from './walk.mjs';

test('the first card is seen without scrolling, in the frame of Moodle and on a telephone, in every language', async (t) => {
  const packages = build(t, SHIPPED_DECK, '--lang', 'fr,en,ro,el');
  const { origin } = await serve(t, packages);
  const browser = await launch(t);
  let lowest = 0;
  for (const [width, height] of [[714, 666], [360, 640]]) {
    const { page, context } = await openPage(browser, { viewport: { width, height } });
    for (const { name } of packages) {
      await page.goto(origin + '/p/' + name + '/index.html');
      await page.waitForSelector('html.js');
      const box = await page.locator('.hand .card .name').first().boundingBox();
      assert.ok(box.y + box.height < height, name + ' at ' + width + ': its title ends at ' + (box.y + box.height));
      lowest = Math.max(lowest, await page.locator('.hand .card').first().evaluate((card) => card.getBoundingClientRect().top));
    }
    await context.close();
  }
  t.diagnostic('the lowest first card begins at ' + Math.round(lowest) + ' pixels');
});

test('the story is read again at every step, in its place', async (t) => {
  const { page, card, go } = await start(t);
  const words = await page.locator('.card.big .story').first().textContent();
  for (const step of card.steps.slice(1)) {
    await go(step);
    const again = page.locator('.view.open .reread');
    if (!await again.evaluate((details) => details.open)) await again.locator('summary').click();
    assert.ok(await again.locator('.story').isVisible(), step);
    assert.equal(await again.locator('.story').textContent(), words);
    assert.equal(await page.evaluate(() => window.location.hash), '#' + card.id + '/' + step, 'the step was not left');
  }
});

test('the button that goes on is where it was, at every step and every thing of it', async (t) => {
  for (const [width, height] of [[714, 666], [360, 640]]) {
    const { page, card } = await start(t, { viewport: { width, height } });
    await openCard(page, card.id);
    const corners = new Set();
    // Below a situation, at the foot of the page, the bar stays with its situation.
    const look = async () => {
      await page.evaluate(() => window.scrollTo(0, 0));
      const { x, y, width: wide, height: high } = await onButton(page).boundingBox();
      corners.add(Math.round(x + wide) + ' ' + Math.round(y + high / 2));
    };
    await walkSituation(page, { work: look, at: look });
    assert.equal(corners.size, 1, width + ' wide: ' + [...corners].join(', '));
  }
});

test('one question, item or level is shown at a time, and an address of an item shows that one', async (t) => {
  const { page, card, go } = await start(t);
  for (const [step, thing] of [['prompts', '.prompts > li'], ['quiz', '.item'], ['actions', '.level']]) {
    await go(step);
    const all = openStep(page).locator(thing);
    assert.ok(await all.count() > 1, step);
    assert.equal(await openStep(page).locator(thing + ':visible').count(), 1, step);
    await onButton(page).click();
    assert.ok(await all.nth(1).isVisible() && !await all.nth(0).isVisible());
    await page.locator('.view.open > .moves button').first().click();
    assert.ok(await all.nth(0).isVisible());
  }
  const last = card.items.filter(({ kind }) => kind !== 'position').pop();
  await page.evaluate((hash) => { window.location.hash = hash; }, '#' + card.id + '/' + last.id);
  await openStep(page).locator('[data-item="' + last.id + '"]').waitFor();
  assert.equal(await openStep(page).locator('.item:visible').count(), 1);
});

test('the first try tells how many, the second shows the answers', async (t) => {
  const { page, card } = await start(t);
  const facts = card.items.find(({ kind }) => kind === 'facts');
  await page.evaluate((hash) => { window.location.hash = hash; }, '#' + card.id + '/' + facts.id);
  const item = openStep(page).locator('[data-item="' + facts.id + '"]');
  const wrong = facts.options.findIndex((name, at) => !facts.right.includes(at));
  await item.locator('.choice:has(input[value="' + wrong + '"]) label').click();
  await item.locator('.doing button').click();
  assert.equal(await item.locator('.said:not(:empty)').count(), 1, 'only what was chosen is marked');
  assert.equal(await item.locator('.closing').count(), 0);
  await item.locator('.doing button').click();
  assert.equal(await item.locator('.said.is-right:not(:empty)').count(), facts.right.length);
});

test('a capsule opens where it is named, and other pages lead back to the step', async (t) => {
  const { page, card } = await start(t);
  const fact = card.items.find(({ kind }) => kind === 'fact');
  await page.evaluate((hash) => { window.location.hash = hash; }, '#' + card.id + '/' + fact.id);
  const item = openStep(page).locator('[data-item="' + fact.id + '"]');
  await item.locator('.choice:has(input[value="' + fact.right[0] + '"]) label').click();
  const capsule = item.locator('details.capsule');
  await capsule.locator('summary').first().click();
  assert.ok(await capsule.locator('.story').isVisible());
  const at = await page.evaluate(() => window.location.hash);
  await page.evaluate(() => { window.location.hash = '#_capsules'; });
  await page.waitForSelector('#_capsules.open');
  await page.locator('main > .moves a').click();
  await page.waitForSelector('.step-quiz.open');
  assert.equal(at.split('/')[0], '#' + card.id);
});

test('what each end of a position costs is told after the second answer, and the dilemma does not ask for a third', async (t) => {
  const { page, card, go } = await start(t);
  await go('reaction');
  const position = card.items.find(({ kind }) => kind === 'position').id;
  const closing = page.locator('[data-item="' + position + '"] .closing');
  if (await closing.count()) assert.equal(await closing.isVisible(), false);
  await go('dilemma');
  assert.equal(await openStep(page).locator('.stop').count(), 0);
  await go('position');
  const told = openStep(page).locator('.closing');
  if (await told.count()) assert.equal(await told.isVisible(), false);
  await openStep(page).locator('.stop').nth(1).click();
  if (await told.count()) assert.ok(await told.isVisible());
});

test('whoever looked at a finished card last is led back to the one that is halfway', async (t) => {
  const { page, one } = await start(t);
  const [first, second] = one.course.situations;
  const way = page.locator('.strap .first');
  const home = async () => {
    await page.evaluate(() => { window.location.hash = '#_overview'; });
    await page.waitForSelector('#_overview.open');
  };
  assert.equal(await way.count(), 0, 'nothing is begun');
  await openCard(page, first.id);
  await pressOn(page);
  await home();
  assert.equal(await way.getAttribute('href'), '#' + first.id);
  await openCard(page, second.id);
  await walkSituation(page);
  assert.equal(await way.getAttribute('href'), '#' + first.id);
  await openCard(page, first.id);
  await walkSituation(page);
  assert.equal(await way.count(), 0, 'all that was begun is finished');
});
