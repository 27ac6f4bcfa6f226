// The list at the left: what is marked there, what stays in sight, and where a trainer finds what is to be put right.
import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { launch } from './browser.mjs';
import { OWN_DECK } from './packages.mjs';
import { startStudio } from './studio-start.mjs';

test('no file looks like an error that has none, and the page stays in the window however long the list is', async (t) => {
  const prepare = (deck) => {
    appendFileSync(join(deck, 'fr/board.md'), '\n<b>\n');
    for (let at = 0; at < 30; at += 1) writeFileSync(join(deck, 'fr/unknown-' + at + '.md'), 'x');
  };
  const { page } = await startStudio(t, await launch(t), { deck: OWN_DECK, prepare, page: { viewport: { width: 1280, height: 800 } } });
  await page.locator('.other .mark.error').first().waitFor();
  const borders = await page.locator('li.other').evaluateAll((rows) => rows.map((row) => getComputedStyle(row).borderTopWidth));
  assert.deepEqual([...new Set(borders)], ['0px']);
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), 800);
});
