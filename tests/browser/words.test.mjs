// What a learner writes is not lost by surprise: the browser asks before the page goes, and only while words stand on it that were not
// saved.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';

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
