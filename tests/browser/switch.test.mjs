// The learner's language switch: one module, several pages, one session in the LMS.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { violations } from './axe.mjs';
import { launch, noTrouble, openPage } from './browser.mjs';
import { SCORM12, both } from '../runtime/editions.mjs';
import { createRecord, held, noFaults, objectives, recordOf, sets, commits, values, visit } from './lms.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';
import { doStep, openCard, openStep, pressOn, stepName, walkModule, walkSituation } from './walk.mjs';

async function start(t, { tracking = 'standard', locale = 'fr-FR', edition = SCORM12, ...more } = {}) {
  const [one] = build(t, OWN_DECK, '--to', edition.key, '--lang', 'all', '--tracking', tracking);
  const { origin } = await serve(t, [one]);
  const opened = await openPage(await launch(t), { locale, ...more });
  return { one, origin, address: origin + '/p/' + one.name + '/', ...opened };
}

const tongue = (sco, language) => sco.locator('#_tongues a[hreflang="' + language + '"]');
const spoken = (sco) => sco.evaluate(() => document.documentElement.lang);

async function arrived(sco, language) {
  await sco.waitForSelector('html.js[lang="' + language + '"]');
}

// Changes the language; what is asked on the way is answered by going on.
async function turn(sco, language) {
  await tongue(sco, language).click();
  const ask = sco.locator('.ask:visible');
  if (await ask.count()) await ask.locator('button').nth(-2).click();
  await arrived(sco, language);
}

// Hours, minutes and seconds in the form of either edition.
const seconds = (text) => text.match(/[\d.]+/g).reduce((sum, part) => sum * 60 + Number(part), 0);
const calls = (log, name) => log.filter((entry) => entry.call === name).length;

for (const tracking of ['essential', 'standard', 'reflective']) {
  both('half in French, finished in Romanian, in one session: ' + tracking, async (edition, t) => {
    const { one, origin, page, watch } = await start(t, { tracking, edition });
    const record = recordOf(edition);
    const session = await visit(page, origin, one.name, record);
    const { sco } = session;
    const [first, second] = one.course.situations;
    await openCard(sco, first.id);
    await walkSituation(sco);
    await openCard(sco, second.id);
    for (let step = 0; step < 2; step += 1) {
      await doStep(sco, await stepName(sco));
      await pressOn(sco);
    }
    const place = await sco.evaluate(() => window.location.hash);
    const over = await session.heard(() => turn(sco, 'ro'));
    assert.equal(await sco.evaluate(() => window.location.hash), place, 'the place is kept, the mark is gone');
    assert.match(await sco.evaluate(() => window.location.pathname), /\/ro\.html$/);
    assert.equal(await sco.locator('.view.open .thread a.done').count(), 2);
    assert.equal(commits(over).length, 2, 'one on each side');
    assert.deepEqual([calls(over, edition.calls.initialize), calls(over, edition.calls.end)], [0, 0]);
    if (tracking === 'essential') assert.ok(sets(over).length <= edition.most, JSON.stringify(sets(over)));
    await walkSituation(sco);
    assert.equal(await sco.locator('.card.done').count(), 2);
    const log = await session.leave('gone');
    assert.deepEqual([calls(log, edition.calls.initialize), calls(log, edition.calls.end)], [1, 1]);
    assert.equal(held(record).status, 'completed');
    assert.deepEqual(objectives(record), { [first.id]: 'completed', [second.id]: 'completed' });
    noFaults(log);
    noTrouble(watch, origin, one.name);
  });
}

both('a score that was reached in one language is the same when all is done again in three others', async (edition, t) => {
  const { one, origin, page, watch } = await start(t, { edition });
  const record = recordOf(edition);
  const session = await visit(page, origin, one.name, record);
  const { sco } = session;
  await walkModule(sco, one.course);
  for (const language of ['en', 'el', 'ro', 'fr']) {
    await turn(sco, language);
    assert.equal(await sco.locator('.card.done').count(), one.course.situations.length, language);
  }
  const log = await session.leave();
  assert.deepEqual([held(record).status, held(record).score], ['completed', '100']);
  assert.equal(new Set(values(log, edition.names.time)).size > 1, true, 'time goes on');
  const times = values(log, edition.names.time);
  assert.deepEqual(times.map(seconds), times.map(seconds).sort((a, b) => a - b), 'and never back');
  noFaults(log);
  noTrouble(watch, origin, one.name);
});

test('going back after the switch leaves the module, and not for the language before', async (t) => {
  const { one, origin, page } = await start(t);
  const session = await visit(page, origin, one.name, createRecord());
  const { sco } = session;
  await openCard(sco, 't1-s01');
  await pressOn(sco);
  await pressOn(sco);
  await turn(sco, 'ro');
  await pressOn(sco);
  const back = () => page.evaluate(() => { setTimeout(() => window.history.back()); });
  await back();
  await sco.waitForSelector('html[lang="ro"] .step-prompts.open');
  const log = await session.log();
  assert.equal(calls(log, 'LMSFinish'), 0);
  noFaults(log);
  await Promise.all([page.waitForURL('about:blank'), back()]);
});

