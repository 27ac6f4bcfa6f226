// The notebook of a module of several situations: all that was said and typed on one page below the cards, in a file that opens again, and on
// the device if the learner asks for it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';
import { openCard, openStep, walkSituation } from './walk.mjs';

async function start(t) {
  const [one] = build(t, OWN_DECK, '--lang', 'fr');
  const { origin } = await serve(t, [one]);
  const browser = await launch(t);
  const address = origin + '/p/' + one.name + '/index.html';
  const enter = async (init) => {
    const opened = await openPage(browser, { acceptDownloads: true, reducedMotion: 'reduce' });
    if (init) await opened.context.addInitScript(init);
    await opened.page.goto(address);
    await opened.page.waitForSelector('html.js');
    return opened;
  };
  return { one, course: one.course, enter };
}

const notebook = (page) => page.locator('.notebook');
const words = (page) => notebook(page).locator('.sheet').allTextContents();
const keepBox = (page) => notebook(page).locator('label.weight');

// Plays both cards and leaves words in every field, and a mark of its own in each.
async function writeAll(page, course) {
  for (const { id } of course.situations) {
    await openCard(page, id);
    await walkSituation(page, {
      at: async (step) => {
        if (step !== 'synthesis') return;
        for (const field of await openStep(page).locator('textarea').all()) await field.fill('mot de ' + id);
      },
    });
  }
}

async function download(page) {
  const [file] = await Promise.all([page.waitForEvent('download'), notebook(page).locator('.doing button').last().click()]);
  return readFileSync(await file.path(), 'utf8');
}

const give = (page, text) => notebook(page).locator('input[type=file]').setInputFiles({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from(text) });

test('all sheets and the rules to remember are on one page, and on paper alone', async (t) => {
  const { course, enter } = await start(t);
  const { page, watch } = await enter();
  assert.deepEqual(await words(page), []);
  await writeAll(page, course);
  const sheets = await words(page);
  assert.equal(sheets.length, course.situations.length + 1);
  course.situations.forEach(({ id }, at) => assert.match(sheets[at], new RegExp('mot de ' + id)));
  const rules = await page.locator('#_capsules .keep > :not(.label)').evaluateAll((all) => all.map((one) => one.textContent));
  assert.ok(rules.some((rule) => sheets.at(-1).includes(rule)), 'what a capsule says is to be remembered');
  await page.evaluate(() => { document.documentElement.dataset.print = 'sheet'; });
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.pages').isVisible(), true);
  for (const other of ['.flap', '.hand', '.foot', '#_capsules', '.notebook .doing']) assert.equal(await page.locator(other).first().isVisible(), false, other);
  assert.deepEqual(watch.troubles, []);
});

test('a file that is taken away opens again in another visit, and every word is where it was', async (t) => {
  const { course, enter } = await start(t);
  const first = await enter();
  await writeAll(first.page, course);
  const before = await words(first.page);
  const text = await download(first.page);
  const { page, watch } = await enter();
  // A situation that was opened before takes the words up as well.
  await openCard(page, course.situations[0].id);
  await page.evaluate(() => { window.location.hash = '#_overview'; });
  await page.waitForSelector('#_overview.open');
  await give(page, text);
  await notebook(page).locator('.said:not(:empty)').waitFor();
  assert.deepEqual(await words(page), before);
  await page.evaluate((id) => { window.location.hash = '#' + id + '/synthesis'; }, course.situations[0].id);
  await page.waitForSelector('.step-synthesis.open');
  assert.equal(await openStep(page).locator('textarea').first().inputValue(), 'mot de ' + course.situations[0].id);
  await page.evaluate((id) => { window.location.hash = '#' + id + '/reaction'; }, course.situations[0].id);
  await page.waitForSelector('.step-reaction.open');
  assert.equal(await openStep(page).locator('.tap :checked').count(), 1);
  assert.deepEqual(watch.troubles, []);
});

test('a file of another module, a broken one and any other thing are refused in words, and nothing changes', async (t) => {
  const { course, enter } = await start(t);
  const { page, watch } = await enter();
  await writeAll(page, course);
  const [text, before] = [await download(page), await words(page)];
  const other = { ...JSON.parse(text), module: 'another' };
  const cases = [JSON.stringify(other), text.slice(0, -9), '', '[]', 'null', '{}', '{"form":"words-1"}', text.replace(/"notes":\[/, '"notes":[7,'),
    text.replace(/"positions":/, '"places":'), text.replace(/"arguments":/, '"weights":'), 'x'.repeat(1000001)];
  for (const one of cases) {
    await notebook(page).locator('.said').evaluate((line) => { line.textContent = ''; });
    await give(page, one);
    await notebook(page).locator('.said:not(:empty)').waitFor();
    assert.match(await notebook(page).locator('.said').textContent(), /Rien n’a changé/);
    assert.deepEqual(await words(page), before, one.slice(0, 60));
  }
  assert.deepEqual(watch.troubles, []);
});

test('notes are kept on the device once the learner asks, and gone with one button', async (t) => {
  const { course, enter } = await start(t);
  const { page, watch, context } = await enter();
  const stored = () => page.evaluate(() => Object.keys(window.localStorage).filter((key) => key.startsWith('cartable.words')));
  await writeAll(page, course);
  const before = await words(page);
  assert.deepEqual(await stored(), [], 'nothing by itself');
  await keepBox(page).click();
  assert.equal((await stored()).length, 1);
  const asked = [];
  page.on('dialog', (dialog) => asked.push(dialog.type()));
  await page.reload();
  await page.waitForSelector('html.js');
  assert.deepEqual(asked, [], 'what is kept is no reason to ask');
  assert.deepEqual(await words(page), before);
  assert.equal(await keepBox(page).locator('input').isChecked(), true);
  // Words that are typed later are kept as well, and the field says so.
  await page.evaluate((id) => { window.location.hash = '#' + id + '/synthesis'; }, course.situations[1].id);
  await page.waitForSelector('.step-synthesis.open');
  assert.match(await openStep(page).locator('.lead .fine').textContent(), /Reste sur cet appareil/);
  await openStep(page).locator('textarea').first().fill('plus tard');
  const other = await context.newPage();
  await other.goto(page.url().split('#')[0]);
  await other.waitForSelector('html.js');
  assert.match((await words(other)).join(' '), /plus tard/);
  await notebook(other).getByRole('button', { name: /Effacer/ }).click();
  // The other window is another process.
  await page.waitForFunction(() => !Object.keys(window.localStorage).some((key) => key.startsWith('cartable.words')));
  assert.equal(await keepBox(other).locator('input').isChecked(), false);
  await openStep(page).locator('textarea').first().fill('encore plus tard');
  assert.deepEqual(await stored(), [], 'another window does not bring it back');
  assert.deepEqual(watch.troubles, []);
});

test('where the browser refuses storage, keeping is not offered', async (t) => {
  const { enter } = await start(t);
  const { page } = await enter(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
  });
  assert.equal(await keepBox(page).count(), 0);
  assert.equal(await notebook(page).locator('input[type=file]').count(), 1);
});
