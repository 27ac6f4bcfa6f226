// The sheets of countries: opened beside the module, chosen by keyboard without a script, kept nowhere, and readable by everyone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { violations } from './axe.mjs';
import { launch, noTrouble, openPage } from './browser.mjs';
import { tabTo } from './keys.mjs';
import { archives, build } from './packages.mjs';
import { serve } from './server.mjs';

const DECK = fileURLToPath(new URL('../decks/countries', import.meta.url));

const module = (t, language, ...more) => build(t, DECK, '--lang', language, ...more)[0];
const shown = (page) => page.locator('.part .own:visible h4').allTextContents();
const kept = (page) => page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length);

test('a link opens the entry beside the module, which stays where it was', async (t) => {
  const one = module(t, 'fr');
  const { origin } = await serve(t, [one]);
  const { page, context, watch } = await openPage(await launch(t));
  await page.goto(origin + '/p/' + one.name + '/index.html#t1-s01');
  await page.waitForSelector('html.js');
  const before = page.url();
  const [sheet] = await Promise.all([context.waitForEvent('page'), page.locator('a[href="country.html#_country/child"]:visible').first().click()]);
  await sheet.waitForLoadState();
  assert.equal(new URL(sheet.url()).hash, '#_country/child');
  assert.ok(await sheet.locator('[id="_country/child"]').isVisible());
  assert.equal(page.url(), before);
  assert.equal(await sheet.locator('script').count(), 0);
  noTrouble(watch, origin, one.name);
});

test('a country is chosen by keyboard without a script, and nothing keeps it', async (t) => {
  const one = module(t, 'fr');
  const { origin } = await serve(t, [one]);
  const browser = await launch(t);
  const { page, watch } = await openPage(browser, { javaScriptEnabled: false });
  const address = origin + '/p/' + one.name + '/country.html';
  await page.goto(address);
  assert.deepEqual(await shown(page), ['France', 'Belgique', 'France', 'Belgique', 'France', 'Belgique']);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.deepEqual(await shown(page), ['Belgique', 'Belgique', 'Belgique']);
  await page.keyboard.press('ArrowUp');
  assert.deepEqual(await shown(page), ['France', 'France', 'France']);
  await page.goto('about:blank');
  await page.goto(address);
  assert.equal((await shown(page)).length, 6, 'the next visit knows nothing of the choice');
  assert.deepEqual(watch.troubles, []);
  const { page: reader } = await openPage(browser);
  await reader.goto(address);
  await tabTo({ page: reader, sco: reader }, (now) => now.type === 'radio');
  await reader.keyboard.press('ArrowDown');
  assert.equal((await shown(reader)).length, 3);
  assert.equal(await kept(reader), 0);
});

test('axe finds nothing on the sheet, whatever is chosen, and it fits on a small screen', async (t) => {
  const [fr, en] = [module(t, 'fr'), module(t, 'en')];
  const site = build(t, DECK, '--to', 'web', '--lang', 'all')[0];
  const { origin } = await serve(t, [fr, en, site]);
  const { page } = await openPage(await launch(t), { viewport: { width: 320, height: 640 } });
  for (const path of [fr.name + '/country.html', en.name + '/country.html', site.name + '/countries.html', site.name + '/en/countries.html']) {
    await page.goto(origin + '/p/' + path);
    for (const [colorScheme, rules] of [['light', 'all'], ['dark', 'colours']]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      assert.deepEqual(await violations(page, rules), [], path + ' ' + colorScheme);
    }
    await page.locator('#_country-2').check();
    assert.deepEqual(await violations(page), [], path + ', a country chosen');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path + ' is too wide');
  }
});

test('words of another language are marked, and the printed sheet is whole', async (t) => {
  const one = module(t, 'fr');
  const [print] = archives(t, DECK, '--to', 'print', '--lang', 'fr');
  const { origin } = await serve(t, [one, print]);
  const { page } = await openPage(await launch(t));
  await page.goto(origin + '/p/' + one.name + '/index.html');
  assert.equal(await page.locator('.capsule span[lang="en"]').first().textContent(), 'helpline');
  await page.goto(origin + '/p/' + print.name + '/country.html');
  const words = await page.locator('main').textContent();
  for (const text of ['France', 'Belgique', 'l’enfance (→ Dans votre pays)', '0800\u00a032\u00a0123', 'Vérifié\u00a0: novembre 2026.']) {
    assert.ok(words.includes(text), text);
  }
  assert.deepEqual(await violations(page), []);
  await page.goto(origin + '/p/' + print.name + '/cards.html');
  assert.ok((await page.locator('main').textContent()).includes('de votre pays (→ Dans votre pays)'));
});
