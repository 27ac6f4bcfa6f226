// The notebook of a module of several situations: all that was said and typed on one page below the cards, in a file that opens again, and on
// the device if the learner asks for it.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { asksToStay, launch, openPage } from './browser.mjs';
import { LANGUAGES, OWN_DECK, build, temporary } from './packages.mjs';
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

const keptWords = (page) => page.evaluate(() => window.localStorage[Object.keys(window.localStorage).find((key) => key.startsWith('cartable.words'))] || '');
const field = (page) => openStep(page).locator('textarea').first();

// At once, whether the field is in view or not.
const type = (area, text) => area.evaluate((own, words) => {
  own.value = words;
  own.dispatchEvent(new Event('input', { bubbles: true }));
}, text);

async function openAt(page, id, step = 'synthesis') {
  await page.evaluate((hash) => { window.location.hash = hash; }, '#' + id + '/' + step);
  await page.waitForSelector('[id="' + id + '/' + step + '"].open');
}

async function openOverview(page) {
  await page.evaluate(() => { window.location.hash = '#_overview'; });
  await page.waitForSelector('#_overview.open');
}

test('a device that gets full keeps what it had, says so in view, and takes the rest as soon as it can', async (t) => {
  const { course, enter } = await start(t);
  const { page, watch } = await enter(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function setItem(...given) {
      if (window.isFull) throw new DOMException('full', 'QuotaExceededError');
      return set.apply(this, given);
    };
  });
  const asked = [];
  page.on('dialog', (dialog) => asked.push(dialog.type()));
  await keepBox(page).click();
  await openAt(page, course.situations[0].id);
  await field(page).fill('une heure de travail');
  await page.evaluate(() => { window.isFull = true; });
  await field(page).press('End');
  await page.keyboard.type(', et plus');
  assert.equal(await field(page).inputValue(), 'une heure de travail, et plus', 'the field stays under the hands');
  assert.match(await keptWords(page), /"une heure de travail"/);
  assert.match(await page.locator('#_bar').textContent(), /Plus de place/);
  assert.equal(await page.locator('#_bar').isVisible(), true);
  assert.match(await openStep(page).locator('.hint').textContent(), /Disparaît/);
  await page.evaluate(() => { window.isFull = false; });
  await page.keyboard.type(' encore');
  assert.match(await keptWords(page), /, et plus encore"/);
  assert.equal(await page.locator('#_bar').isVisible(), false);
  assert.match(await openStep(page).locator('.hint').textContent(), /Reste/);
  await page.evaluate(() => { window.isFull = true; });
  await page.keyboard.type('!');
  await page.reload();
  assert.deepEqual(asked, ['beforeunload'], 'the last letter is on this page alone');
  assert.deepEqual(watch.troubles, []);
});

test('words that are erased in another window stay in the field that is typed in, and are asked about', async (t) => {
  const { course, enter } = await start(t);
  const { page, context, watch } = await enter();
  await keepBox(page).click();
  await openAt(page, course.situations[0].id);
  await field(page).fill('avant');
  const other = await context.newPage();
  await other.goto(page.url().split('#')[0]);
  await notebook(other).getByRole('button', { name: /Effacer/ }).click();
  await page.waitForFunction(() => !Object.keys(window.localStorage).some((key) => key.startsWith('cartable.words')));
  await field(page).press('End');
  await page.keyboard.type(' et après');
  assert.equal(await field(page).inputValue(), 'avant et après');
  assert.match(await openStep(page).locator('.hint').textContent(), /Disparaît/);
  await page.waitForFunction(() => /plus gardées/.test(document.getElementById('_said').textContent));
  assert.equal(await keptWords(page), '');
  const asked = [];
  page.on('dialog', (dialog) => asked.push(dialog.type()));
  await page.reload();
  assert.deepEqual(asked, ['beforeunload']);
  assert.deepEqual(watch.troubles, []);
});

// The copy that outlives the local storage.
const shelved = (page) => page.evaluate(() => new Promise((resolve) => {
  const asked = window.indexedDB.open('cartable.words', 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction('words').objectStore('words').getAll();
    all.onsuccess = () => { asked.result.close(); resolve(all.result.join()); };
  };
}));

