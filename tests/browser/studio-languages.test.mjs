// Translating in the studio: a sentence reaches the file and the module, what the source has changed is marked, two writers lose nothing, and
// catalogues go out and come in as with `cartable translate`. SHOTS names a folder for pictures.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { launch } from './browser.mjs';
import { OWN_DECK, run, temporary } from './packages.mjs';
import { sound } from './studio-sound.mjs';
import { startStudio } from './studio-start.mjs';

const start = async (t, options) => startStudio(t, await launch(t), { deck: OWN_DECK, ...options });

const SOURCE = 'fr/1-deborder/01-appel.md';
const CARD = 'en/1-deborder/01-appel.md';
const OTHER = 'en/1-deborder/02-message.md';
const STORY = 't1-s01/story-1';

const text = (folder, file) => readFileSync(join(folder, file), 'utf8');
const change = (folder, file, from, to) => {
  const before = text(folder, file);
  assert.ok(before.includes(from), file + ' has ' + from);
  writeFileSync(join(folder, file), before.replace(from, to));
};
const side = (page, context) => page.locator('article.side').filter({ has: page.getByRole('button', { name: context, exact: true }) });

// Waits until a module on the page says something, whichever of its frames comes next.
async function inModule(page, words) {
  const says = (frame) => frame.waitForFunction((wanted) => document.body && document.body.textContent.includes(wanted), words).then(() => true);
  for (;;) {
    const next = page.waitForEvent('framenavigated').then(() => false);
    const modules = page.frames().filter((frame) => frame.url().includes('/en/t1/index.html'));
    // A frame that goes while it is asked counts for nothing.
    if (await Promise.any([next, ...modules.map(says)])) return;
  }
}

async function openLanguages(page, file) {
  await page.getByRole('link', { name: 'Languages' }).click();
  await page.locator('article.side').first().waitFor();
  await page.locator('#languages-file').selectOption(file);
  await side(page, STORY.replace('s01', /02-/.test(file) ? 's02' : 's01')).waitFor();
}

test('a sentence that is translated stands in the file, and in the module that learners get', async (t) => {
  const { page, root: folder, watch } = await start(t);
  await openLanguages(page, SOURCE);
  const before = text(folder, CARD);
  const story = side(page, STORY);
  assert.match(await story.locator('.source').textContent(), /Nadia/);
  await story.locator('textarea').fill('On Sunday night the telephone rings: Nadia hesitates.');
  await story.getByRole('button', { name: 'Save' }).click();
  await story.locator('.told', { hasText: 'Saved.' }).waitFor();
  const [old] = /On Sunday evening.*/.exec(before);
  assert.ok(text(folder, CARD).includes('\n\nOn Sunday night the telephone rings: Nadia hesitates.\n\n'));
  const rest = (file) => file.replace(/^source-digest.*\n/m, '');
  assert.equal(rest(text(folder, CARD)).replace('On Sunday night the telephone rings: Nadia hesitates.', old), before, 'nothing else changes');
  await sound(page, 'languages');
  // The module at the right of the rooms.
  await page.getByRole('button', { name: STORY, exact: true }).click();
  await page.locator('#look-language').selectOption('en');
  await inModule(page, 'On Sunday night the telephone rings');
  assert.deepEqual(watch.troubles.filter((one) => !/allow-scripts and allow-same-origin/.test(one)), []);
});

test('what the source has changed is marked and can be found right, by keyboard alone', async (t) => {
  const { page, root: folder } = await start(t, { prepare: (deck) => {
    run('translate', 'accept', deck, '--lang', 'en');
    change(deck, SOURCE, 'Nadia', 'Leïla');
  } });
  await openLanguages(page, SOURCE);
  await page.locator('#languages-shown').selectOption('outdated');
  const shown = page.locator('article.side:not([hidden])');
  assert.equal(await shown.count(), 1);
  assert.equal(await shown.locator('.badge').textContent(), 'Outdated');
  const before = text(folder, CARD);
  await shown.locator('textarea').focus();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Still right');
  await page.keyboard.press('Enter');
  await page.locator('article.side .told', { hasText: 'Saved.' }).waitFor();
  const words = (file) => file.split('+++')[2];
  assert.equal(words(text(folder, CARD)), words(before), 'no word changes');
  assert.ok(!run('check', folder, '--format', 'json').includes('C077'), 'nothing is outdated any more');
});

