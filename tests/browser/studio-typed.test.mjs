// What is typed in the studio and is not on the disk yet: each way in which it could be lost without a word, or be called saved too early. The
// page's clock stands still where a test wants it, so that no save comes between two steps.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { startStudio } from './studio-start.mjs';

const DECK = fileURLToPath(new URL('deck', import.meta.url));
const CARD = 'fr/1-deborder/01-appel.md';
const FIRST = 'Dimanche soir, Nadia reçoit un appel masqué. Elle hésite, puis décroche.';
const SECOND = 'Au bout du fil, une voix dit : « J’ai besoin de vous. »';

// A card, open as a form. `write(change)` is another program that changes its file, `disk()` what the file says.
async function open(t) {
  const { page, root, process: program } = await startStudio(t, await launch(t), { deck: DECK });
  const path = join(root, CARD);
  const disk = () => readFileSync(path, 'utf8');
  const write = (change) => {
    const before = disk();
    assert.notEqual(change(before), before);
    writeFileSync(path, change(before));
  };
  await page.locator('.card .file').first().click();
  await page.waitForSelector('.part');
  return { page, root, program, disk, write, story: page.getByLabel('Story') };
}

const standStill = async (page) => {
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 3600000);
};

// Another program puts a paragraph before the story, and the form shows it.
async function addAbove({ page, write }, words) {
  write((text) => text.replace(FIRST, words + '\n\n' + FIRST));
  await page.waitForFunction((wanted) => [...document.querySelectorAll('.part textarea')].some((area) => area.value === wanted), words);
}

async function until(page, is, what) {
  for (let turns = 0; !is(); turns += 1) {
    assert.ok(turns < 3000, what);
    await page.waitForTimeout(20);
  }
}

const boxes = (page) => page.locator('.form > .conflict blockquote').allTextContents();
// What is kept of a file that was left.
async function leave(page) {
  await page.locator('.capsule .file').first().click();
  await page.waitForFunction(() => document.querySelector('#write .place').textContent.includes('capsules'));
}
const kept = async (page, words) => {
  await page.waitForFunction((wanted) => [...document.querySelectorAll('.kept textarea')].some((area) => area.value.includes(wanted)), words);
};

test('what waits for its button in a form outlives a form that is drawn again, and the file that is left', async (t) => {
  const card = await open(t);
  const { page } = card;
  await page.locator('summary', { hasText: 'Add a paragraph' }).first().click();
  await page.locator('details[open] > textarea[aria-label="New paragraph"]').fill('A draft of mine.');
  await addAbove(card, 'Written elsewhere.');
  assert.deepEqual(await boxes(page), ['A draft of mine.']);
  await addAbove(card, 'Once more elsewhere.');
  assert.deepEqual(await boxes(page), ['A draft of mine.']);
  await page.locator('summary', { hasText: 'Add a paragraph' }).first().click();
  await page.locator('details[open] > textarea[aria-label="New paragraph"]').fill('Another draft.');
  await leave(page);
  await kept(page, 'A draft of mine.');
  await kept(page, 'Another draft.');
});

test('a text whose paragraph was deleted elsewhere stays on the page, whatever is drawn and opened next', async (t) => {
  const card = await open(t);
  const { page, story, write, disk } = card;
  await standStill(page);
  await story.nth(1).fill('Typed where nothing is any more.');
  write((text) => text.replace(SECOND + '\n\n', '').replace('![Un téléphone posé sur une table](media/telephone.png)\n\n', ''));
  await page.waitForFunction(() => document.querySelector('.form > .conflict'));
  assert.deepEqual(await boxes(page), ['Typed where nothing is any more.']);
  await addAbove(card, 'Written elsewhere.');
  assert.deepEqual(await boxes(page), ['Typed where nothing is any more.']);
  await leave(page);
  await kept(page, 'Typed where nothing is any more.');
  assert.ok(!disk().includes('Typed where'));
});

test('a field in which two have written stays undecided when the form is drawn again', async (t) => {
  const card = await open(t);
  const { page, story, write, disk } = card;
  await standStill(page);
  await story.first().fill('Mine.');
  write((text) => text.replace(FIRST, 'Theirs.'));
  await page.locator('.piece .conflict').waitFor();
  write((text) => text.replace('Theirs.', 'New above.\n\nTheirs.'));
  await page.waitForFunction(() => [...document.querySelectorAll('.part textarea')].some((area) => area.value === 'New above.'));
  assert.equal(await page.locator('.piece .conflict blockquote').textContent(), 'Theirs.');
  await page.clock.runFor(10000);
  await leave(page);
  await kept(page, 'Mine.');
  assert.match(disk(), /New above\.\n\nTheirs\.\n/);
  assert.ok(!disk().includes('Mine.'));
});

