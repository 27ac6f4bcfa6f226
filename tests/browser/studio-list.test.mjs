// The list at the left: what is marked there, what stays in sight, and where a trainer finds what is to be put right.
import assert from 'node:assert/strict';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
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

test('a theme without a card has no module for that reason, and is the only theme that can go to the bin', async (t) => {
  const { page } = await startStudio(t, await launch(t), { deck: OWN_DECK });
  const bin = page.getByRole('button', { name: 'Move to the bin' });
  await page.locator('.theme .file').first().click();
  await page.waitForFunction(() => document.querySelector('#write .place').textContent.endsWith('theme.md'));
  await page.waitForSelector('.part');
  assert.equal(await bin.isVisible(), false);
  await page.locator('summary', { hasText: 'New theme' }).click();
  await page.keyboard.type('Nothing yet');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.theme').length === 2);
  await page.waitForFunction(() => document.querySelector('#look .stale').textContent === 'This theme has no card, so there is no module of it.');
  assert.match(await page.locator('.counts').textContent(), /Errors: 0/);
  await bin.waitFor();
});

test('what is wrong with no file of the list is said at its end', async (t) => {
  const { page } = await startStudio(t, await launch(t), { deck: OWN_DECK, prepare: (deck) => rmSync(join(deck, 'fr/1-deborder/theme.md')) });
  await page.locator('.elsewhere .error').first().waitFor();
  assert.match(await page.locator('.elsewhere').textContent(), /1-deborder/);
});
