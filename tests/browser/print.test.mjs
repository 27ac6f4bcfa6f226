// The printed sheets of the deck that ships: what a printer gets of them, in every language.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, openPage } from './browser.mjs';
import { LANGUAGES, SHIPPED_DECK, archives, build, situationFiles } from './packages.mjs';
import { PAPER, backsBehindFronts, inkOf, isSize, losses, patternedOf, print } from './pdf.mjs';
import { atRest } from './walk.mjs';

const A3 = [420, 297];
const A4 = [210, 297];
const A5 = [148, 210];
const plain = (text) => text.replace(/\s+/g, ' ').trim();

async function open(browser, { folder }, name) {
  const { page, watch } = await openPage(browser);
  await page.goto(pathToFileURL(join(folder, name)).href);
  await page.emulateMedia({ media: 'print' });
  return { page, watch };
}

// Prompts of a language as their authors wrote them, by situation.
function promptsOf(language) {
  return situationFiles(language).map((file) => {
    const text = readFileSync(file, 'utf8');
    const section = /\{#prompts\}\n([^]*?)(\n## |$)/.exec(text)[1];
    return { id: /^id = "(.*)"$/m.exec(text)[1], prompts: section.split('\n- ').map((line) => plain(line.replace(/^- /, ''))).filter(Boolean) };
  });
}

for (const language of LANGUAGES) {
  test('cards of the deck that ships in ' + language, async (t) => {
    const [one] = archives(t, SHIPPED_DECK, '--to', 'print', '--lang', language);
    assert.equal(one.name, 'dlis-' + language + '-print');
    const { page, watch } = await open(await launch(t), one, 'cards.html');
    const wanted = promptsOf(language);
    assert.ok(wanted.length >= 23, String(wanted.length));
    const faces = await page.locator('.face[data-card]').evaluateAll((all) => all.map((face) => ({ id: face.dataset.card, text: face.textContent, size: parseFloat(getComputedStyle(face.querySelector('.text') || face).fontSize) * 0.75 })));
    for (const { id, prompts } of wanted) {
      const own = plain(faces.filter((face) => face.id === id).map((face) => face.text).join(' '));
      assert.ok(own, id + ' has no card');
      for (const prompt of prompts) assert.ok(own.includes(prompt), id + ': ' + prompt);
    }
    for (const { id, size } of faces) assert.ok(size >= 8.49, id + ' is set in ' + size + ' points');
    assert.deepEqual(await page.evaluate(losses), []);
    const cards = faces.length / 2;
    const patterned = new Set(await page.evaluate(patternedOf));
    const sheets = await print(page);
    assert.equal(sheets.length, 2 * Math.ceil(cards / 4));
    for (const sheet of sheets) assert.ok(isSize(sheet, A4) && sheet.words.length > 20, JSON.stringify([sheet.width, sheet.height, sheet.words.length]));
    assert.equal(backsBehindFronts(sheets, patterned), cards);
    assert.deepEqual(watch.troubles, []);
    t.diagnostic(cards + ' cards on ' + sheets.length / 2 + ' sheets; smallest type ' + Math.min(...faces.map((face) => face.size)) + ' points');
  });

  test('cards to draw of the deck that ships in ' + language, async (t) => {
    const [one] = archives(t, SHIPPED_DECK, '--to', 'print', '--lang', language);
    const { page, watch } = await open(await launch(t), one, 'cards-draw.html');
    const wanted = promptsOf(language).map(({ id }) => id).sort();
    const ids = (selector) => page.locator(selector).evaluateAll((all) => all.map((face) => face.dataset.card).sort());
    assert.deepEqual(await ids('.fronts .face[data-card]'), wanted);
    assert.deepEqual(await ids('.backs .back'), wanted, 'each story has a back');
    assert.deepEqual(await page.evaluate(losses), []);
    const columns = await page.locator('.sheet').evaluateAll((all) => all.map((sheet) => Array.from(sheet.querySelectorAll('.face'), (face) => face.dataset.card || '')));
    for (let at = 0; at < columns.length; at += 2) {
      const [a, b, c, d] = columns[at];
      assert.deepEqual(columns[at + 1], [b, a, d, c], 'backs are mirrored');
    }
    const sheets = await print(page);
    assert.equal(sheets.length, 2 * Math.ceil(wanted.length / 4));
    const ink = await inkOf(page, 2);
    assert.ok(ink > 0.18 && ink < 0.32, 'a sheet of backs is ' + ink + ' ink');
    assert.deepEqual(watch.troubles, []);
    t.diagnostic('a sheet of backs is ' + Math.round(ink * 100) + ' % ink');
  });

  test('the other sheets of the deck that ships in ' + language, async (t) => {
    const [one] = archives(t, SHIPPED_DECK, '--to', 'print', '--lang', language);
    const browser = await launch(t);
    const sizes = { 'index.html': A4, 'cards-large.html': A4, 'board.html': A3, 'booklet.html': A5, 'blank.html': A4 };
    for (const [name, size] of Object.entries(sizes)) {
      const { page, watch } = await open(browser, one, name);
      const pages = await print(page);
      for (const [at, sheet] of pages.entries()) {
        assert.ok(isSize(sheet, size), name + ' ' + at + ' is ' + sheet.width + ' by ' + sheet.height);
        // A page number alone is no content.
        assert.ok(sheet.words.length > 1, name + ': page ' + (at + 1) + ' is empty');
      }
      const own = { 'index.html': 1, 'board.html': 1, 'blank.html': 2 }[name];
      assert.ok(!own || pages.length === own, name + ' has ' + pages.length + ' pages');
      // Twenty-three sheets of A4 are what can still be folded and stapled.
      assert.ok(name !== 'booklet.html' || pages.length <= 92, name + ' has ' + pages.length + ' pages');
      assert.deepEqual(watch.troubles, [], name);
      t.diagnostic(name + ': ' + pages.length + ' pages');
    }
  });
}

// In two languages: the longest lines and the shortest.
for (const language of ['fr', 'el']) {
  test('a situation printed from its module has its story begin on the first page in ' + language, async (t) => {
    const { page } = await openPage(await launch(t));
    for (const { folder, course } of build(t, SHIPPED_DECK, '--lang', language)) {
      for (const { id } of course.situations) {
        await page.goto(pathToFileURL(join(folder, 'index.html')).href + '#' + id);
        await page.reload();
        await page.waitForSelector('.situation.open');
        await page.locator('.view.open .card.big').evaluate(atRest);
        const story = await page.locator('.view.open .card.big .story').textContent();
        const [first, second] = await print(page, PAPER);
        const words = first.words.map(({ text }) => text).join(' ');
        const start = plain(story).split(' ').slice(0, 4).join(' ');
        assert.ok(words.includes(start), id + ': “' + start + '” is not on the first page: ' + words);
        assert.ok(second.words.length > 20, id);
      }
    }
  });
}
