// What somebody writes in the workshop: it stays in its deck, in one state for one build, and nothing of it goes without a question.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { violations } from './axe.mjs';
import { asksToStay } from './browser.mjs';
import { OWN_DECK, SHIPPED_DECK, archives } from './packages.mjs';
import { filesOf, noWeb, program } from './workshop.mjs';
import { LONG, add, packed, packedDeck, start, upload } from './workshop-page.mjs';

const CARD = /^en\/\d[^/]*\/\d.*\.md$/;
const own = () => new Map(filesOf(OWN_DECK));
const text = (bytes) => new TextDecoder().decode(bytes);
const opens = (page, name) => page.locator('article.opened', { has: page.locator('h3', { hasText: name }) });
const edits = (page, name) => opens(page, name).getByRole('button', { name: /^Edit the deck/ }).click();

// The questions that the page asks, each answered by the next of `answers`.
function questions(page, answers) {
  const asked = [];
  page.removeAllListeners('dialog');
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    return answers.shift() ? dialog.accept() : dialog.dismiss();
  });
  return asked;
}

async function chooseCard(page) {
  const options = await page.locator('#text option').evaluateAll((all) => all.map((one) => one.value));
  const card = options.find((path) => CARD.test(path));
  await page.locator('#text').selectOption(card);
  await page.locator('.parts textarea.is-text').first().waitFor();
  return card;
}

async function type(page, words) {
  const area = page.locator('.parts textarea.is-text').first();
  await area.fill(await area.inputValue() + words);
}

async function downloaded(page) {
  const given = page.waitForEvent('download');
  await page.locator('#download-deck').click();
  const file = await given;
  const { files } = program()({ ask: 'open' }, [['deck.zip', new Uint8Array(readFileSync(await file.path()))]]);
  return { name: file.suggestedFilename(), files: new Map(files) };
}

test('what is typed in a deck stays in it, and is not left without a question', { skip: noWeb }, async (t) => {
  const { page } = await start(t);
  await add(page, upload('a.zip', packedDeck(OWN_DECK)), upload('b.zip', packedDeck(OWN_DECK)));
  const asked = questions(page, [false, true]);
  const card = await chooseCard(page);
  await type(page, ' Typed in B.');
  await edits(page, 'a.zip');
  await page.waitForFunction(() => document.querySelector('#status').textContent.includes('in the deck'), null, { timeout: LONG });
  await page.waitForFunction(() => document.querySelector('#text').value.startsWith('en/'));
  const b = await downloaded(page);
  assert.equal(asked.length, 1);
  assert.equal(b.name, 'b.zip');
  assert.match(text(b.files.get(card)), /Typed in B\./);
  assert.match(await opens(page, 'b.zip').innerText(), /open below/);
  assert.doesNotMatch(await opens(page, 'a.zip').innerText(), /open below/);
  await type(page, ' Typed later.');
  await edits(page, 'a.zip');
  await opens(page, 'a.zip').getByText('open below').waitFor();
  assert.equal(asked.length, 2);
  assert.doesNotMatch(await opens(page, 'b.zip').innerText(), /open below/);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H2');
  const a = await downloaded(page);
  assert.equal(a.name, 'a.zip');
  assert.deepEqual([...a.files].sort(), [...own()].sort());
});

// Does something in the page as soon as the first format is being built.
const whileBuilding = (page, work, ...given) => page.evaluate(([code, args]) => {
  const act = new Function('...args', 'return (' + code + ')(...args)');
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function send(data, ...rest) {
    post.call(this, data, ...rest);
    if (!data.head || data.head.ask !== 'build') return;
    Worker.prototype.postMessage = post;
    act(...args);
  };
}, [work.toString(), given]);

test('a build is of one deck in one state, and its packages go with the deck', { skip: noWeb }, async (t) => {
  const { page } = await start(t);
  const without = filesOf(SHIPPED_DECK).filter(([path]) => path !== 'register.toml');
  await add(page, upload('own.zip', packedDeck(OWN_DECK)), upload('without.zip', packed(without)));
  questions(page, [true, true]);
  await page.locator('input[name="formats"][value="cmi5"]').check();
  await whileBuilding(page, () => document.querySelector('button[aria-label="Edit the deck : own.zip"]').click());
  await page.locator('#build').click();
  await opens(page, 'own.zip').getByText('open below').waitFor({ timeout: LONG });
  const card = await chooseCard(page);
  assert.deepEqual([...(await downloaded(page)).files].sort(), [...own()].sort(), 'the register of the other deck is in this one');
  await whileBuilding(page, () => {
    const area = document.querySelector('.parts textarea.is-text');
    area.value += ' Typed during the build.';
    area.dispatchEvent(new Event('change'));
  });
  await page.locator('#build').click();
  await page.locator('.made table').waitFor({ timeout: LONG });
  await page.locator('.told', { hasText: /^Packages built and verified.* has changed since/ }).waitFor();
  assert.match(text((await downloaded(page)).files.get(card)), /Typed during the build\./);
  await edits(page, 'without.zip');
  await opens(page, 'without.zip').getByText('open below').waitFor({ timeout: LONG });
  assert.equal(await page.locator('.made table').count(), 0, 'packages of another deck are listed');
});

