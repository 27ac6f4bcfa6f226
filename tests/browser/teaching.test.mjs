// The teaching sheets as a trainer opens them: from the tutor's sheet, among the sheets to print and on the site; on a narrow screen
// and on paper.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { violations } from './axe.mjs';
import { launch, openPage } from './browser.mjs';
import { LANGUAGES, SHIPPED_DECK, archives } from './packages.mjs';

const NARROW = { viewport: { width: 320, height: 640 } };

async function proper(page, name, schemes = ['light', 'dark']) {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), [], name + ' ' + colorScheme);
  }
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 320, name + ' is ' + width + ' pixels wide');
}

async function sheets(page) {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
}

test('the tutor’s sheet leads to a page that axe accepts, that nothing cuts, and that takes at most three sheets of paper a theme', async (t) => {
  const browser = await launch(t);
  const { page } = await openPage(browser, NARROW);
  for (const language of LANGUAGES) {
    for (const { name, folder } of archives(t, SHIPPED_DECK, '--lang', language, '--to', 'scorm12')) {
      await page.goto(pathToFileURL(join(folder, 'tutor.html')).href);
      await page.click('a[href="teaching.html"]');
      await page.waitForURL('**/teaching.html');
      assert.equal(await page.evaluate(() => document.documentElement.lang), language);
      await proper(page, name);
      const count = await sheets(page);
      assert.ok(count <= 3, name + ' takes ' + count + ' sheets');
    }
  }
});

test('the sheets to print begin each theme on a new page, and are as proper on a screen', async (t) => {
  const browser = await launch(t);
  const { page } = await openPage(browser, NARROW);
  for (const language of LANGUAGES) {
    const [{ name, folder }] = archives(t, SHIPPED_DECK, '--lang', language, '--to', 'print');
    await page.goto(pathToFileURL(join(folder, 'teaching.html')).href);
    await proper(page, name, ['light']);
    const themes = await page.evaluate(() => Array.from(document.querySelectorAll('.chapter'), (one) => getComputedStyle(one).breakBefore));
    assert.ok(themes.length >= 4 && themes.slice(1).every((rule) => rule === 'page'), String(themes));
    const count = await sheets(page);
    assert.ok(count >= themes.length && count <= 3 * themes.length, name + ' takes ' + count + ' sheets');
  }
});

test('the site has a page of them, which its home page leads to', async (t) => {
  const browser = await launch(t);
  const { page } = await openPage(browser, NARROW);
  const [{ name, folder }] = archives(t, SHIPPED_DECK, '--lang', 'el', '--to', 'web');
  await page.goto(pathToFileURL(join(folder, 'index.html')).href);
  await page.click('main a[href="teaching.html"]');
  await page.waitForURL('**/teaching.html');
  await proper(page, name);
  const links = await page.evaluate(() => Array.from(document.querySelectorAll('main .register a'), (link) => Boolean(document.querySelector('[id="' + link.hash.slice(1) + '"]'))));
  assert.ok(links.length >= 4 && links.every(Boolean), 'each link leads to a sheet');
});