test('notes outlive a platform that empties the storage whenever somebody signs in, and not the learner’s own button', async (t) => {
  const { course, enter } = await start(t);
  const { page, context, watch } = await enter();
  await writeAll(page, course);
  const before = await words(page);
  await keepBox(page).click();
  const copied = async (text) => { while (!(await shelved(page)).includes(text)); };
  await copied('mot de ' + course.situations[1].id);
  // Before the module is opened again.
  await page.evaluate(() => window.localStorage.clear());
  await page.reload();
  await page.waitForFunction(() => Object.keys(window.localStorage).some((key) => key.startsWith('cartable.words')));
  await openOverview(page);
  assert.deepEqual(await words(page), before);
  assert.equal(await keepBox(page).locator('input').isChecked(), true);
  // While it is open.
  await openAt(page, course.situations[0].id);
  await field(page).fill('avant la connexion');
  const other = await context.newPage();
  await other.goto(page.url().split('#')[0]);
  await other.evaluate(() => window.localStorage.clear());
  await page.waitForFunction(() => Object.values(window.localStorage).some((kept) => kept.includes('avant la connexion')));
  await field(page).fill('et après');
  await copied('et après');
  assert.doesNotMatch(await page.locator('#_said').textContent(), /plus gardées/);
  await other.close();
  // What the learner erases is in neither.
  await openOverview(page);
  await notebook(page).getByRole('button', { name: /Effacer/ }).click();
  await page.waitForFunction(() => /plus gardées/.test(document.querySelector('.notebook .said').textContent));
  assert.equal(await shelved(page), '');
  await page.reload();
  await page.waitForSelector('html.js');
  assert.equal(await shelved(page), '');
  assert.equal(await keptWords(page), '');
  assert.equal(await keepBox(page).locator('input').isChecked(), false);
  assert.deepEqual(watch.troubles, []);
});

test('two windows keep what is written in either, and the later word of a field', async (t) => {
  const { course, enter } = await start(t);
  const [first, second] = course.situations.map(({ id }) => id);
  const { page, context, watch } = await enter();
  await keepBox(page).click();
  const other = await context.newPage();
  await other.goto(page.url().split('#')[0]);
  await other.waitForSelector('html.js');
  // The windows are two processes; each sees the other's writing a moment later.
  const sees = (one, word) => one.waitForFunction((text) => Object.values(window.localStorage).some((kept) => kept.includes(text)), word);
  await openAt(page, first);
  await field(page).fill('dans la première');
  await sees(other, 'dans la première');
  await openAt(other, second);
  await field(other).fill('dans la seconde');
  assert.match(await keptWords(other), /dans la première.*dans la seconde/);
  // In one card, two fields; the other window has that card open.
  await sees(page, 'dans la seconde');
  await openAt(page, second);
  await openStep(page).locator('textarea').nth(1).fill('deuxième champ');
  await sees(other, 'deuxième champ');
  await openStep(other).locator('textarea').nth(2).fill('troisième champ');
  assert.match(await keptWords(other), /dans la première.*dans la seconde.*deuxième champ.*troisième champ/);
  await openOverview(other);
  assert.match((await words(other)).join(' '), /dans la première.*dans la seconde.*deuxième champ.*troisième champ/);
  await sees(page, 'troisième champ');
  await field(page).fill('dans la seconde, plus tard');
  await page.reload();
  assert.match(await keptWords(page), /dans la première.*dans la seconde, plus tard.*deuxième champ.*troisième champ/);
  await sees(other, 'plus tard');
  await other.waitForFunction(() => document.querySelector('.notebook .pages').textContent.includes('plus tard'));
  await openAt(other, second);
  assert.equal(await field(other).inputValue(), 'dans la seconde, plus tard', 'a card that is opened later shows it');
  // In a card that is not open here, a note that gets shorter there is nothing that was lost here.
  await openOverview(other);
  await openAt(page, second);
  await field(page).fill('plus court');
  await other.waitForFunction(() => document.querySelector('.notebook .pages').textContent.includes('plus court'));
  assert.equal(await other.locator('#_bar').isHidden(), true);
  assert.equal(await asksToStay(other), false);
  assert.deepEqual(watch.troubles, []);
});