test('whoever leaves in the middle of a word is asked', { skip: noWeb }, async (t) => {
  const { page } = await start(t);
  await add(page, upload('a.zip', packedDeck(OWN_DECK)));
  await chooseCard(page);
  assert.equal(await asksToStay(page), false);
  await type(page, ' Typed');
  assert.equal(await asksToStay(page), true);
  await downloaded(page);
  assert.equal(await asksToStay(page), false);
  await page.locator('.adding > summary').first().click();
  await page.locator('.adding textarea').first().fill('Begun and not added');
  await downloaded(page);
  assert.equal(await asksToStay(page), true);
});

test('a text that is refused holds up the download, and is not dropped in silence', { skip: noWeb }, async (t) => {
  const { page } = await start(t);
  await add(page, upload('a.zip', packedDeck(OWN_DECK)));
  const card = await chooseCard(page);
  const area = page.locator('.parts textarea.is-text').first();
  const before = await area.inputValue();
  await area.fill('- a list\n- in a story');
  await page.locator('#download-deck').click();
  await page.waitForFunction(() => document.activeElement.matches('[role="alert"] .failed'), null, { timeout: LONG });
  assert.equal(await asksToStay(page), true);
  assert.deepEqual(await violations(page, 'all'), []);
  await page.locator('#text').selectOption('deck.toml');
  await page.waitForFunction((path) => document.querySelector('#text').value === path, card);
  assert.equal(await area.inputValue(), '- a list\n- in a story');
  await page.getByRole('button', { name: 'Discard it' }).click();
  await page.waitForFunction((words) => document.querySelector('.parts textarea.is-text').value === words, before);
  assert.deepEqual((await downloaded(page)).files.get(card), own().get(card));
});

test('what no form can hold is written as text, with the line ends that the file has', { skip: noWeb }, async (t) => {
  const { page } = await start(t);
  const files = own();
  const card = [...files.keys()].find((path) => CARD.test(path));
  files.set(card, new TextEncoder().encode(text(files.get(card)).replace(/\r?\n/g, '\r\n')));
  await add(page, upload('a.zip', packed([...files])));
  await page.locator('#text').selectOption(card);
  await page.locator('details.raw > summary').click();
  const raw = page.locator('.raw textarea');
  await raw.fill(await raw.inputValue() + '\nAt the end.\n');
  await page.getByRole('button', { name: 'Put this text into the deck' }).click();
  await page.waitForFunction(() => document.querySelector('#status').textContent.includes('in the deck'), null, { timeout: LONG });
  assert.equal(text((await downloaded(page)).files.get(card)), text(files.get(card)) + '\r\nAt the end.\r\n');
});

test('a part that was taken out comes back', { skip: noWeb }, async (t) => {
  const { page } = await start(t);
  await add(page, upload('a.zip', packedDeck(OWN_DECK)));
  const card = await chooseCard(page);
  assert.ok(await page.locator('#undo').isDisabled());
  await page.locator('.part-head button[aria-label^="Remove"]').first().click();
  await page.locator('#undo:enabled').waitFor({ timeout: LONG });
  await page.locator('#text').selectOption('deck.toml');
  await page.locator('#undo').click();
  await page.locator('#undo:disabled').waitFor({ state: 'attached', timeout: LONG });
  assert.equal(await page.locator('#text').inputValue(), card);
  assert.deepEqual((await downloaded(page)).files.get(card), own().get(card));
});

test('a new deck and a comparison take the texts as they are now', { skip: noWeb }, async (t) => {
  const { page } = await start(t);
  await add(page, upload('a.zip', packedDeck(OWN_DECK)), upload('b.zip', packedDeck(OWN_DECK)));
  questions(page, [true]);
  await chooseCard(page);
  await type(page, ' Typed in B.');
  await page.locator('#compare').click();
  await page.waitForSelector('.comparing .findings', { timeout: LONG });
  await page.locator('#older').selectOption('1');
  assert.equal(await page.locator('.comparing .findings').count(), 0, 'the result of other files is still there');
  await page.locator('details.remix > summary').click();
  await page.locator('details.remix fieldset', { hasText: 'b.zip' }).first().locator('input').first().check();
  await page.locator('#remix-title').fill('New');
  await page.locator('#remix').click();
  await page.waitForFunction(() => document.querySelector('#deck h2').textContent === 'New', null, { timeout: LONG });
  const { files } = await downloaded(page);
  assert.ok([...files.values()].some((bytes) => text(bytes).includes('Typed in B.')), 'the card is that of before');
});

test('a deck out of a package is not downloaded under the name of the package', { skip: noWeb }, async (t) => {
  const [one] = archives(t, OWN_DECK, '--to', 'scorm12', '--lang', 'en');
  const { page } = await start(t);
  await add(page, upload('some-scorm12.zip', packed(filesOf(one.folder))));
  await edits(page, 'some-scorm12.zip');
  await page.locator('.parts textarea').first().waitFor();
  const [, id] = /^id = "(.*)"/m.exec(text(own().get('deck.toml')));
  assert.equal((await downloaded(page)).name, id + '-deck.zip');
});
