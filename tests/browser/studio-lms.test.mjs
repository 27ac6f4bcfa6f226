// The studio's simulated LMS, as an author uses it: play a quiz, see the call, the state and the tutor's cell, leave and come back, lose
// the connection, look in review.
import assert from 'node:assert/strict';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { readFileSync, readdirSync } from 'node:fs';
import { violations } from './axe.mjs';
import { launch, openPage } from './browser.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { serveStudio, textsOf } from './studio-lms.mjs';
import { pressOn } from './walk.mjs';

const TEXTS = textsOf('fr');
const CARD = 't1-s01';

// The page of the studio with the module open in its LMS. `act` presses a button and waits until the player has done it.
async function start(t, { format = 'scorm12', profile = 'moodle45', page: options = {}, ...setup } = {}) {
  const [one] = build(t, OWN_DECK, '--lang', 'fr', '--to', format, '--tracking', 'standard');
  const origin = await serveStudio(t, one, { format, profile, ...setup });
  const { page, watch } = await openPage(await launch(t), { viewport: { width: 1280, height: 1100 }, locale: 'fr-FR', reducedMotion: 'reduce', ...options });
  await page.goto(origin + '/');
  const studio = {
    page, watch, course: one.course,
    heard: (kind) => page.evaluate((wanted) => window.heard.filter((message) => message.cartable === wanted), kind),
    state: async () => (await studio.heard('state')).at(-1),
    visit: async () => (await studio.heard('visit')).at(-1),
    module: (tab = 0) => moduleOf(page, tab),
    view: async (key) => { await page.click('#lms-tab-' + key); return page.locator('#lms-view-' + key); },
    act: async (act) => {
      const before = (await studio.heard('visit')).length;
      await page.click('[data-act=' + act + ']');
      await page.waitForFunction((count) => window.heard.filter(({ cartable }) => cartable === 'visit').length > count, before);
    },
  };
  await studio.module();
  return studio;
}

// The frame of the module in a tab of the learner: studio, player, the LMS's page, module.
async function moduleOf(page, tab) {
  const player = await (await page.waitForSelector('main > iframe')).contentFrame();
  await player.waitForFunction((at) => document.querySelectorAll('#tabs > iframe').length > at, tab);
  const outer = await (await player.$$('#tabs > iframe'))[tab].contentFrame();
  const inner = await (await outer.waitForSelector('iframe')).contentFrame();
  await inner.waitForSelector('html.js', { state: 'attached' });
  return inner;
}

async function goTo(module, step) {
  await module.evaluate((hash) => { window.location.hash = hash; }, '#' + CARD + '/' + step);
  await module.waitForSelector('[id="' + CARD + '/' + step + '"].open');
}

// Answers the first question of the quiz wrongly, and leaves the quiz, which is when answers are sent.
async function answerWrongly(module) {
  await goTo(module, 'quiz');
  const item = module.locator('[id="' + CARD + '/quiz"] .item[data-item=q1]');
  await item.locator('.choice:has(input[value="0"]) label').click();
  await item.locator('.doing button').click();
  await pressOn(module);
}

const saved = (module) => module.locator('#_saved').textContent();
const calls = async (studio, name, element) => (await studio.heard('call')).filter((call) => call.name.endsWith(name) && call.args[0] === element);

test('a wrong answer is seen as a call, in the state, as what left, and in the tutor’s report', async (t) => {
  const studio = await start(t);
  await answerWrongly(await studio.module());
  await studio.page.waitForFunction(() => window.heard.some(({ cartable, values }) => cartable === 'state' && values['cmi.interactions.0.result']));
  const [result] = await calls(studio, 'SetValue', 'cmi.interactions.0.result');
  assert.deepEqual([result.args[1], result.result, result.error], ['wrong', 'true', '0']);
  assert.match(await (await studio.view('calls')).innerText(), /cmi\.interactions\.0\.result = wrong/);
  assert.equal((await studio.state()).values['cmi.interactions.0.result'], 'wrong');
  const state = await (await studio.view('state')).innerText();
  assert.match(state, /cmi\.interactions\.0\.result\s+wrong/);
  assert.match(state, /cmi\.suspend_data[^\n]*\d sur 64[\s ]?000/);
  const left = await studio.view('left');
  const facts = left.locator('tr', { hasText: 'Vos réponses aux questions' });
  assert.match(await facts.innerText(), /Oui[\s\S]*cmi\.interactions\.0\.result = wrong/);
  assert.equal(await left.locator('.alarm').count(), 0);
  const [interactions] = await (await studio.view('tutor')).locator('table', { hasText: TEXTS.reports.interactions }).all();
  const cells = await interactions.locator('tr').evaluateAll((rows) => rows.map((row) => Array.from(row.cells, (cell) => cell.textContent)));
  const cell = (heading) => cells[1][cells[0].indexOf(heading)];
  assert.deepEqual([cell('Nom'), cell('Tentative'), cell('Résultat 0')], ['Ada Marker', '1', 'wrong']);
  assert.notEqual(cell('Réponse 0'), cell('Réponse correcte 0'));
  assert.deepEqual(studio.watch.troubles, []);
});
