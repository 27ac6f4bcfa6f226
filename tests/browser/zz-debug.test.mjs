// Modules that speak with a record store, in the studio's simulated LMS: what is said is seen as a request, in the store and on the tutor's
// page; a learner comes back where they were; without a connection nothing is called saved.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { violations } from './axe.mjs';
import { launch } from './browser.mjs';
import { OWN_DECK } from './packages.mjs';
import { startStudio } from './studio-start.mjs';
import { pressOn } from './walk.mjs';

const CARD = 't1-s01';
const LEARNER = new RegExp(/^learner = "(.*)"$/m.exec(readFileSync(new URL('../../templates/studio/en.toml', import.meta.url), 'utf8'))[1]);
const SOURCE = 'fr/1-deborder/01-appel.md';

// The studio with the module of the test deck open in a format. Answers to facts leave only at the level `standard`.
async function start(t, format, { profile = null, scorm = false } = {}) {
  const prepare = (root) => {
    const path = join(root, 'deck.toml');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, /^tracking =/m.test(text) ? text.replace(/^tracking = .*$/m, 'tracking = "standard"') : 'tracking = "standard"\n' + text);
  };
  const { page, root, watch } = await startStudio(t, await launch(t), { deck: OWN_DECK, prepare, page: { viewport: { width: 1440, height: 1100 } } });
  await page.locator('#look-format').waitFor();
  await page.selectOption('#look-language', 'fr');
  await page.selectOption('#look-format', format);
  if (profile) await page.selectOption('#look-profile', profile);
  await page.evaluate(() => { document.querySelector('#look details.drawer').open = true; });
  const player = async () => {
    const element = await page.waitForSelector('#look .stage iframe[src*="/' + format + '/fr/"]' + (profile ? '[src*="profile=' + profile + '"]' : ''));
    return element.contentFrame();
  };
  const module = async (tab = 0) => {
    const frame = await player();
    await frame.waitForFunction((at) => document.querySelectorAll('#tabs > iframe').length > at, tab);
    const inner = await (await frame.$$('#tabs > iframe'))[tab].contentFrame();
    await inner.waitForSelector('html.js', { state: 'attached' });
    // The adapter has read what the store has: until then nothing can be said.
    await inner.waitForFunction(() => /\S/.test((document.getElementById('_saved') || {}).textContent || ''));
    return inner;
  };
  const view = async (key) => {
    await page.click('#lms-tab-' + key);
    return page.locator('#lms-view-' + key);
  };
  const act = async (name) => page.click('[data-act=' + name + ']');
  if (!scorm) await module();
  return { page, root, watch, player, module, view, act };
}

async function goTo(module, step) {
  await module.evaluate((hash) => { window.location.hash = hash; }, '#' + CARD + '/' + step);
  await module.waitForSelector('[id="' + CARD + '/' + step + '"].open');
}

async function answerWrongly(module) {
  await goTo(module, 'quiz');
  const item = module.locator('[id="' + CARD + '/quiz"] .item[data-item=q1]');
  await item.locator('.choice:has(input[value="0"]) label').click();
  await item.locator('.doing button').click();
  await pressOn(module);
}

// The page of the tutor's report, which is made anew while statements arrive.
const report = (page) => page.frameLocator('#lms-view-tutor iframe.report[sandbox=""]');


test('debug', async (t) => {
  const studio = await start(t, process.env.F || 'cmi5', { scorm: process.env.F === 'scorm12' });
  const { page } = studio;
  page.setDefaultTimeout(6000);
  if (process.env.F !== 'scorm12') {
  await answerWrongly(await studio.module());
  const calls = await studio.view('calls');
  await calls.locator('tr', { hasText: /answered q1 = / }).waitFor();
  console.log(await calls.innerText());
  await studio.act('close');
  await page.waitForTimeout(1000);
  await studio.act('open');
  const m = await studio.module();
  await page.waitForTimeout(1000);
  console.log(await m.evaluate(() => document.body.innerText.slice(0, 800)));
  console.log(await calls.innerText());
  } else await page.waitForTimeout(2500);
  await studio.view('tutor');
  await page.waitForTimeout(2500);
  await page.screenshot({ path: '/tmp/studio-dbg.png', fullPage: true });
  const f = await (await page.$('#lms-view-tutor iframe.report'))?.contentFrame();
  console.log(f && (await f.content()).replace(/<style[\s\S]*?<\/style>/, '').slice(0, 5000));
  console.log((await (await page.$('#lms-view-tutor')).innerText()).slice(0, 1500));
});
