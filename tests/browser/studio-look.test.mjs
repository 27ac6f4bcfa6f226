// The module beside the text, while other languages and other states of the deck take its place: what a learner did is neither lost nor
// mixed up, and what is shown is what was chosen last.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { launch } from './browser.mjs';
import { OWN_DECK } from './packages.mjs';
import { answerWrongly } from './studio-learner.mjs';
import { startStudio } from './studio-start.mjs';

const SOURCE = 'fr/1-deborder/01-appel.md';

async function start(t) {
  const studio = await startStudio(t, await launch(t), { deck: OWN_DECK });
  await studio.page.locator('#look-language').waitFor();
  return studio;
}

const choose = (page, language) => page.locator('#look-language').selectOption(language);

// The page of the LMS with the module in a language, once a learner can use it; `after` is an address that it does not have.
async function player(page, language, after = '') {
  const element = await page.waitForSelector('#look iframe[src*="/' + language + '/t1/play"]' + (after ? ':not([src="' + after + '"])' : ''));
  const frame = await element.contentFrame();
  await frame.waitForSelector('#tabs > iframe');
  return frame;
}

async function moduleIn(frame) {
  const outer = await (await frame.waitForSelector('#tabs > iframe')).contentFrame();
  const inner = await (await outer.waitForSelector('iframe')).contentFrame();
  await inner.waitForSelector('html.js', { state: 'attached' });
  return inner;
}

const state = async (page) => {
  await page.evaluate(() => { document.querySelector('#look details.drawer').open = true; });
  await page.click('#lms-tab-state');
  return page.locator('#lms-view-state');
};
const RESULT = 'cmi.objectives.0.status';
// Sent when a visit ends, not before.
const TIME = 'cmi.core.total_time';

test('another language ends the visit in the LMS, which holds it when that language comes back', async (t) => {
  const { page } = await start(t);
  await choose(page, 'fr');
  await answerWrongly(await moduleIn(await player(page, 'fr')));
  await (await state(page)).getByText(RESULT, { exact: true }).waitFor();
  assert.equal(await (await state(page)).getByText(TIME, { exact: true }).count(), 0);
  await choose(page, 'en');
  await moduleIn(await player(page, 'en'));
  assert.equal(await (await state(page)).getByText(RESULT, { exact: true }).count(), 0);
  await choose(page, 'fr');
  await moduleIn(await player(page, 'fr'));
  for (const element of [RESULT, TIME]) await (await state(page)).getByText(element, { exact: true }).waitFor();
});

test('what a page says while it is left is not kept for the next one', async (t) => {
  const { page, context } = await start(t);
  await context.addInitScript(() => {
    window.restores = 0;
    window.addEventListener('message', ({ data }) => { if (data && data.cartable === 'restore') window.restores += 1; });
  });
  await choose(page, 'fr');
  const old = await player(page, 'fr');
  await moduleIn(old);
  await old.evaluate(() => {
    const left = { requests: 0, bytes: 0, elements: [] };
    const saved = { rows: [['learner/1/sco', [['stray', '1']]]], times: [], days: 0, left, completed: false };
    setInterval(() => window.parent.postMessage({ cartable: 'state', values: {}, attempts: [], size: 0, limits: {}, left, saved, restored: true }, '*'));
  });
  await choose(page, 'en');
  const next = await player(page, 'en');
  await moduleIn(next);
  // What is asked of the page now comes after what was to be restored.
  await page.evaluate(() => { document.querySelector('#look details.drawer').open = true; });
  await page.click('[data-act=close]');
  await next.waitForSelector('.closed');
  assert.equal(await next.evaluate(() => window.restores), 0);
});

test('a page that goes before it was given what its LMS held takes nothing with it', async (t) => {
  const { page, root } = await start(t);
  // While `deaf`, the studio does not hear that a page is ready, so it gives it nothing.
  await page.addInitScript(() => {
    window.addEventListener('message', (event) => { if (window.deaf && event.data && event.data.cartable === 'ready') event.stopImmediatePropagation(); });
  });
  await page.reload();
  await choose(page, 'fr');
  await answerWrongly(await moduleIn(await player(page, 'fr')));
  await (await state(page)).getByText(RESULT, { exact: true }).waitFor();
  const path = join(root, SOURCE);
  const text = readFileSync(path, 'utf8');
  const build = async (title, deaf) => {
    await page.evaluate((is) => { window.deaf = is; }, deaf);
    const before = await page.locator('#look iframe').getAttribute('src');
    writeFileSync(path, text.replace(/^title = .*$/m, 'title = "' + title + '"'));
    await moduleIn(await player(page, 'fr', before));
  };
  await build('Once', true);
  await (await state(page)).getByText(RESULT, { exact: true }).waitFor({ state: 'hidden' });
  await build('Twice', false);
  await (await state(page)).getByText(RESULT, { exact: true }).waitFor();
});

test('a package is called replaced only where there is one, and a module old only where it is', async (t) => {
  const { page, root } = await start(t);
  await choose(page, 'fr');
  await moduleIn(await player(page, 'fr'));
  const said = () => page.locator('#status').textContent();
  const replace = async (before) => {
    await page.evaluate(() => { document.querySelector('#look details.drawer').open = true; document.getElementById('status').textContent = ''; });
    await page.locator('[data-act=replace]').click();
    await page.locator('dialog[open]').waitFor();
    await before();
    await page.locator('dialog').getByRole('button', { name: 'Replace', exact: true }).click();
    await page.waitForFunction(() => document.getElementById('status').textContent);
  };
  await replace(() => {});
  assert.match(await said(), /^Replaced\./);
  // A build of a later state than the page has heard of.
  await page.route('**/api/preview?*', async (route) => {
    const answer = await route.fetch();
    const told = await answer.json();
    await route.fulfill({ response: answer, json: { ...told, number: told.number + 1 } });
  });
  // When the second answer has come, what the first one says is on the page.
  for (const width of ['714', '360']) {
    const asked = page.waitForResponse('**/api/preview?*');
    await page.locator('#look-width').selectOption(width);
    await asked;
  }
  await page.unroute('**/api/preview?*');
  assert.ok(await page.locator('#look .stale').isHidden());
  const path = join(root, SOURCE);
  await replace(async () => {
    writeFileSync(path, readFileSync(path, 'utf8').replace('+++', '++'));
    await page.locator('#look .stale:visible').waitFor();
  });
  assert.match(await said(), /^The deck has errors/);
});