test('what another window replaced in an open field is said there, and asked about', async (t) => {
  const { course, enter } = await start(t);
  const { page, context, watch } = await enter();
  await keepBox(page).click();
  await openAt(page, course.situations[0].id);
  const other = await context.newPage();
  await other.goto(page.url().split('#')[0]);
  await openAt(other, course.situations[0].id);
  await field(page).fill('une longue pensée');
  await field(other).fill('autre chose');
  await page.waitForFunction(() => /Une autre fenêtre/.test(document.querySelector('#_bar p').textContent));
  assert.equal(await field(page).inputValue(), 'une longue pensée');
  assert.match(await openStep(page).locator('.hint').textContent(), /Disparaît/);
  assert.equal(await asksToStay(page), true);
  // What is written on here is kept again, and it is the other window's turn.
  await field(page).fill('une longue pensée, reprise');
  await other.waitForFunction(() => /Une autre fenêtre/.test(document.querySelector('#_bar p').textContent));
  assert.equal(await asksToStay(page), false);
  assert.equal(await page.locator('#_bar').isHidden(), true);
  assert.match(await keptWords(page), /une longue pensée, reprise/);
  assert.deepEqual(watch.troubles, []);
});

test('words that are no longer kept because the learner said so are asked about', async (t) => {
  const { course, enter } = await start(t);
  const { page } = await enter();
  await keepBox(page).click();
  await openAt(page, course.situations[0].id);
  await field(page).fill('des mots');
  await openOverview(page);
  await keepBox(page).click();
  const asked = [];
  page.on('dialog', (dialog) => asked.push(dialog.type()));
  await page.reload();
  assert.deepEqual(asked, ['beforeunload']);
});

// Each text in a JSON value replaced by things that are none, one at a time.
function* spoilt(value) {
  if (typeof value === 'string') yield* [5, null, {}, [[]]];
  if (value === null || typeof value !== 'object') return;
  for (const key of Object.keys(value)) {
    for (const worse of spoilt(value[key])) yield Object.assign(Array.isArray(value) ? [...value] : { ...value }, { [key]: worse });
  }
}

test('words with things in them that are no texts are refused, from a file and from the device', async (t) => {
  const { course, enter } = await start(t);
  const { page, watch } = await enter();
  await writeAll(page, course);
  const { form, module, situations } = JSON.parse(await download(page));
  const { id } = course.situations[0];
  const before = await words(page);
  const all = Array.from(spoilt(situations[id]), (own) => JSON.stringify({ form, module, situations: { [id]: own } }));
  assert.ok(all.length > 40);
  for (const text of all) {
    await notebook(page).locator('.said').evaluate((line) => { line.textContent = ''; });
    await give(page, text);
    await notebook(page).locator('.said:not(:empty)').waitFor();
    assert.match(await notebook(page).locator('.said').textContent(), /Rien n’a changé/, text);
  }
  assert.deepEqual(await words(page), before);
  for (const text of all.slice(0, 9)) {
    await page.evaluate((kept) => window.localStorage.setItem(...kept), ['cartable.words.' + module, text]);
    await page.reload();
    await page.waitForSelector('html.js');
    assert.equal(await keepBox(page).locator('input').isChecked(), false);
    assert.equal(await notebook(page).getByRole('button', { name: /Effacer/ }).isVisible(), true, 'they can be erased');
  }
  assert.deepEqual(watch.troubles, []);
});

test('a file replaces other notes only when the learner says so', async (t) => {
  const { course, enter } = await start(t);
  const { page, watch } = await enter();
  const { id } = course.situations[0];
  await keepBox(page).click();
  await openAt(page, id);
  await field(page).fill('ancien');
  await openOverview(page);
  const old = await download(page);
  await give(page, old);
  await notebook(page).locator('.said:not(:empty)').waitFor();
  assert.equal(await notebook(page).locator('.ask').isVisible(), false, 'what says the same needs no question');
  await openAt(page, id);
  await field(page).fill('bien plus long aujourd’hui');
  await openOverview(page);
  await give(page, old);
  await notebook(page).locator('.ask button').last().click();
  assert.match((await words(page)).join(), /bien plus long/);
  assert.match(await keptWords(page), /bien plus long/);
  await give(page, old);
  await notebook(page).locator('.ask button').first().click();
  assert.match((await words(page)).join(), /ancien/);
  assert.match(await keptWords(page), /"ancien"/);
  assert.equal(await notebook(page).locator('.ask').isVisible(), false);
  assert.deepEqual(watch.troubles, []);
});

