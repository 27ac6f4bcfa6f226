// The studio as somebody works in it who has never seen a terminal: a text is written, the module follows, others write too, nothing is lost.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { startStudio } from './studio-start.mjs';

const DECK = fileURLToPath(new URL('deck', import.meta.url));

// Waits until the module, in the page of the LMS, has a text.
async function inModule(page, text) {
  const has = async (frame) => {
    try {
      return await frame.getByText(text).count() > 0;
    } catch (error) {
      return false; // The frame has just gone: the next one is looked at.
    }
  };
  for (;;) {
    for (const frame of page.frames()) if (frame.url().includes('index.html') && await has(frame)) return frame;
    await page.waitForEvent('framenavigated', { timeout: 15000 });
  }
}

// Lets another program write just before the next save arrives.
async function meanwhile(page, write) {
  await page.route('**/api/save', async (route) => { write(); await route.continue(); }, { times: 1 });
}

test('a text that is typed is on the disk and in the module, and the page says so only then', async (t) => {
  const browser = await launch(t);
  const { page, root } = await startStudio(t, browser, { deck: DECK });
  await page.locator('.card .file').first().click();
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  const file = (await page.evaluate(() => decodeURIComponent(location.hash.slice(1))));
  const path = join(root, file);
  const before = readFileSync(path, 'utf8');
  const area = page.locator('textarea.whole');
  await area.evaluate((element) => { element.focus(); element.setSelectionRange(element.value.indexOf('+++', 3) + 4, element.value.indexOf('+++', 3) + 4); });
  await page.keyboard.type('\nA sentence nobody has read yet.\n');
  assert.match(await page.locator('.state').textContent(), /Not saved yet|Saving/);
  await page.waitForFunction(() => /^Saved at/.test(document.querySelector('.state').textContent));
  const after = readFileSync(path, 'utf8');
  assert.equal(after.replace('\nA sentence nobody has read yet.\n', ''), before);
  await inModule(page, 'A sentence nobody has read yet.');
});

test('what another program writes meanwhile is brought together, and what cannot be is shown beside it', async (t) => {
  const browser = await launch(t);
  const { page, root } = await startStudio(t, browser, { deck: DECK });
  await page.locator('.card .file').first().click();
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  const path = join(root, await page.evaluate(() => decodeURIComponent(location.hash.slice(1))));
  const area = page.locator('textarea.whole');
  const before = await area.inputValue();
  const lines = before.split('\n');
  // Another place: merged.
  await meanwhile(page, () => writeFileSync(path, before.trimEnd() + '\n- Written by a colleague.\n'));
  await area.fill(lines.map((line, at) => (line.startsWith('title = ') ? 'title = "Another title"' : line)).join('\n'));
  await page.waitForFunction(() => /together with/.test(document.querySelector('.state').textContent));
  const merged = readFileSync(path, 'utf8');
  assert.match(merged, /Another title/);
  assert.match(merged, /Written by a colleague/);
  assert.equal(await area.inputValue(), merged);
  // The same place: both are shown, nothing is written.
  await meanwhile(page, () => writeFileSync(path, merged.replace('Another title', 'Their title')));
  await area.fill(merged.replace('Another title', 'My title'));
  await page.waitForSelector('.conflict:not([hidden])');
  assert.match(readFileSync(path, 'utf8'), /Their title/);
  assert.match(await page.locator('#conflict-mine').inputValue(), /My title/);
  assert.match(await page.locator('#conflict-theirs').inputValue(), /Their title/);
  await page.getByRole('button', { name: 'Keep the text on the left' }).click();
  await page.waitForFunction(() => /^Saved at/.test(document.querySelector('.state').textContent));
  assert.match(readFileSync(path, 'utf8'), /My title/);
});

// What the state line says once everything is on the disk.
const saved = (page) => page.waitForFunction(() => /^Saved at/.test(document.querySelector('.state').textContent));

test('in the form, one value is changed at its place: a right answer, an option, a whole question; and undone after a restart of the page', async (t) => {
  const browser = await launch(t);
  const { page, root } = await startStudio(t, browser, { deck: DECK });
  await page.locator('.card .file').first().click();
  await page.waitForSelector('.part');
  const path = join(root, await page.evaluate(() => decodeURIComponent(location.hash.slice(1))));
  const first = readFileSync(path, 'utf8');
  const title = page.getByLabel('Title (required)');
  await title.fill('A title from the form');
  await title.blur();
  await saved(page);
  const second = readFileSync(path, 'utf8');
  assert.equal(second, first.replace(/^title = .*$/m, 'title = "A title from the form"'));
  await page.locator('summary', { hasText: 'Add a question' }).click();
  await page.getByLabel('The question').fill('Who decides?');
  await page.getByLabel('Kind of question').selectOption('fact');
  await page.getByRole('button', { name: 'Add a question' }).click();
  const question = page.locator('.part', { has: page.locator('textarea.title', { hasText: 'Who decides?' }) }).last();
  await question.waitFor();
  // It comes with two empty options, the first of which is right.
  const options = question.locator('.row textarea');
  for (const [at, words] of ['The team', 'The director'].entries()) {
    await options.nth(at).fill(words);
    await options.nth(at).blur();
    await page.waitForFunction(() => /^Saved at/.test(document.querySelector('.state').textContent));
  }
  await question.getByLabel('Right answer').last().check();
  while (!/\[x\] The director/.test(readFileSync(path, 'utf8'))) await page.waitForTimeout(20);
  assert.match(readFileSync(path, 'utf8'), /### Who decides\? \{#q\d+ kind=fact\}\n\n- \[ \] The team\n  > …\n- \[x\] The director\n/);
  await page.reload();
  await page.waitForSelector('.file');
  for (let steps = 0; steps < 6; steps += 1) {
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForFunction(() => /Taken back/.test(document.getElementById('status').textContent));
    await page.evaluate(() => { document.getElementById('status').textContent = ''; });
  }
  assert.equal(readFileSync(path, 'utf8'), first);
});