test('a change of the form counts in the text that the page has read, not in what the disk has by then', async (t) => {
  const card = await open(t);
  const { page, disk, write, story } = card;
  // The page does not hear of what another program writes while the form is made.
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await leave(page);
  // The form of the file that was left may still be on its way.
  const ofCard = (path) => (url) => url.pathname === path && url.searchParams.get('file') === CARD;
  await page.route(ofCard('/api/form'), async (route) => {
    await page.route(ofCard('/api/file'), async (later) => { await held; await later.continue(); });
    write((text) => text.replace(FIRST, 'Written elsewhere.\n\n' + FIRST));
    await route.continue();
  }, { times: 1 });
  await page.locator('.card .file').first().click();
  await page.waitForFunction((wanted) => [...document.querySelectorAll('.part textarea')].some((area) => area.value === wanted), SECOND);
  const own = page.getByLabel('Story').nth(await story.evaluateAll((areas, wanted) => areas.findIndex((area) => area.value === wanted), SECOND));
  await own.fill('The second paragraph, by me.');
  await own.blur();
  await until(page, () => disk().includes('by me'), 'the change is on the disk');
  go();
  assert.ok(disk().includes('\n\nWritten elsewhere.\n\n' + FIRST + '\n\nThe second paragraph, by me.\n\n'), disk());
});

test('what is typed in the text while a change of the form is on its way is saved with it', async (t) => {
  const { page, disk } = await open(t);
  const steps = [];
  await page.route('**/api/change', (route) => new Promise((resolve) => { steps.push(() => { resolve(); return route.continue(); }); }));
  // Another right answer takes the first one back: two changes.
  const right = page.locator('input[type=radio]');
  await right.first().check({ force: true });
  await until(page, () => steps.length === 1, 'the first change');
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  steps[0]();
  await until(page, () => steps.length === 2, 'the second change');
  const area = page.locator('textarea.whole:not([readonly])');
  await area.waitFor();
  await area.fill((await area.inputValue()).replace(FIRST, 'Typed meanwhile.'));
  steps[1]();
  await until(page, () => /- \[x\] Chacune pour soi/.test(disk()) && /\n\nTyped meanwhile\.\n\n/.test(disk()), 'both are on the disk');
  assert.match(await area.inputValue(), /Typed meanwhile\./);
});

test('two texts that somebody is putting together by hand are kept when another file is opened', async (t) => {
  const { page, write } = await open(t);
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  const area = page.locator('textarea.whole:not([readonly])');
  await page.route('**/api/save', async (route) => { write((text) => text.replace(FIRST, 'Theirs.')); await route.continue(); }, { times: 1 });
  await area.fill((await area.inputValue()).replace(FIRST, 'Mine.'));
  await page.waitForSelector('#conflict-mine');
  assert.equal(await page.locator('textarea.whole').getAttribute('readonly'), '', 'what would be typed here could not be saved');
  const mine = page.locator('#conflict-mine');
  await mine.fill((await mine.inputValue()).replace('Mine.', 'Theirs and mine, by hand.'));
  await leave(page);
  await kept(page, 'Theirs and mine, by hand.');
});

test('a text that is not read yet takes no typing', async (t) => {
  const { page } = await open(t);
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await leave(page);
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await page.route('**/api/file?*', async (route) => { await held; await route.continue(); });
  await page.locator('.card .file').first().click();
  await page.waitForFunction((file) => document.querySelector('#write .place').textContent === file, CARD);
  const area = page.locator('textarea.whole');
  await area.waitFor();
  await area.focus();
  await page.keyboard.type('Lost?');
  assert.equal(await area.inputValue(), '');
  go();
  await page.waitForFunction((words) => document.querySelector('textarea.whole').value.includes(words), FIRST);
  await area.focus();
  await page.keyboard.type('Not lost.');
  assert.match(await area.inputValue(), /Not lost\./);
});