test('of two who write the same text, neither loses it', async (t) => {
  const { page, root: folder } = await start(t);
  await openLanguages(page, SOURCE);
  const story = side(page, STORY);
  await story.locator('textarea').fill('Mine.');
  change(folder, CARD, 'On Sunday evening', 'On that evening');
  await story.locator('textarea').press('Control+Enter');
  await story.locator('.other').waitFor();
  assert.match(await story.locator('.other').textContent(), /On that evening/);
  assert.equal(await story.locator('textarea').inputValue(), 'Mine.');
  assert.match(text(folder, CARD), /On that evening/, 'nothing was written');
  await sound(page, 'conflict');
  await story.getByRole('button', { name: 'Keep my text' }).click();
  await story.getByRole('button', { name: 'Save' }).click();
  await story.locator('.told', { hasText: 'Saved.' }).waitFor();
  assert.match(text(folder, CARD), /\n\nMine\.\n\n/);
});

test('a text that would change the structure of its file is refused in words and stays on the page', async (t) => {
  const { page, root: folder } = await start(t);
  await openLanguages(page, SOURCE);
  const before = text(folder, CARD);
  const story = side(page, STORY);
  for (const wrong of ['One.\n\nTwo.', '# A heading', '- a\n- b']) {
    await story.locator('textarea').fill(wrong);
    await story.getByRole('button', { name: 'Save' }).click();
    await story.locator('.told', { hasText: 'The text cannot stand there. Nothing was written.' }).waitFor();
    assert.equal(await story.locator('textarea').inputValue(), wrong);
    assert.equal(text(folder, CARD), before);
    await story.locator('textarea').fill('x');
    await story.locator('textarea').fill(wrong + 'x');
  }
});

test('texts of a file that is not there wait for each other, go out with the catalogue, and are then written together', async (t) => {
  const { page, root: folder } = await start(t, { prepare: (deck) => rmSync(join(deck, OTHER)) });
  await openLanguages(page, 'fr/1-deborder/02-message.md');
  const sides = page.locator('article.side');
  const count = await sides.count();
  assert.equal(await page.locator('.badge.missing').count(), count);
  const fill = async (at) => {
    const area = sides.nth(at).locator('textarea');
    await area.fill((await sides.nth(at).locator('.source').textContent()) + '');
    await area.press('Control+Enter');
    await sides.nth(at).locator('.told', { hasText: /Kept|Saved\./ }).waitFor();
  };
  await fill(0);
  assert.match(await sides.first().locator('.told').textContent(), /Kept, not yet in the deck/);
  assert.ok(!existsSync(join(folder, OTHER)));
  const [got] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the PO file' }).click()]);
  const out = join(temporary(t), 'en.po');
  await got.saveAs(out);
  assert.match(readFileSync(out, 'utf8'), /msgctxt "t1-s02\/title"\nmsgid "(.+)"\nmsgstr "\1"/);
  for (let at = 1; at < count - 1; at += 1) await fill(at);
  // So many are lacking now, and each text that waits says the same of it.
  const told = await page.locator('article.side .told', { hasText: 'Kept' }).allTextContents();
  assert.equal(told.length, count - 1);
  assert.deepEqual([...new Set(told)], ['Kept, not yet in the deck: the file needs more texts first. Missing: 1. The studio keeps it, and the PO file has it too.']);
  // The last text is marked with its sentence; the others when the file, which is whole now, has been read again.
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await page.route('**/api/languages?**', async (route) => { await held; await route.continue(); });
  await fill(count - 1);
  assert.match(await sides.last().locator('.told').textContent(), /Saved\./);
  assert.equal(await sides.last().locator('.badge.missing').count(), 0);
  assert.ok(existsSync(join(folder, OTHER)));
  go();
  await page.waitForFunction(() => [...document.querySelectorAll('.side-head .badge')].every((badge) => badge.hidden));
  await page.waitForFunction(() => [...document.querySelectorAll('article.side .told')].every((one) => one.textContent === 'Saved.'));
  // What is typed then is not saved.
  await sides.first().locator('textarea').fill('Another title');
  assert.equal(await sides.first().locator('.told').textContent(), '');
});