test('a file of notes may be as long as somebody types', async (t) => {
  const { course, enter } = await start(t);
  const { page, watch } = await enter();
  await openAt(page, course.situations[0].id);
  const long = 'λόγος '.repeat(120000);
  await type(field(page), long);
  await openOverview(page);
  const text = await download(page);
  const next = await enter();
  await give(next.page, text);
  await notebook(next.page).locator('.said:not(:empty)').waitFor();
  await openAt(next.page, course.situations[0].id);
  assert.ok(await field(next.page).inputValue() === long);
  assert.deepEqual([...watch.troubles, ...next.watch.troubles], []);
});

// The tests' deck a year later: a question in front of the others, and the second card under another id, or another card in its place.
function laterDeck(t, change) {
  const deck = join(temporary(t), 'deck');
  cpSync(OWN_DECK, deck, { recursive: true });
  for (const language of LANGUAGES) {
    const [first, second] = ['01-appel.md', '02-message.md'].map((name) => join(deck, language, '1-deborder', name));
    writeFileSync(first, readFileSync(first, 'utf8').replace(/(\{#prompts\}\n\n)/, '$1- Une question de plus ?\n'));
    change(second);
  }
  return build(t, deck, '--lang', 'fr')[0];
}

test('in a new version of the module, notes follow their question and their card, and none is lost', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'fr');
  const [first, second] = one.course.situations.map(({ id }) => id);
  const renamed = laterDeck(t, (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('id = "t1-s02"', 'id = "t1-s09"\nwas = ["t1-s02"]')));
  const without = laterDeck(t, (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('id = "t1-s02"', 'id = "t1-s08"')));
  const { origin } = await serve(t, [one, { ...renamed, name: 'renamed' }, { ...without, name: 'without' }]);
  const browser = await launch(t);
  const { page, watch, context } = await openPage(browser, { acceptDownloads: true });
  const visit = async (name, where = page) => {
    await where.goto(origin + '/p/' + name + '/index.html');
    await where.waitForSelector('html.js');
  };
  await visit(one.name);
  await keepBox(page).click();
  await openAt(page, first, 'prompts');
  const questions = await openStep(page).locator('.prompt').allTextContents();
  for (const [at, area] of (await openStep(page).locator('textarea').all()).entries()) await type(area, 'réponse ' + at);
  await openAt(page, second, 'prompts');
  await field(page).fill('de la seconde carte');
  await openOverview(page);
  const text = await download(page);

  await visit('renamed');
  assert.match((await words(page)).join(' '), /réponse 0.*de la seconde carte/s);
  await openAt(page, first, 'prompts');
  const answers = await openStep(page).locator('.prompts > li').evaluateAll((all) => all.map((li) => [li.querySelector('.prompt').textContent.replace(/\s/g, ' '), li.querySelector('textarea').value]));
  assert.deepEqual(answers, [['Une question de plus ?', ''], ...questions.map((question, at) => [question.replace(/\s/g, ' '), 'réponse ' + at])]);
  await field(page).fill('à la nouvelle');
  assert.match(await keptWords(page), /à la nouvelle/);
  assert.match(await keptWords(page), /de la seconde carte/);
  await openAt(page, 't1-s09', 'prompts');
  assert.equal(await field(page).inputValue(), 'de la seconde carte');

  const fresh = await openPage(browser, { acceptDownloads: true });
  await visit('without', fresh.page);
  await give(fresh.page, text);
  await notebook(fresh.page).locator('.said:not(:empty)').waitFor();
  assert.match(await notebook(fresh.page).locator('.said').textContent(), /sauf celles de cartes/);
  assert.match(await download(fresh.page), /de la seconde carte/);
  await keepBox(fresh.page).click();
  await openAt(fresh.page, first);
  await field(fresh.page).fill('plus tard');
  await fresh.page.reload();
  assert.match(await keptWords(fresh.page), /de la seconde carte/);
  assert.deepEqual([...watch.troubles, ...fresh.watch.troubles], []);
  await context.close();
});

test('where the browser refuses storage, keeping is not offered', async (t) => {
  const { enter } = await start(t);
  const { page } = await enter(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
  });
  assert.equal(await keepBox(page).count(), 0);
  assert.equal(await notebook(page).locator('input[type=file]').count(), 1);
});
