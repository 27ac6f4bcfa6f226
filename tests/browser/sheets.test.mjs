// The printed sheets as a layout: where the cuts go, what is read from afar, what an author's long texts do to a card, and what axe
// says of the pages on a screen.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { violations } from './axe.mjs';
import { launch, openPage } from './browser.mjs';
import { LANGUAGES, OWN_DECK, SHIPPED_DECK, archives, situationFiles, temporary } from './packages.mjs';
import { losses, print } from './pdf.mjs';

const PAGES = ['index.html', 'cards.html', 'cards-draw.html', 'cards-large.html', 'board.html', 'booklet.html', 'blank.html'];
const MILLIMETRE = 96 / 25.4;

async function open(browser, { folder }, name, media = 'print') {
  const { page, watch } = await openPage(browser);
  await page.goto(pathToFileURL(join(folder, name)).href);
  await page.emulateMedia({ media });
  return { page, watch };
}

// The middle of each cut mark, and the edges between cards, from the sheet's corner; pixels.
function cuts() {
  return Array.from(document.querySelectorAll('.fronts, .backs'), (sheet) => {
    const { left, top } = sheet.getBoundingClientRect();
    const faces = Array.from(sheet.querySelectorAll('.face'), (face) => face.getBoundingClientRect());
    const marks = Array.from(sheet.querySelectorAll('.mark'), (mark) => ({ down: mark.classList.contains('down'), box: mark.getBoundingClientRect() }));
    return {
      down: marks.filter((mark) => mark.down).map(({ box }) => (box.left + box.right) / 2 - left),
      across: marks.filter((mark) => !mark.down).map(({ box }) => (box.top + box.bottom) / 2 - top),
      rights: [faces[0].right - left, faces[2].right - left, faces[1].left - left, faces[3].left - left],
      bottoms: [faces[0].bottom - top, faces[1].bottom - top, faces[2].top - top, faces[3].top - top],
    };
  });
}

test('cut marks lie where one card ends and the next begins', async (t) => {
  const [one] = archives(t, SHIPPED_DECK, '--to', 'print', '--lang', 'fr');
  const browser = await launch(t);
  for (const name of ['cards.html', 'cards-draw.html', 'blank.html']) {
    const { page } = await open(browser, one, name);
    const sheets = await page.evaluate(cuts);
    assert.ok(sheets.length >= 2);
    for (const sheet of sheets) {
      assert.equal(sheet.down.length, 3);
      assert.equal(sheet.across.length, 3);
      for (const at of [...sheet.down, ...sheet.rights]) assert.ok(Math.abs(at / MILLIMETRE - 105) < 0.11, 'down at ' + at / MILLIMETRE);
      for (const at of [...sheet.across, ...sheet.bottoms]) assert.ok(Math.abs(at / MILLIMETRE - 148.5) < 0.11, 'across at ' + at / MILLIMETRE);
    }
  }
});

// Questions that are not in their own level, or in the one inside it.
function misplaced() {
  const levels = Array.from(document.querySelectorAll('.level'));
  const within = (box, room) => box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom;
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return levels.flatMap((level, at) => Array.from(level.querySelectorAll('h2, li')).filter((text) => {
    const box = text.getBoundingClientRect();
    const inner = levels[at - 1];
    return !within(box, level.getBoundingClientRect()) || (inner && meets(box, inner.getBoundingClientRect()));
  }).map((text) => level.className + ' ' + text.textContent));
}

test('each level of the board holds its own questions, readable from a chair, in every language', async (t) => {
  const browser = await launch(t);
  for (const one of archives(t, SHIPPED_DECK, '--to', 'print')) {
    const { page } = await open(browser, one, 'board.html');
    assert.equal(await page.locator('.level').count(), 4);
    assert.ok(await page.locator('.level li').count() >= 16, one.name);
    assert.deepEqual(await page.evaluate(misplaced), [], one.name);
    const sizes = await page.locator('.level li').evaluateAll((all) => all.map((text) => parseFloat(getComputedStyle(text).fontSize) * 0.75));
    assert.ok(Math.min(...sizes) >= 12, one.name + ': ' + Math.min(...sizes));
  }
});

test('large print is large, one face of a card on a page', async (t) => {
  const [one] = archives(t, SHIPPED_DECK, '--to', 'print', '--lang', 'fr');
  const { page } = await open(await launch(t), one, 'cards-large.html');
  const sizes = await page.locator('.passage, .passage p, .passage li').evaluateAll((all) => all.map((text) => parseFloat(getComputedStyle(text).fontSize) * 0.75));
  assert.ok(Math.min(...sizes) >= 18, String(Math.min(...sizes)));
  const firsts = (await print(page)).map(({ words }) => words.slice(0, 4).map((word) => word.text).join(' '));
  const leaves = await page.locator('.leaf .theme').evaluateAll((all) => all.map((line) => line.textContent.trim().split(/[\s\u00a0]+/).slice(0, 4).join(' ')));
  assert.ok(leaves.length >= situationFiles('fr').length * 2);
  // Each leaf begins a page, in their order; a long one may go on.
  let at = 0;
  for (const leaf of leaves) {
    while (at < firsts.length && firsts[at] !== leaf) at += 1;
    assert.ok(at < firsts.length, 'no page begins with ' + leaf);
    at += 1;
  }
});

