// Modules that speak with a record store, in the studio's simulated LMS: what is said is seen as a request, in the store and on the tutor's
// page; a learner comes back where they were; without a connection nothing is called saved.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { violations } from './axe.mjs';
import { launch } from './browser.mjs';
import { OWN_DECK } from './packages.mjs';
import { answerWrongly, goTo } from './studio-learner.mjs';
import { startStudio } from './studio-start.mjs';
import { pressOn } from './walk.mjs';

// A step of nine was gone through.
const GONE_ON = /Étapes\s:\s1\ssur\s9/;
const LEARNER = new RegExp(/^learner = "(.*)"$/m.exec(readFileSync(new URL('../../templates/studio/en.toml', import.meta.url), 'utf8'))[1]);
const SOURCE = 'fr/1-deborder/01-appel.md';

// The studio with the module of the test deck open in a format. Answers to facts leave only at the level `standard`.
const PATIENCE = 20000;
async function start(t, format, { profile = null, scorm = false } = {}) {
  const prepare = (root) => {
    const path = join(root, 'deck.toml');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, /^tracking =/m.test(text) ? text.replace(/^tracking = .*$/m, 'tracking = "standard"') : 'tracking = "standard"\n' + text);
  };
  const { page, root, watch } = await startStudio(t, await launch(t), { deck: OWN_DECK, prepare, page: { viewport: { width: 1440, height: 1100 } } });
  page.setDefaultTimeout(PATIENCE);
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

// A store without a document yet answers 404, and Chromium has its own view of the frame's sandbox.
const troubles = ({ watch }) => watch.troubles.filter((told) => !/status of 404|escape its sandboxing/.test(told));

// The page of the tutor's report, which is made anew while statements arrive.
const report = (page) => page.frameLocator('#lms-view-tutor iframe.report[sandbox=""]');

for (const format of ['cmi5', 'xapi']) {
  test(format + ': a wrong answer is a request, a statement in the store, and a line on the tutor’s page', async (t) => {
    const studio = await start(t, format);
    await answerWrongly(await studio.module());
    const calls = await studio.view('calls');
    await calls.locator('tr', { hasText: /answered q1 = / }).waitFor();
    assert.equal(await calls.locator('tr.fault').count(), 0, await calls.innerText());
    const state = await studio.view('state');
    const told = state.locator('tr').filter({ has: studio.page.getByRole('cell', { name: 'answered', exact: true }) }).first();
    await told.locator('summary').click();
    assert.match(await told.locator('pre').innerText(), /"success": false/);
    await state.locator('tr', { hasText: 'resume' }).first().waitFor();
    const left = await studio.view('left');
    assert.match(await left.locator('tr', { hasText: 'answered' }).first().innerText(), /q1 = /);
    assert.equal(await left.locator('.alarm').count(), 0, await left.innerText());
    await studio.view('tutor');
    await report(studio.page).getByRole('rowheader', { name: LEARNER }).first().waitFor();
    assert.deepEqual(await violations(studio.page, undefined, '#look .lms'), []);
    assert.deepEqual(troubles(studio), []);
  });
}

test('cmi5: a learner closes the tab, comes back three days later where they were, and the LMS says what it concludes', async (t) => {
  const studio = await start(t, 'cmi5');
  await answerWrongly(await studio.module());
  const calls = await studio.view('calls');
  await calls.locator('tr', { hasText: /answered q1 = / }).waitFor();
  await studio.act('close');
  await calls.locator('tr', { hasText: /terminated/ }).waitFor();
  await studio.act('later');
  await studio.act('open');
  await (await studio.module()).getByText(GONE_ON).waitFor();
  const says = async (who, verb) => {
    const state = await studio.view('state');
    return state.locator('tr', { has: studio.page.getByRole('cell', { name: who, exact: true }) }).filter({ has: studio.page.getByRole('cell', { name: verb, exact: true }) });
  };
  await (await says('The LMS', 'launched')).nth(1).waitFor();
  assert.equal(await (await says('The LMS', 'abandoned')).count(), 0, 'a session that said goodbye is not abandoned');
  // A second window ends the first: the LMS plays a unit once at a time.
  await studio.act('second');
  await studio.module(1);
  await (await says('The LMS', 'abandoned')).first().waitFor();
  assert.deepEqual(troubles(studio), []);
});

