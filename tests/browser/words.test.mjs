// What a learner writes is not lost by surprise: the browser asks before the page goes, and only while words stand on it that were not
// saved.
import assert from 'node:assert/strict';
import test from 'node:test';
import { asksToStay, launch, openPage } from './browser.mjs';
import { violations } from './axe.mjs';
import { createRecord, frameOf, visit } from './lms.mjs';
import { OWN_DECK, SHIPPED_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';
import { openCard, openStep, pressOn, walkSituation } from './walk.mjs';

test('the browser asks before it leaves a page with words, and not before or after', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'fr');
  const { origin } = await serve(t, [one]);
  const { page, watch } = await openPage(await launch(t), { acceptDownloads: true });
  const asked = [];
  page.on('dialog', (dialog) => asked.push(dialog.type()));
  const address = origin + '/p/' + one.name + '/index.html#' + one.course.situations[0].id + '/synthesis';
  const write = async (text) => {
    await page.waitForSelector('.step-synthesis.open textarea');
    await page.locator('.step-synthesis textarea').first().click();
    await page.locator('.step-synthesis textarea').first().fill(text);
  };
  await page.goto(address);
  await page.reload();
  assert.deepEqual(asked, [], 'nothing was written');
  await write('une phrase');
  await page.reload();
  assert.deepEqual(asked, ['beforeunload']);
  await write('une phrase');
  await write('');
  await page.reload();
  assert.deepEqual(asked, ['beforeunload'], 'the words were taken away again');
  await write('une phrase');
  const saved = page.waitForEvent('download');
  await page.locator('.step-synthesis .doing button').last().click();
  await saved;
  await page.reload();
  assert.deepEqual(asked, ['beforeunload'], 'they were saved');
  assert.deepEqual(watch.troubles, []);
});

test('what one sheet holds is no longer asked about, what stands on another is', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'fr');
  const { origin } = await serve(t, [one]);
  const browser = await launch(t);
  for (const hand of ['print', 'save']) {
    const { page, watch } = await openPage(browser, { acceptDownloads: true });
    await page.addInitScript(() => { window.print = () => null; });
    const asked = [];
    page.on('dialog', (dialog) => asked.push(dialog.type()));
    await page.goto(origin + '/p/' + one.name + '/index.html');
    const doing = page.locator('.view.open .step.open .doing button');
    const keepSheet = async () => {
      if (hand === 'print') return doing.first().click();
      return Promise.all([page.waitForEvent('download'), doing.last().click()]);
    };
    for (const { id } of one.course.situations) {
      await page.evaluate((hash) => { window.location.hash = hash; }, '#' + id + '/synthesis');
      await page.waitForSelector('[id="' + id + '/synthesis"].open');
      await page.locator('.view.open .step.open textarea').first().fill('mot de ' + id);
    }
    await keepSheet();
    await page.reload();
    assert.deepEqual(asked, ['beforeunload'], hand + ': the first card is on no sheet');
    for (const { id } of one.course.situations) {
      await page.evaluate((hash) => { window.location.hash = hash; }, '#' + id + '/synthesis');
      await page.waitForSelector('[id="' + id + '/synthesis"].open');
      await page.locator('.view.open .step.open textarea').first().fill('mot de ' + id);
      await keepSheet();
    }
    await page.reload();
    assert.deepEqual(asked, ['beforeunload'], hand + ': both are');
    assert.deepEqual(watch.troubles, []);
  }
});

test('what stands in a handout is asked about, whoever keeps their notes', async (t) => {
  const [one] = build(t, SHIPPED_DECK, '--theme', 't2', '--lang', 'all');
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t), { acceptDownloads: true });
  await page.goto(origin + '/p/' + one.name + '/index.html#_capsules');
  await page.evaluate(() => document.querySelectorAll('details.handout').forEach((sheet) => { sheet.open = true; }));
  const field = page.locator('.part-fields input').first();
  await field.fill('mots du mandat');
  assert.equal(await asksToStay(page), true);
  await page.locator('#_tongues a').first().click();
  await page.locator('.ask:visible').waitFor();
  assert.doesNotMatch(await page.locator('.ask:visible').textContent(), /enregistrer/, 'no file holds it');
  await page.locator('.ask button').last().click();
  // Notes that are saved do not take it along.
  const id = one.course.situations[0].id;
  await page.evaluate((hash) => { window.location.hash = hash; }, '#' + id + '/synthesis');
  await page.waitForSelector('[id="' + id + '/synthesis"].open');
  await openStep(page).locator('textarea').first().fill('une phrase');
  await page.evaluate(() => { window.location.hash = '#_overview'; });
  await Promise.all([page.waitForEvent('download'), page.locator('.notebook .doing button').last().click()]);
  assert.equal(await asksToStay(page), true, 'the handout is in no file');
  await page.evaluate(() => { window.location.hash = '#_capsules'; });
  await field.fill('');
  assert.equal(await asksToStay(page), false);
  const box = page.locator('.handout input[type=checkbox], .handout input[type=radio]').first();
  await box.check();
  assert.equal(await asksToStay(page), true, 'a tick is work, too');
  await page.evaluate(() => document.querySelectorAll('.handout input').forEach((input) => { input.checked = false; }));
  await page.evaluate(() => { window.location.hash = '#_overview'; });
  await page.locator('.notebook label.weight').click();
  await page.evaluate(() => { window.location.hash = '#_capsules'; });
  await field.fill('mots du mandat');
  assert.equal(await asksToStay(page), true, 'the device keeps notes, and no handouts');
});

