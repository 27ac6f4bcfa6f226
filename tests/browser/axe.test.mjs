// axe finds nothing: at every step and on every page, in every language, light, dark and in high contrast.
import assert from 'node:assert/strict';
import test from 'node:test';
import { violations } from './axe.mjs';
import { launch, openPage } from './browser.mjs';
import { LANGUAGES, OWN_DECK, build, shipped } from './packages.mjs';
import { serve } from './server.mjs';
import { openCard, walkSituation } from './walk.mjs';

const PAGES = ['_overview', '_game', '_board', '_capsules', '_privacy', '_credits'];
// The colours of the device, what the learner has set on the page, and which rules: what colours cannot break is asked once.
const LOOKS = [['light', 'auto', 'all'], ['dark', 'auto', 'colours'], ['light', 'dark', 'colours'], ['light', 'contrast', 'colours']];

async function inEveryLook(page, where, sum) {
  for (const [device, own, rules] of LOOKS) {
    await page.emulateMedia({ colorScheme: device, reducedMotion: 'reduce' });
    await page.evaluate((theme) => { document.documentElement.dataset.theme = theme; }, own);
    const found = await violations(page, rules);
    sum.runs += 1;
    assert.deepEqual(found, [], where + ', device ' + device + ', page ' + own);
  }
}

async function judge(t, browser, origin, { name, course }) {
  const { page, context } = await openPage(browser, { viewport: { width: 714, height: 666 } });
  const sum = { runs: 0 };
  await page.goto(origin + '/p/' + name + '/index.html');
  await page.waitForSelector('html.js');
  for (const { id } of course.situations) {
    await openCard(page, id);
    await walkSituation(page, { at: (step) => inEveryLook(page, name + ' ' + id + ' ' + step, sum) });
  }
  for (const view of PAGES) {
    await page.evaluate((hash) => { window.location.hash = hash; }, '#' + view);
    await page.waitForSelector('#' + view + '.open');
    await inEveryLook(page, name + ' ' + view, sum);
  }
  await page.locator('#_tools button').click();
  await inEveryLook(page, name + ' display settings', sum);
  t.diagnostic(name + ': ' + sum.runs + ' times axe, nothing found');
  await context.close();
}

for (const language of LANGUAGES) {
  test('every step and page in ' + language, async (t) => {
    const [one] = build(t, OWN_DECK, '--lang', language, '--tracking', 'reflective');
    const { origin } = await serve(t, [one]);
    await judge(t, await launch(t), origin, one);
  });
}

test('the deck that ships', async (t) => {
  const one = shipped(t);
  const { origin } = await serve(t, [one]);
  await judge(t, await launch(t), origin, { ...one, course: { situations: one.course.situations.slice(0, 1) } });
});

test('the page as it is without a script', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'en');
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t));
  await page.route('**/module.js', (route) => route.abort());
  await page.goto(origin + '/p/' + one.name + '/index.html');
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), []);
  }
});