for (const language of LANGUAGES) {
  test('axe finds nothing on the pages in ' + language, async (t) => {
    const browser = await launch(t);
    for (const [deck, names] of [[OWN_DECK, PAGES], [SHIPPED_DECK, ['cards.html', 'board.html']]]) {
      const [one] = archives(t, deck, '--to', 'print', '--lang', language);
      for (const name of names) {
        const { page, watch } = await open(browser, one, name, 'screen');
        assert.equal(await page.locator('script, [style], [src^=http]').count(), 0, name);
        assert.deepEqual(watch.troubles, []);
        assert.deepEqual(await violations(page), [], one.name + ' ' + name);
        await page.close();
      }
    }
  });
}

// Words of letters as a language has them, each its own.
const WORD = (at) => 'mot' + String(at).replace(/\d/g, (digit) => 'aeilnorstu'[digit]);
const place = (word) => Number(Array.from(word.slice(3), (letter) => 'aeilnorstu'.indexOf(letter)).join(''));
const words = (from, count) => Array.from({ length: count }, (_, at) => WORD(from + at)).join(' ');

// A card that nobody should write: every text is longer than a face, and one word is longer than a line.
function longCard() {
  const entries = Array.from({ length: 9 }, (_, at) => (at + 1) + '. ' + words(2000 + at * 40, 40));
  const prompts = Array.from({ length: 14 }, (_, at) => '- ' + words(4000 + at * 30, 30) + ' ?');
  const side = (from) => Array.from({ length: 3 }, (_, at) => '- ' + words(from + at * 90, 90));
  return [
    '+++', 'id = "t1-s02"', 'title = "Un titre de carte qui ne finit pas, et qui dit encore ceci, puis cela, avant de s’arrêter enfin ici"', '+++', '',
    'Un **' + words(0, 300) + '** et *' + words(300, 300) + '*.', '', '> ' + words(700, 250), '', ...entries, '', '![Un téléphone](media/telephone.png) ' + words(1000, 20), '',
    'a'.repeat(300) + ' ' + words(1100, 10), '',
    '## Avant de lire {#content-note}', '', words(6000, 260), '',
    '## Questions {#prompts}', '', ...prompts, '',
    '## Dilemme {#dilemma}', '', words(7000, 120), '', '### Un côté {#side-a}', '', ...side(8000), '', '### Un autre {#side-b}', '', ...side(9000), '',
  ].join('\n');
}

test('texts that are longer than a face go on, on as many cards as they need, and no word is lost or cut', async (t) => {
  const deck = join(temporary(t), 'deck');
  for (const part of ['deck.toml', 'fr', 'media']) cpSync(join(OWN_DECK, part), join(deck, part), { recursive: true });
  const settings = readFileSync(join(deck, 'deck.toml'), 'utf8');
  writeFileSync(join(deck, 'deck.toml'), settings.replace(/^languages = .*$/m, 'languages = ["fr"]'));
  const path = join(deck, 'fr/1-deborder/02-message.md');
  writeFileSync(path, longCard());
  const [one] = archives(t, deck, '--to', 'print', '--lang', 'fr');
  const { page } = await open(await launch(t), one, 'cards.html');
  assert.deepEqual(await page.evaluate(losses), []);
  const faces = await page.locator('.fronts .face, .backs .face').evaluateAll((all) => all.map((face) => {
    const [, at] = /(\d+)\/\d+/.exec(face.querySelector('.theme')?.textContent || '') || [0, 1];
    return { id: face.dataset.card, at: Number(at) * 2 + (face.closest('.backs') ? 1 : 0), text: face.querySelector('.text')?.innerText || '' };
  }));
  const own = faces.filter((face) => face.id === 't1-s02').sort((a, b) => a.at - b.at);
  const found = own.map((face) => face.text).join(' ').match(/\bmot[a-z]+/g);
  const wanted = readFileSync(path, 'utf8').match(/\bmot[a-z]+/g);
  const [story, rest] = [wanted.filter((word) => place(word) < 4000), wanted.filter((word) => place(word) >= 4000)];
  assert.deepEqual(found.slice(0, story.length), story);
  assert.deepEqual(found.slice(story.length), rest);
  assert.ok(own.length >= 8, own.length + ' faces');
  const numbers = own.map((face) => face.text).join(' ').match(/\b\d\. mot/g);
  assert.ok(!numbers || numbers.every((text, at) => !at || text >= numbers[at - 1]), 'a list that goes on counts on');
  const sheets = await print(page);
  assert.equal(sheets.length, 2 * Math.ceil(faces.filter((face) => face.id).length / 8));
  t.diagnostic(own.length + ' faces');
});