test('while one field is refused, the page does not say that all is saved because another one is', async (t) => {
  const { page, story, disk } = await open(t);
  const before = disk();
  const state = () => page.locator('#write .state').textContent();
  await story.first().fill('One.\n\n```\nan open fence');
  await story.first().blur();
  await page.waitForFunction(() => /^Not saved: /.test(document.querySelector('.state').textContent));
  assert.equal(disk(), before);
  const title = page.getByLabel('Title (required)');
  await title.fill('A title');
  await title.blur();
  await until(page, () => disk().includes('title = "A title"'), 'the title is on the disk');
  await page.waitForFunction(() => !/Saving/.test(document.querySelector('.state').textContent));
  assert.equal(await state(), 'Not saved yet');
  assert.match(await story.first().inputValue(), /an open fence/);
});

test('what is typed in a paragraph that was deleted elsewhere takes no other paragraph’s place', async (t) => {
  for (const more of ['', 'A new paragraph.\n\n']) {
    const { page, story, write, disk } = await open(t);
    await standStill(page);
    await story.first().fill('Typed in the first.');
    // With a new one further down the form is as long as before.
    write((text) => text.replace(FIRST + '\n\n', '').replace(SECOND + '\n\n', SECOND + '\n\n' + more));
    await page.waitForFunction(() => document.querySelector('.form .conflict'));
    assert.deepEqual(await boxes(page), ['Typed in the first.']);
    assert.equal(await story.first().inputValue(), SECOND);
    await page.clock.runFor(10000);
    assert.equal(await page.locator('.piece .conflict').count(), 0);
    assert.ok(disk().includes(SECOND) && !disk().includes('Typed'), disk());
  }
});

test('a text that was moved elsewhere while somebody typed in it is saved where it is now', async (t) => {
  const { page, story, write, disk } = await open(t);
  await standStill(page);
  await story.first().fill('Typed in the first.');
  write((text) => text.replace(FIRST, '@').replace(SECOND, FIRST).replace('@', SECOND));
  await page.waitForFunction((words) => [...document.querySelectorAll('.part textarea')][1].value === words, 'Typed in the first.');
  await page.clock.runFor(10000);
  await until(page, () => disk().includes(SECOND + '\n\nTyped in the first.\n'), 'both are on the disk');
});

const isGone = (page) => page.waitForFunction(() => /not there any more/.test(document.querySelector('.state').textContent));

test('a file that is opened while the one before it goes is not called gone', async (t) => {
  const { page, root } = await open(t);
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  const asked = page.waitForRequest((request) => request.url().includes('/api/file?') && request.url().includes('01-appel'));
  await page.route((url) => url.pathname === '/api/file' && url.searchParams.get('file') === CARD, async (route) => { await held; await route.continue(); });
  rmSync(join(root, CARD));
  await asked;
  await leave(page);
  const refused = page.waitForResponse((response) => response.url().includes('01-appel') && response.status() === 422);
  go();
  await refused;
  await page.waitForSelector('.part textarea');
  assert.doesNotMatch(await page.locator('#write .state').textContent(), /not there any more/);
});

test('a file that is back is not called gone any more', async (t) => {
  const { page, root, disk } = await open(t);
  const text = disk();
  rmSync(join(root, CARD));
  await isGone(page);
  writeFileSync(join(root, CARD), text);
  await page.waitForFunction(() => document.querySelector('#write .state').textContent === '');
});

test('a card that is brought back from the bin is not called gone any more', async (t) => {
  const { page } = await open(t);
  await page.getByRole('button', { name: 'Move to the bin' }).click();
  await page.waitForFunction(() => !document.querySelector('#write .place'));
  await page.goBack();
  await isGone(page);
  await page.locator('summary', { hasText: 'The bin' }).click();
  await page.getByRole('button', { name: 'Bring back' }).click();
  await page.waitForSelector('.part textarea');
  await page.waitForFunction(() => !/not there any more/.test(document.querySelector('.state').textContent));
});

test('once two texts were put together in a form, the page says that they are saved', async (t) => {
  const { page, story, write, disk } = await open(t);
  await page.route('**/api/change', async (route) => { write((text) => text.replace(FIRST, 'Theirs.')); await route.continue(); }, { times: 1 });
  await story.first().fill('Mine.');
  await story.first().blur();
  await page.waitForSelector('#conflict-mine');
  await page.getByRole('button', { name: 'Keep the text on the left' }).click();
  await until(page, () => disk().includes('\n\nMine.\n\n'), 'the text is on the disk');
  await page.waitForFunction(() => document.querySelector('#write .state').dataset.event === 'saved');
});