test('cmi5: without a connection the page does not say that anything is saved, and with one it does again', async (t) => {
  const studio = await start(t, 'cmi5');
  const module = await studio.module();
  const saved = () => module.locator('#_saved').textContent();
  await goTo(module, 'quiz');
  await module.waitForFunction(() => document.getElementById('_saved').className === 'saved');
  const before = await saved();
  await studio.act('offline');
  await studio.page.getByRole('status').filter({ hasText: 'There is no connection' }).waitFor();
  await pressOn(module);
  await module.waitForFunction((text) => document.getElementById('_saved').textContent !== text, before);
  assert.notEqual(await saved(), before);
  await studio.act('online');
  await module.waitForFunction((text) => document.getElementById('_saved').textContent === text, before);
});

test('cmi5: in review the module says nothing but that it was opened and left', async (t) => {
  const studio = await start(t, 'cmi5');
  await studio.act('review');
  await studio.page.getByRole('status').filter({ hasText: 'review' }).waitFor();
  await answerWrongly(await studio.module());
  await studio.act('close');
  const calls = await studio.view('calls');
  await calls.locator('tr', { hasText: 'terminated' }).nth(1).waitFor();
  assert.equal(await calls.locator('tr', { hasText: /answered|completed|experienced/ }).count(), 0, await calls.innerText());
});

test('cmi5: a new build of the package goes on where the learner was, and another learner begins anew', async (t) => {
  const studio = await start(t, 'cmi5');
  await answerWrongly(await studio.module());
  const calls = await studio.view('calls');
  await calls.locator('tr', { hasText: /answered q1 = / }).waitFor();
  const before = await studio.page.locator('#look .stage iframe').getAttribute('src');
  const path = join(studio.root, SOURCE);
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^title = .*$/m, 'title = "Another title"'));
  await studio.page.waitForSelector('#look .stage iframe[src*="/cmi5/fr/"]:not([src="' + before + '"])');
  const module = await studio.module();
  await module.getByText('Another title').first().waitFor({ state: 'attached' });
  await module.getByText(GONE_ON).waitFor({ state: 'attached' });
  const player = await studio.player();
  await player.evaluate(() => { document.querySelector('#tabs > iframe').dataset.old = ''; });
  await studio.act('anew');
  await player.waitForSelector('#tabs > iframe:not([data-old])', { state: 'attached' });
  const fresh = await studio.module();
  assert.equal(await fresh.getByText(GONE_ON).count(), 0);
  const state = await studio.view('state');
  await state.locator('tr', { hasText: 'answered' }).first().waitFor({ state: 'detached' });
});

test('an LMS that keeps losing its connection: the module says so and loses nothing', async (t) => {
  const studio = await start(t, 'cmi5', { profile: 'drops' });
  await answerWrongly(await studio.module());
  const calls = await studio.view('calls');
  await calls.locator('tr.fault', { hasText: 'No connection' }).first().waitFor();
  const state = await studio.view('state');
  await state.locator('tr').filter({ has: studio.page.getByRole('cell', { name: 'answered', exact: true }) }).first().waitFor();
});

test('SCORM: the tutor’s report is made of what Moodle would export', async (t) => {
  const studio = await start(t, 'scorm12', { scorm: true });
  await studio.view('tutor');
  await report(studio.page).getByRole('rowheader', { name: LEARNER }).first().waitFor();
  await studio.page.selectOption('#lms-whom', 'group');
  await report(studio.page).locator('h1').waitFor();
  await report(studio.page).getByText(LEARNER).first().waitFor({ state: 'detached' });
});