test('where notes are kept, a change of language has nothing to ask', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'all');
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t));
  const session = await visit(page, origin, one.name, createRecord());
  const { sco } = session;
  await sco.locator('.notebook label.weight').click();
  await openCard(sco, 't1-s01');
  await pressOn(sco);
  await pressOn(sco);
  await sco.locator('.step-prompts.open textarea').first().fill('des mots');
  await sco.locator('#_tongues a[hreflang="ro"]').click();
  await sco.waitForSelector('html[lang="ro"] .step-prompts.open');
  assert.equal(await sco.locator('.step-prompts.open textarea').first().inputValue(), 'des mots');
  // The words are the learner's, what stands above them is the page's.
  await sco.evaluate(() => { window.location.hash = '#_overview'; });
  const sheet = sco.locator('.notebook .sheet').first();
  await sheet.waitFor({ state: 'attached' });
  assert.match(await sheet.textContent(), /Ce ați face în locul ei/);
});

test('words that are written once something is wrong can be saved from the bar', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'fr');
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t), { acceptDownloads: true });
  await visit(page, origin, one.name, createRecord());
  // In a frame of a platform that has nothing to save to.
  await page.evaluate(() => {
    delete window.API;
    window.frames[0].location.reload();
  });
  const sco = await frameOf(page);
  await sco.waitForSelector('#_bar[data-kind="impossible"]:not([hidden])');
  await openCard(sco, 't1-s01');
  await pressOn(sco);
  await pressOn(sco);
  const save = sco.locator('#_bar button');
  assert.equal(await save.isVisible(), false, 'there is nothing to save');
  await sco.locator('.step-prompts.open textarea').first().fill('des mots');
  const [file] = await Promise.all([page.waitForEvent('download'), save.click()]);
  assert.match(file.suggestedFilename(), /html$/);
});

test('a module of one situation has an end that can be seen, and a way back to its steps', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'fr', '--split', 'situation');
  const { origin } = await serve(t, [one]);
  const { page, watch } = await openPage(await launch(t));
  const { sco } = await visit(page, origin, one.name, createRecord());
  await sco.waitForSelector('.step.open');
  await walkSituation(sco);
  const end = sco.locator('.view.open > .end');
  assert.match(await end.textContent(), /terminée/);
  assert.equal(await end.evaluate((place) => place === document.activeElement), true);
  assert.equal(await openStep(sco).isVisible(), false);
  assert.deepEqual(await violations(sco), []);
  await sco.locator('.way summary').click();
  await sco.locator('.thread a').last().click();
  await openStep(sco).waitFor();
  assert.equal(await end.isVisible(), false);
  assert.deepEqual(watch.troubles, []);
});

test('what weighed in a dilemma is on the sheet, and asked about before it goes', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'all');
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t));
  await page.goto(origin + '/p/' + one.name + '/index.html');
  const id = one.course.situations.find(({ steps }) => steps.includes('dilemma') && steps.includes('synthesis')).id;
  const go = async (step) => {
    await page.evaluate((hash) => { window.location.hash = hash; }, '#' + id + '/' + step);
    await page.waitForSelector('[id="' + id + '/' + step + '"].open');
  };
  await go('dilemma');
  const argument = openStep(page).locator('.side .weight').last();
  await argument.click();
  const said = (await argument.textContent()).trim();
  await go('synthesis');
  assert.ok((await openStep(page).locator('.sheet').textContent()).includes(said));
  await page.locator('#_tongues a').first().click();
  await page.locator('.ask:visible').waitFor();
});
