// axe inside the frame of the preview, which it does not enter from the studio's page: the page around the module, the learner's tab, and the
// module itself as it is shown there, in every format that has a page, at every width, light and dark.
import assert from 'node:assert/strict';
import test from 'node:test';
import { violations } from './axe.mjs';
import { launch } from './browser.mjs';
import { OWN_DECK } from './packages.mjs';
import { startStudio } from './studio-start.mjs';

// How many pages are in each other: that of the LMS, the learner's tab, and the module; the tab of a module that is launched is its page. Of an
// e-book its table of contents is shown, which has no main part. It and the question bank leave their ground to the browser, which draws it
// dark; axe takes it for white.
const FORMATS = [['scorm12', 3], ['scorm2004', 3], ['cmi5', 2], ['xapi', 2], ['web', 1], ['print', 1], ['questions', 1], ['epub', 1]];
const NO_GROUND = ['questions', 'epub'];
const ALLOWED = { epub: /^landmark-one-main: html / };

// The frames of the preview from the outside in, once the last one is there.
async function frames(page, depth) {
  const found = [await (await page.waitForSelector('#look .stage > iframe[src^="http"]')).contentFrame()];
  while (found.length < depth) found.push(await (await found.at(-1).waitForSelector('iframe')).contentFrame());
  await Promise.all(found.map((frame) => frame.waitForLoadState()));
  if (depth > 1) await found.at(-1).waitForSelector('html.js', { state: 'attached' });
  return found;
}

// What axe finds in all of them together: it looks into a frame where it is there as well.
async function judge(page, [format, depth], where, only) {
  const found = await frames(page, depth);
  for (const frame of found.slice(1)) await violations(frame, only);
  const left = (await violations(found[0], only)).filter((one) => !(ALLOWED[format] && ALLOWED[format].test(one)));
  assert.deepEqual(left, [], where);
}

for (const row of FORMATS) {
  const [format] = row;
  test('axe has nothing to say of the preview of ' + format, async (t) => {
    const { page } = await startStudio(t, await launch(t), { deck: OWN_DECK, page: { viewport: { width: 1500, height: 900 }, reducedMotion: 'reduce' } });
    await page.locator('#look-format').selectOption(format);
    await page.locator('#look iframe[src*="/' + format + '/"]').waitFor();
    for (const width of ['1280', '714', '360']) {
      await page.locator('#look-width').selectOption(width);
      await judge(page, row, width);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('#look-colours').selectOption('dark');
    await judge(page, row, 'dark', NO_GROUND.includes(format) ? 'words' : 'all');
  });
}