test('what was typed stays behind: the learner is told, may stay, may save it, and it is nowhere else', async (t) => {
  const { one, origin, page, watch } = await start(t, { acceptDownloads: true });
  const record = createRecord();
  const session = await visit(page, origin, one.name, record);
  const { sco } = session;
  await openCard(sco, 't1-s01');
  await pressOn(sco);
  await pressOn(sco);
  await sco.locator('.step-prompts.open textarea').first().fill('ZQMARKER <b>');
  await tongue(sco, 'ro').click();
  const ask = sco.locator('.ask[aria-labelledby="_ask"]');
  await ask.waitFor();
  assert.equal(await ask.evaluate((panel) => panel === document.activeElement), true);
  assert.deepEqual(await violations(sco), []);
  await ask.locator('button').last().click();
  assert.equal(await ask.isVisible(), false);
  assert.equal(await tongue(sco, 'ro').evaluate((link) => link === document.activeElement), true);
  assert.equal(await spoken(sco), 'fr');
  await tongue(sco, 'ro').click();
  const [file] = await Promise.all([page.waitForEvent('download'), ask.locator('button').first().click()]);
  assert.match(file.suggestedFilename(), /^essai-t1\.html$/);
  assert.match(readFileSync(await file.path(), 'utf8'), /lang="fr"[\s\S]*ZQMARKER &lt;b&gt;/);
  await ask.locator('button').nth(1).click();
  await arrived(sco, 'ro');
  const traces = await sco.evaluate(() => JSON.stringify([location.href, document.title, window.name, history.state, { ...localStorage }, { ...sessionStorage }, document.cookie]));
  const log = await session.leave();
  assert.doesNotMatch(traces + JSON.stringify(log) + JSON.stringify(record) + watch.urls.join(), /ZQMARKER/);
  noFaults(log);
  noTrouble(watch, origin, one.name);
});

test('nobody is asked where nothing stays behind', async (t) => {
  const { one, origin, page } = await start(t);
  const session = await visit(page, origin, one.name, createRecord());
  await openCard(session.sco, 't1-s01');
  await pressOn(session.sco);
  await tongue(session.sco, 'en').click();
  await arrived(session.sco, 'en');
  noFaults(await session.leave());
});

test('where nothing is recorded, the progress of the visit stays behind, and the learner is told', async (t) => {
  const { page, address } = await start(t);
  await page.goto(address + 'index.html');
  await arrived(page, 'fr');
  await tongue(page, 'en').click();
  await arrived(page, 'en');
  await openCard(page, 't1-s01');
  await pressOn(page);
  await tongue(page, 'el').click();
  await page.locator('.ask:visible').waitFor();
  await page.locator('.ask button').first().click();
  await arrived(page, 'el');
  assert.equal(await page.evaluate(() => window.location.hash), '#t1-s01/reaction');
});

for (const [locale, language] of [['fr-BE', 'fr'], ['en-GB', 'en'], ['ro-RO', 'ro'], ['el-CY', 'el'], ['de-DE', 'fr']]) {
  test('a browser in ' + locale + ' opens the module in ' + language, async (t) => {
    const { one, origin, page, watch, address } = await start(t, { locale });
    const session = await visit(page, origin, one.name, createRecord(), { hash: '#t1-s02/quiz' });
    await arrived(session.sco, language);
    assert.equal(await session.sco.evaluate(() => window.location.hash), '#t1-s02/quiz');
    const log = await session.leave();
    assert.equal(calls(log, 'LMSInitialize'), 1);
    noFaults(log);
    // Who has chosen is not led elsewhere, nor after a reload.
    const other = language === 'ro' ? 'fr' : 'ro';
    await page.goto(address + 'index.html');
    await arrived(page, language);
    await turn(page, other);
    await page.reload();
    await arrived(page, other);
    if (![language, other].includes('fr')) {
      await turn(page, 'fr');
      await page.reload();
      await arrived(page, 'fr');
    }
    noTrouble(watch, origin, one.name);
  });
}

test('without a script the links lead from page to page', async (t) => {
  const { page, address } = await start(t, { javaScriptEnabled: false });
  await page.goto(address + 'index.html');
  for (const language of ['en', 'ro', 'el', 'fr']) {
    assert.equal(await page.locator('#_tongues a').count(), 3);
    await tongue(page, language).click();
    await page.waitForSelector('html[lang="' + language + '"]');
  }
});

test('without a connection, a page that nothing is recorded of says so before it goes', async (t) => {
  const { page, address } = await start(t);
  await page.goto(address + 'index.html');
  await arrived(page, 'fr');
  await page.context().setOffline(true);
  await tongue(page, 'en').click();
  await page.locator('.ask:visible').waitFor();
  assert.match(await page.locator('.ask:visible').textContent(), /pas de connexion/);
  await page.locator('.ask:visible button').last().click();
  assert.equal(await spoken(page), 'fr');
  await page.context().setOffline(false);
  await turn(page, 'en');
});

test('another tab is a visit of its own: the page stays as it is', async (t) => {
  const { one, origin, page, context } = await start(t);
  const session = await visit(page, origin, one.name, createRecord());
  const [tab] = await Promise.all([context.waitForEvent('page'), tongue(session.sco, 'en').click({ modifiers: ['Control'] })]);
  await arrived(tab, 'en');
  assert.equal(await spoken(session.sco), 'fr');
  await openCard(session.sco, 't1-s01');
  await pressOn(session.sco);
  noFaults(await session.leave());
});

test('on a phone and on a large screen the links can be touched, and nothing overflows', async (t) => {
  for (const width of [320, 360, 714, 1280]) {
    const { page, address } = await start(t, { viewport: { width, height: 700 } });
    for (const hash of ['', '#t1-s01/quiz']) {
      await page.goto('about:blank');
      await page.goto(address + 'index.html' + hash);
      await arrived(page, 'fr');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, width + hash);
      for (const box of await page.locator('#_tongues a').evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height))) assert.ok(box >= 44 - 0.5, width + ': ' + box);
      assert.deepEqual(await violations(page), []);
      if (process.env.SHOTS) await page.screenshot({ path: process.env.SHOTS + '/switch-' + width + (hash && '-quiz') + '.png' });
    }
    await page.close();
  }
});
