// The module without a server: opened from a folder, played, printed.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, openPage } from './browser.mjs';
import { OWN_DECK, build, shipped } from './packages.mjs';
import { walkModule } from './walk.mjs';

for (const [name, make] of [['the deck that ships', shipped], ['every kind of item', (t) => build(t, OWN_DECK, '--lang', 'en')[0]]]) {
  test('from a folder: ' + name, async (t) => {
    const one = make(t);
    const { page, watch } = await openPage(await launch(t));
    const folder = pathToFileURL(one.folder).href + '/';
    await page.goto(pathToFileURL(join(one.folder, 'index.html')).href);
    await page.waitForSelector('html.js');
    await walkModule(page, one.course);
    assert.equal(await page.locator('.card.done').count(), one.course.situations.length);
    assert.deepEqual(watch.troubles, []);
    assert.deepEqual(watch.urls.filter((url) => !url.startsWith(folder)), []);
    assert.match(await page.locator('#_saved').textContent(), /./, 'it says that nothing is recorded');
  });
}

test('the whole module on paper, with the script and without', async (t) => {
  const one = shipped(t);
  const browser = await launch(t);
  const pages = {};
  for (const javaScriptEnabled of [true, false]) {
    const { page } = await openPage(browser, { javaScriptEnabled });
    await page.goto(pathToFileURL(join(one.folder, 'index.html')).href);
    const pdf = await page.pdf({ format: 'A4' });
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    pages[javaScriptEnabled] = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  }
  t.diagnostic('pages with the script: ' + pages.true + ', without: ' + pages.false);
  assert.ok(pages.false >= one.course.situations.length);
  assert.ok(pages.true >= 1);
});
