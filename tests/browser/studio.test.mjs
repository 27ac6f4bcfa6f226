// The studio as somebody works in it who has never seen a terminal: a text is written, the module follows, others write too, nothing is lost.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { startStudio } from './studio-start.mjs';

const DECK = fileURLToPath(new URL('deck', import.meta.url));

// The frame with the module itself, inside the page of the LMS.
async function moduleOf(page, text) {
  await page.waitForFunction(() => document.querySelector('.stage iframe').src.includes('/play'));
  for (;;) {
    const found = page.frames().find((frame) => frame.url().endsWith('index.html') || frame.url().includes('index.html#'));
    if (found && (!text || await found.getByText(text).count())) return found;
    await page.waitForTimeout(50);
  }
}

test('a text that is typed is on the disk and in the module, and the page says so only then', async (t) => {
  const browser = await launch(t);
  const { page, root } = await startStudio(t, browser, { deck: DECK });
  await page.locator('.card .file').first().click();
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  const file = (await page.evaluate(() => decodeURIComponent(location.hash.slice(1))));
  const path = join(root, file);
  const before = readFileSync(path, 'utf8');
  const area = page.locator('textarea.text');
  await area.evaluate((element) => { element.focus(); element.setSelectionRange(element.value.indexOf('+++', 3) + 4, element.value.indexOf('+++', 3) + 4); });
  await page.keyboard.type('\nA sentence nobody has read yet.\n');
  assert.match(await page.locator('.state').textContent(), /Not saved yet|Saving/);
  await page.waitForFunction(() => /^Saved at/.test(document.querySelector('.state').textContent));
  const after = readFileSync(path, 'utf8');
  assert.equal(after.replace('\nA sentence nobody has read yet.\n', ''), before);
  await moduleOf(page, 'A sentence nobody has read yet.');
});

test('what another program writes meanwhile is brought together, and what cannot be is shown beside it', async (t) => {
  const browser = await launch(t);
  const { page, root } = await startStudio(t, browser, { deck: DECK });
  await page.locator('.card .file').first().click();
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  const path = join(root, await page.evaluate(() => decodeURIComponent(location.hash.slice(1))));
  const area = page.locator('textarea.text');
  const before = await area.inputValue();
  const lines = before.split('\n');
  // Another place: merged.
  writeFileSync(path, before.trimEnd() + '\n- Written by a colleague.\n');
  await area.fill(lines.map((line, at) => (line.startsWith('title = ') ? 'title = "Another title"' : line)).join('\n'));
  await page.waitForFunction(() => /together with/.test(document.querySelector('.state').textContent));
  const merged = readFileSync(path, 'utf8');
  assert.match(merged, /Another title/);
  assert.match(merged, /Written by a colleague/);
  assert.equal(await area.inputValue(), merged);
  // The same place: both are shown, nothing is written.
  writeFileSync(path, merged.replace('Another title', 'Their title'));
  await area.fill(merged.replace('Another title', 'My title'));
  await page.waitForSelector('.conflict:not([hidden])');
  assert.match(readFileSync(path, 'utf8'), /Their title/);
  assert.match(await page.locator('#conflict-mine').inputValue(), /My title/);
  assert.match(await page.locator('#conflict-theirs').inputValue(), /Their title/);
  await page.getByRole('button', { name: 'Keep the text on the left' }).click();
  await page.waitForFunction(() => /^Saved at/.test(document.querySelector('.state').textContent));
  assert.match(readFileSync(path, 'utf8'), /My title/);
});
