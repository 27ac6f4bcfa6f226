// A course in the preview: what a tutor finds once its package was imported, read from the package itself, and following what is written.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { violations } from './axe.mjs';
import { launch } from './browser.mjs';
import { OWN_DECK } from './packages.mjs';
import { startStudio } from './studio-start.mjs';

const CARD = 'en/1-deborder/01-appel.md';

async function show(t, format) {
  const { page, root } = await startStudio(t, await launch(t), { deck: OWN_DECK, page: { viewport: { width: 1500, height: 900 } } });
  await page.locator('#look-language').selectOption('en');
  await page.locator('#look-format').selectOption(format);
  await page.locator('.course').waitFor();
  const rows = () => page.locator('.course > div').evaluateAll((sections) => sections.map((one) => [one.querySelector('h3').textContent, ...[...one.querySelectorAll(':scope > ul > li')].map((row) => row.textContent)]));
  return { page, root, rows };
}

test('a Moodle course is listed as its backup has it, and follows the deck', async (t) => {
  const { page, root, rows } = await show(t, 'moodle');
  const list = (title) => [
    ['General', 'Page: Tutor’s sheet (hidden) (hidden from learners)', 'Page: Credits and licence'],
    ['Overflow', 'Module: Overflow', 'Forum: Talk about it: ' + title, 'Forum: Talk about it: The midnight message', 'Page: Capsule: Taking a break'],
  ];
  assert.deepEqual(await rows(), list('The Sunday call'));
  assert.ok(await page.locator('#look .stage').isHidden() && await page.locator('#look .stale').isHidden());
  assert.deepEqual(await violations(page), []);
  const path = join(root, CARD);
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, before.replace(/^title = .*$/m, 'title = "Another call"'));
  await page.locator('.course li', { hasText: 'Another call' }).waitFor();
  assert.deepEqual(await rows(), list('Another call'));
  // After a mistake the last good course stays, and it is said that it is the last one.
  writeFileSync(path, before.replace('+++', '++'));
  await page.locator('#look .stale:visible').waitFor();
  assert.deepEqual(await rows(), list('Another call'));
  // A module takes its place.
  writeFileSync(path, before);
  await page.locator('#look-format').selectOption('web');
  await page.locator('#look .stage > iframe[src*="/web/"]').waitFor();
  assert.equal(await page.locator('.course').count(), 0);
});

test('a cartridge is listed with what its quizzes ask', async (t) => {
  const { page, rows } = await show(t, 'common-cartridge');
  const found = await rows();
  assert.deepEqual(found.map(([title]) => title), ['Overflow', 'Credits and licence', 'For trainers']);
  assert.deepEqual(found[0].slice(1, 4), ['Page: Overflow', 'Page: The Sunday call', 'Discussion: Talk about it: The Sunday call']);
  const quiz = page.locator('.course li', { hasText: 'Quiz: Overflow' }).first();
  assert.deepEqual((await quiz.locator('ol li').allTextContents())[0], 'Who sets on-call duty?');
  assert.equal(await quiz.locator('ol li').count(), 3);
});
