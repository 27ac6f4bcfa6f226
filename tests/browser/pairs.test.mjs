// Pairs whose longer halves are the rows: each of the shorter ones goes with one row, so that what is recorded is what stands on the page.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, noTrouble, openPage } from './browser.mjs';
import { createRecord, visit } from './lms.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';

async function openPairs(t) {
  const [one] = build(t, OWN_DECK, '--lang', 'fr');
  const { origin } = await serve(t, [one]);
  const { page, watch } = await openPage(await launch(t));
  const { sco } = await visit(page, origin, one.name, createRecord());
  const { id } = one.course.situations.find(({ items }) => items.some(({ kind }) => kind === 'match'));
  const item = sco.locator('[data-item="' + one.course.situations.find((own) => own.id === id).items.find(({ kind }) => kind === 'match').id + '"]').first();
  const go = async () => {
    await sco.evaluate((hash) => { window.location.hash = hash; }, '#' + id + '/quiz');
    await sco.waitForSelector('[id="' + id + '/quiz"].open');
    // One question is shown after the other.
    while (!await item.isVisible()) await sco.locator('.view.open > .moves .first').click();
  };
  await go();
  const rows = item.locator('.placing .place-row');
  const chosen = () => rows.evaluateAll((all) => all.map((row) => Array.from(row.querySelectorAll('input')).findIndex(({ checked }) => checked)));
  const noFaults = () => noTrouble(watch, origin, one.name);
  return { page, item, rows, chosen, noFaults };
}

test('what a pointer gives to one row is taken from the other at once, and the answer waits for the rest', async (t) => {
  const { item, rows, chosen, noFaults } = await openPairs(t);
  const press = (row, option) => rows.nth(row).locator('.pick').nth(option).click();
  await press(0, 1);
  await press(1, 1);
  assert.deepEqual(await chosen(), [-1, 1, -1]);
  await press(2, 1);
  assert.deepEqual(await chosen(), [-1, -1, 1], 'two rows are left');
  assert.equal(await item.locator('.verdict').textContent(), '');
  await press(0, 2);
  await press(1, 0);
  assert.deepEqual(await chosen(), [2, 0, 1]);
  assert.notEqual(await item.locator('.verdict').textContent(), '', 'with the last one it is answered');
  noFaults();
});

test('arrow keys pass over what another row has, and take it only where they stop', async (t) => {
  const { page, rows, chosen, noFaults } = await openPairs(t);
  const radio = (row, option) => rows.nth(row).locator('input').nth(option);
  await radio(0, 1).focus();
  await page.keyboard.press('Space');
  assert.deepEqual(await chosen(), [1, -1, -1]);
  await radio(1, 0).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.deepEqual(await chosen(), [1, 2, -1], 'passed over');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  assert.deepEqual(await chosen(), [-1, 1, -1], 'stopped there');
  noFaults();
});
