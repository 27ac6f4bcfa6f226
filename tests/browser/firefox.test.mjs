// The printed sheets as Firefox prints them: the same paper, nothing moved, nothing made smaller. Chromium's are in print.test.mjs.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { launchFirefox } from './firefox.mjs';
import { LANGUAGES, SHIPPED_DECK, archives, shipped } from './packages.mjs';
import { PAPER, backsBehindFronts, isSize, losses, patternedOf, print } from './pdf.mjs';
import { atRest } from './walk.mjs';

const A3 = [420, 297];
const A4 = [210, 297];
const A5 = [148, 210];
// Fronts of a sheet: where the number of each card begins, from the sheet's corner; millimetres.
const CORNERS = [[0, 0], [105, 0], [0, 148.5], [105, 148.5]];

async function open(browser, { folder }, name) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(folder, name)).href);
  return page;
}

// The four numbers of a sheet's cards, each in its own corner.
function numbers(sheet) {
  return CORNERS.map(([left, top]) => sheet.words.find((word) => /^\d+$/.test(word.text) && word.left > left && word.left < left + 17 && word.top > top && word.top < top + 20));
}

for (const language of LANGUAGES) {
  test('every edition keeps its paper, its place and its scale in ' + language, async (t) => {
    const [one] = archives(t, SHIPPED_DECK, '--to', 'print', '--lang', language);
    const browser = await launchFirefox(t);
    for (const name of ['cards.html', 'cards-draw.html']) {
      const page = await open(browser, one, name);
      await page.emulateMediaType('print').catch(() => null);
      const faces = await page.$$eval('.sheet', (all) => all.length);
      assert.deepEqual(await page.evaluate(losses), [], name);
      const sheets = await print(page);
      assert.equal(sheets.length, faces, name);
      // The last pair of sheets may hold fewer cards.
      for (const [at, sheet] of sheets.slice(0, -2).entries()) {
        assert.ok(isSize(sheet, A4), name + ' ' + at + ': ' + sheet.width + ' by ' + sheet.height);
        if (at % 2) continue;
        const found = numbers(sheet);
        assert.ok(found.every(Boolean), name + ': sheet ' + (at + 1) + ' is moved or made smaller');
        const [first, second, third] = found;
        assert.ok(Math.abs(second.left - first.left - 105) < 4, name + ' ' + at + ': ' + (second.left - first.left));
        assert.ok(Math.abs(third.top - first.top - 148.5) < 4, name + ' ' + at + ': ' + (third.top - first.top));
      }
      if (name === 'cards.html') {
        const cards = await page.$$eval('.face[data-card]', (all) => all.length / 2);
        assert.equal(backsBehindFronts(sheets, new Set(await page.evaluate(patternedOf))), cards);
      }
      await page.close();
    }
    const others = { 'index.html': [A4, 1], 'cards-large.html': [A4], 'board.html': [A3, 1], 'booklet.html': [A5], 'blank.html': [A4, 2], 'country.html': [A4], 'teaching.html': [A4] };
    for (const name of one.files.filter((file) => file.startsWith('handout-'))) others[name] = [A4, 1];
    for (const [name, [size, count]] of Object.entries(others)) {
      const page = await open(browser, one, name);
      const pages = await print(page);
      for (const [at, sheet] of pages.entries()) {
        assert.ok(isSize(sheet, size), name + ' ' + at + ' is ' + sheet.width + ' by ' + sheet.height);
        assert.ok(sheet.words.length > 1, name + ': page ' + (at + 1) + ' is empty');
        const out = sheet.words.filter((word) => word.right > sheet.width || word.bottom > sheet.height || word.left < 0);
        assert.deepEqual(out, [], name + ': page ' + (at + 1));
      }
      assert.ok(!count || pages.length === count, name + ' has ' + pages.length + ' pages');
      assert.ok(name !== 'booklet.html' || pages.length <= 92, name + ' has ' + pages.length + ' pages');
      t.diagnostic(name + ': ' + pages.length + ' pages');
      await page.close();
    }
  });
}

test('a situation printed from its module has its story begin on the first page', async (t) => {
  const { folder, course } = shipped(t);
  const page = await (await launchFirefox(t)).newPage();
  for (const { id } of course.situations) {
    await page.goto(pathToFileURL(join(folder, 'index.html')).href + '#' + id);
    await page.reload();
    await page.waitForSelector('.situation.open');
    await page.$eval('.view.open .card.big', atRest);
    const story = await page.$eval('.view.open .card.big .story', (one) => one.textContent);
    const [first, second] = await print(page, PAPER);
    const words = first.words.map(({ text }) => text).join(' ');
    const start = story.trim().split(/\s+/).slice(0, 4).join(' ');
    assert.ok(words.includes(start), id + ': “' + start + '” is not on the first page: ' + words);
    assert.ok(second.words.length > 20, id);
  }
});
