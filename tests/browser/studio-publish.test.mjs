// Publishing from the studio: what comes out is what `cartable build` makes, byte by byte; the register is kept as the command keeps it; what a
// release still wants leads to its place. SHOTS names a folder for pictures.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { launch } from './browser.mjs';
import { OWN_DECK, run, temporary, unpack } from './packages.mjs';
import { sound } from './studio-sound.mjs';
import { startStudio } from './studio-start.mjs';

const start = async (t, options) => startStudio(t, await launch(t), { deck: OWN_DECK, ...options });

const REGISTER = 'register.toml';
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function openPublish(page) {
  await page.getByRole('link', { name: 'Publish' }).click();
  await page.locator('#publish-go').waitFor();
}

async function build(page) {
  const ready = page.locator('#publish-go[aria-disabled=false]');
  await ready.click();
  await ready.waitFor();
}

// A download by its link, as bytes.
async function download(t, page, link) {
  const [got] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const path = join(temporary(t), 'file');
  await got.saveAs(path);
  return { name: got.suggestedFilename(), bytes: readFileSync(path) };
}

test('the packages of the studio are those of the command, one by one and together', async (t) => {
  const { page, root: folder, watch } = await start(t, { prepare: (deck) => rmSync(join(deck, REGISTER)) });
  const out = temporary(t);
  await openPublish(page);
  await page.getByRole('checkbox', { name: /^Moodle course/ }).check();
  for (const language of ['ro', 'el']) await page.locator('[name=languages][value=' + language + ']').uncheck();
  await build(page);
  const built = readFileSync(join(folder, REGISTER), 'utf8');
  rmSync(join(folder, REGISTER));
  run('build', folder, '--to', 'scorm12,moodle', '--lang', 'fr,en', '--out', out);
  assert.equal(built, readFileSync(join(folder, REGISTER), 'utf8'), 'the register that the command writes');
  const names = readdirSync(out).filter((name) => /^[^.].*\.(zip|mbz)$/.test(name));
  assert.equal(names.length, 4);
  assert.equal(await page.locator('.made tbody tr').count(), names.length);
  for (const name of names) {
    const got = await download(t, page, page.getByRole('link', { name: 'Download ' + name }));
    assert.equal(got.name, name);
    assert.ok(got.bytes.equals(readFileSync(join(out, name))), name + ' has the bytes of the command');
  }
  const all = await download(t, page, page.locator('#publish-all'));
  assert.equal(all.name, 'essai-packages.zip');
  const into = temporary(t);
  assert.deepEqual(unpack(all.bytes, into).sort(), [...names, 'SHA256SUMS'].sort());
  const sums = readFileSync(join(into, 'SHA256SUMS'), 'utf8');
  assert.equal(sums, readFileSync(join(out, 'SHA256SUMS'), 'utf8'));
  names.forEach((name) => assert.ok(sums.includes(sha256(readFileSync(join(into, name))) + '  ' + name + '\n'), name));
  await sound(page, 'publish');
  assert.deepEqual(watch.troubles.filter((one) => !/allow-scripts and allow-same-origin/.test(one)), []);
});

test('all languages in one package, a situation each, and a choice of nothing is refused in words', async (t) => {
  const { page, root: folder } = await start(t);
  const out = temporary(t);
  await openPublish(page);
  await page.getByRole('checkbox', { name: /in one package/ }).check();
  await page.locator('#publish-split').selectOption('situation');
  await build(page);
  run('build', folder, '--lang', 'all', '--split', 'situation', '--out', out);
  const names = readdirSync(out).filter((name) => name.endsWith('.zip')).sort();
  const rows = await page.locator('.made tbody th').evaluateAll((all) => all.map((one) => one.firstChild.textContent));
  assert.deepEqual(rows.sort(), names);
  await page.getByRole('checkbox', { name: /^SCORM 1.2/ }).uncheck();
  await page.locator('#publish-go').click();
  await page.locator('.made .told', { hasText: 'Choose at least one format.' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'formats', 'the caret is where something is to be done');
});

test('without leave to write, packages are made and the folder stays as it was', async (t) => {
  const { page, root: folder } = await start(t, { readOnly: true, prepare: (deck) => rmSync(join(deck, REGISTER)) });
  await openPublish(page);
  await build(page);
  assert.equal(await page.locator('.made tbody tr').count(), 4);
  assert.ok(!existsSync(join(folder, REGISTER)));
});

test('what a release still wants is said with its place, and stops a build for publication', async (t) => {
  const { page } = await start(t);
  await openPublish(page);
  const want = page.locator('.wants li.error').first();
  await want.waitFor();
  await page.getByRole('checkbox', { name: /--release/ }).check();
  await build(page);
  await page.locator('.made .told', { hasText: 'No package was made.' }).waitFor();
  assert.equal(await page.locator('.made tbody tr').count(), 0);
  await sound(page, 'refused');
  // By keyboard: the place leads to the file, and going back leads here.
  await want.locator('.place').focus();
  const place = await want.locator('.place').textContent();
  await page.keyboard.press('Enter');
  await page.locator('#rooms').waitFor();
  assert.ok(decodeURIComponent(new URL(page.url()).hash).endsWith(place), page.url());
  await page.goBack();
  await page.locator('#publish-go').waitFor();
});