test('a language that is begun is still there after the page was loaded again', async (t) => {
  const one = (deck) => {
    ['en', 'ro', 'el'].forEach((language) => rmSync(join(deck, language), { recursive: true }));
    const path = join(deck, 'deck.toml');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^languages = .*$/m, 'languages = ["fr"]'));
  };
  const { page } = await start(t, { prepare: one });
  await page.getByRole('link', { name: 'Languages' }).click();
  await page.locator('#languages-tag').fill('en');
  await page.getByRole('button', { name: 'Begin' }).click();
  const first = page.locator('article.side').first();
  await first.locator('textarea').fill('Begun');
  await first.getByRole('button', { name: 'Save' }).click();
  await first.locator('.told', { hasText: 'Kept' }).waitFor();
  await page.reload();
  await first.locator('.badge.waiting').waitFor();
  assert.equal(await first.locator('textarea').inputValue(), 'Begun');
  assert.equal(await page.locator('#languages-language').inputValue(), 'en');
});

test('a catalogue goes out as the command writes it, and comes in as the command takes it', async (t) => {
  const { page, root: folder } = await start(t);
  await openLanguages(page, SOURCE);
  const [got] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the PO file' }).click()]);
  assert.equal(got.suggestedFilename(), 'essai-en.po');
  const path = join(temporary(t), 'essai-en.po');
  await got.saveAs(path);
  assert.equal(readFileSync(path, 'utf8').trim(), run('translate', 'export', folder, '--lang', 'en').trim());
  const before = text(folder, CARD);
  change('', path, 'On Sunday evening', 'On Monday evening');
  await page.locator('#languages-po').setInputFiles(path);
  await page.locator('.came', { hasText: 'The PO file was taken in.' }).waitFor();
  assert.match(text(folder, CARD), /On Monday evening/);
  assert.equal(text(folder, CARD).replace('On Monday evening', 'On Sunday evening').replace(/^source-digest.*\n/m, ''), before);
  // It is one step, as any save: taken back, and made again.
  const after = text(folder, CARD);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForFunction((file) => document.getElementById('status').textContent.includes('Taken back in: ' + file), CARD);
  assert.equal(text(folder, CARD), before);
  await page.getByRole('button', { name: 'Redo' }).click();
  await page.waitForFunction(() => document.getElementById('status').textContent.startsWith('Made again in: '));
  assert.equal(text(folder, CARD), after);
  // Of a catalogue with a fault nothing is taken, and it is said what is wrong.
  writeFileSync(path, 'msgid ""\nmsgstr "Language: en\\n"\n\nmsgctxt "' + STORY + '"\nmsgid "open\n');
  const now = text(folder, CARD);
  await page.locator('#languages-po').setInputFiles(path);
  await page.locator('.came', { hasText: 'Nothing was written. Errors:' }).waitFor();
  assert.ok(await page.locator('.came li.error').count() > 0);
  assert.equal(text(folder, CARD), now);
});

test('of a catalogue that lacks texts the page does not say that it was taken in', async (t) => {
  const { page, root: folder } = await start(t, { prepare: (deck) => rmSync(join(deck, OTHER)) });
  await openLanguages(page, SOURCE);
  const path = join(temporary(t), 'part.po');
  writeFileSync(path, run('translate', 'export', folder, '--lang', 'en').replace('On Sunday evening', 'On Monday evening'));
  await page.locator('#languages-po').setInputFiles(path);
  await page.locator('.came', { hasText: /Only part of the PO file was taken in\. Files changed: \d+\. Files left out: 1; see below\./ }).waitFor();
  assert.match(text(folder, CARD), /On Monday evening/);
  assert.ok(!existsSync(join(folder, OTHER)));
});

test('without leave to write, translations can be read and not written', async (t) => {
  const { page, root: folder, url } = await start(t, { readOnly: true });
  await openLanguages(page, SOURCE);
  const before = text(folder, CARD);
  assert.equal(await side(page, STORY).locator('textarea').getAttribute('readonly'), '');
  assert.ok(await page.locator('#languages-po').isDisabled());
  const refused = await page.evaluate(async ([address, context]) => {
    const one = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ language: 'en', context, source: '', before: null, text: 'x' }) };
    const po = { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: 'x' };
    return [(await fetch(address + '/api/languages/text', one)).status, (await fetch(address + '/api/languages/po?language=en&name=x', po)).status];
  }, [new URL(url).origin, STORY]);
  assert.deepEqual(refused, [403, 403]);
  assert.equal(text(folder, CARD), before);
});
