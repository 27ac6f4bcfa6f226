// The tutor's sheet, as a tutor opens it: in each language, on a narrow screen and on paper.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { violations } from './axe.mjs';
import { launch, openPage } from './browser.mjs';
import { LANGUAGES, OWN_DECK, SHIPPED_DECK, archives } from './packages.mjs';

const FORMATS = ['scorm12', 'scorm2004', 'cmi5', 'xapi', 'web', 'print'];

test('axe finds nothing, nothing is cut at 320 pixels, and it fits on two sheets of paper', async (t) => {
  const browser = await launch(t);
  const { page } = await openPage(browser, { viewport: { width: 320, height: 640 } });
  for (const language of LANGUAGES) {
    const made = archives(t, OWN_DECK, '--lang', language, '--to', FORMATS.join(), '--tracking', 'reflective');
    assert.equal(made.length, FORMATS.length);
    for (const { name, folder } of made) {
      await page.goto(pathToFileURL(join(folder, 'tutor.html')).href);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page), [], name + ' ' + colorScheme);
      }
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 320, name + ' is ' + width + ' pixels wide');
      assert.ok((await sheets(page)) <= 2, name + ' takes more than two sheets');
    }
  }
});

// The longest sheets are those of the whole deck that ships, with the list of its situations.
test('the sheet of a whole deck fits on two sheets of paper as well', async (t) => {
  const browser = await launch(t);
  const { page } = await openPage(browser);
  for (const language of LANGUAGES) {
    const options = ['--lang', language, '--to', 'scorm12,scorm2004', '--tracking', 'reflective', '--split', 'deck'];
    for (const { name, folder } of archives(t, SHIPPED_DECK, ...options)) {
      await page.goto(pathToFileURL(join(folder, 'tutor.html')).href);
      assert.ok((await sheets(page)) <= 2, name + ' takes more than two sheets');
    }
  }
});

async function sheets(page) {
  const margin = { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' };
  const pdf = await page.pdf({ format: 'A4', margin });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
}
