// The studio as somebody works in it who has never seen a terminal: a text is written, the module follows, others write too, nothing is lost.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { violations } from './axe.mjs';
import { launch } from './browser.mjs';
import { startStudio } from './studio-start.mjs';

const DECK = fileURLToPath(new URL('deck', import.meta.url));

// Waits until the module, in the page of the LMS, has a text, or shows it.
async function inModule(page, text, visible = false) {
  const has = async (frame) => {
    try {
      return visible ? await frame.getByText(text).first().isVisible() : await frame.getByText(text).count() > 0;
    } catch (error) {
      return false; // The frame has just gone: the next one is looked at.
    }
  };
  for (;;) {
    for (const frame of page.frames()) if (frame.url().includes('index.html') && await has(frame)) return frame;
    // A page that is there may still be drawing.
    await Promise.race([page.waitForEvent('framenavigated', { timeout: 15000 }), page.waitForTimeout(100)]);
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
  const area = page.locator('textarea.whole:not([readonly])');
  // The save is on its way for as long as the test likes.
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await page.route('**/api/save', async (route) => { await held; await route.continue(); }, { times: 1 });
  const sent = page.waitForRequest('**/api/save');
  await area.evaluate((element) => { element.focus(); element.setSelectionRange(element.value.indexOf('+++', 3) + 4, element.value.indexOf('+++', 3) + 4); });
  await page.keyboard.type('\nA sentence nobody has read yet.\n');
  assert.match(await page.locator('.state').textContent(), /Not saved yet|Saving/);
  await sent;
  assert.match(await page.locator('.state').textContent(), /Saving/);
  assert.equal(readFileSync(path, 'utf8'), before);
  go();
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
  const area = page.locator('textarea.whole:not([readonly])');
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

// Waits until a file says something.
async function onDisk(page, path, words) {
  for (let turns = 0; !words.test(readFileSync(path, 'utf8')); turns += 1) {
    assert.ok(turns < 3000, words + ' is not in ' + path);
    await page.waitForTimeout(20);
  }
}

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
  const question = page.locator('.part', { has: page.locator('textarea.is-title', { hasText: 'Who decides?' }) }).last();
  await question.waitFor();
  // It comes with two empty options, the first of which is right.
  const options = question.locator('.row textarea');
  for (const [at, words] of ['The team', 'The director'].entries()) {
    await options.nth(at).fill(words);
    await options.nth(at).blur();
    await page.waitForFunction(() => /^Saved at/.test(document.querySelector('.state').textContent));
  }
  await question.getByLabel('Right answer').last().check();
  await onDisk(page, path, /\[x\] The director/);
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

const CARD = 'fr/1-deborder/01-appel.md';

test('ideas for action get their levels, and a question of fact its capsule, from the form', async (t) => {
  const browser = await launch(t);
  // A card without the last part, and a question that names no capsule.
  const bare = (root) => {
    const path = join(root, CARD);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.slice(0, text.search(/^## .*\{#actions\}/m)).trimEnd().replace(/(\{#q1 kind=fact) source=\S+\}/, '$1}') + '\n');
  };
  const { page, root } = await startStudio(t, browser, { deck: DECK, prepare: bare });
  await page.goto(page.url().split('#')[0] + '#' + encodeURIComponent(CARD));
  await page.waitForSelector('.part');
  const path = join(root, CARD);
  const add = (name) => page.getByRole('button', { name: 'Add: ' + name }).click();
  await add('Ideas for action');
  await add('Team');
  await onDisk(page, path, /## Ideas for action \{#actions\}\n\n### Team \{#team\}/);
  const team = page.locator('.part', { has: page.locator('textarea.is-title', { hasText: 'Team' }) }).last();
  await team.locator('summary', { hasText: 'Add' }).first().click();
  await team.getByLabel('New entry').fill('Talk about it on Monday');
  await team.locator('details[open] button.act').click();
  await onDisk(page, path, /### Team \{#team\}\n\n- Talk about it on Monday/);
  assert.equal(await page.getByRole('button', { name: 'Add: Team' }).count(), 0, 'a level is there once');
  const capsule = page.getByLabel('Capsule with the answer').first();
  await capsule.fill('pause');
  await capsule.blur();
  await onDisk(page, path, /\{#q1 kind=fact source=pause\}/);
});

// The words of the line that tells everybody what was done.
const told = (page, words) => page.waitForFunction((text) => document.getElementById('status').textContent.includes(text), words);
const fileNow = (page) => page.evaluate(() => decodeURIComponent(location.hash.slice(1)));

test('a card is made, moved, put into the bin and brought back, by keyboard alone', async (t) => {
  const browser = await launch(t);
  const { page, root } = await startStudio(t, browser, { deck: DECK });
  const press = async (locator, key = 'Enter') => { await locator.focus(); await page.keyboard.press(key); };
  await press(page.locator('summary', { hasText: 'New card' }).first());
  await page.waitForFunction(() => document.activeElement.tagName === 'INPUT');
  await page.keyboard.type('A card of ours');
  await page.keyboard.press('Enter');
  await told(page, 'Created: ');
  const made = await fileNow(page);
  assert.match(readFileSync(join(root, made), 'utf8'), /^\+\+\+\nid = "t1-s\d\d"\ntitle = "A card of ours"/);
  await page.waitForSelector('.file[aria-current]:has-text("A card of ours")');
  await press(page.getByRole('button', { name: 'Move up : A card of ours' }));
  await told(page, 'is now number');
  const moved = await fileNow(page);
  assert.notEqual(moved, made);
  assert.ok(!existsSync(join(root, made)) && existsSync(join(root, moved)));
  await page.waitForFunction((file) => document.querySelector('#write .place').textContent === file, moved);
  await page.waitForSelector('.part');
  await press(page.getByRole('button', { name: 'Move to the bin' }));
  await told(page, 'In the bin: ');
  assert.ok(!existsSync(join(root, moved)));
  // Until the list is that of the deck without it, what has the focus may be drawn anew.
  await page.waitForSelector('#write .hint');
  await page.locator('.file', { hasText: 'A card of ours' }).waitFor({ state: 'detached' });
  await press(page.locator('summary', { hasText: 'The bin' }));
  await press(page.getByRole('button', { name: 'Bring back' }).first());
  await page.waitForFunction((file) => decodeURIComponent(location.hash.slice(1)) === file, moved);
  assert.match(readFileSync(join(root, moved), 'utf8'), /A card of ours/);
});

test('what has the focus in the list keeps it when the list is drawn again', async (t) => {
  const { page, root } = await startStudio(t, await launch(t), { deck: DECK });
  await page.locator('.card .file').first().click();
  await page.waitForSelector('.part');
  const path = join(root, await fileNow(page));
  for (const [at, name] of ['New card', 'The bin', 'New theme'].entries()) {
    const one = page.locator('#list summary', { hasText: name }).last();
    await one.focus();
    const text = await one.textContent();
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^title = .*$/m, 'title = "Called ' + at + '"'));
    await page.locator('#list .file', { hasText: 'Called ' + at }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), text);
  }
});

test('of a new language the page says that it is listed, not that a file was created', async (t) => {
  const browser = await launch(t);
  const { page, root } = await startStudio(t, browser, { deck: DECK });
  await page.locator('summary', { hasText: 'New language' }).click();
  await page.getByLabel('Language tag, such as de or pt-BR').fill('de');
  await page.getByLabel('Language tag, such as de or pt-BR').press('Enter');
  await told(page, 'Added to the deck’s languages: de. It has no texts yet.');
  assert.match(readFileSync(join(root, 'deck.toml'), 'utf8'), /languages = \[.*"de"/);
  assert.ok(!existsSync(join(root, 'de')));
});

// A JPEG of one pixel with an EXIF segment that holds a place.
const JPEG = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z', 'base64');
const EXIF = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 26]), Buffer.from('Exif\0\0GPS 44.43 N 26.1 E')]);

test('a picture loses the place where it was taken, and gets words', async (t) => {
  const browser = await launch(t);
  const { page, root } = await startStudio(t, browser, { deck: DECK });
  await page.locator('.card .file').first().click();
  await page.waitForSelector('.part');
  const path = join(root, await fileNow(page));
  await page.locator('summary', { hasText: 'Add a picture' }).click();
  const photo = Buffer.concat([JPEG.subarray(0, 2), EXIF, JPEG.subarray(2)]);
  await page.locator('#picture-file').setInputFiles({ name: 'Été à Arad.JPG', mimeType: 'image/jpeg', buffer: photo });
  await page.getByLabel('What it shows').fill('A street in summer');
  await page.getByLabel('Who made it').fill('Photo of the team, CC BY 4.0');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await told(page, 'Added: media/ete-a-arad.jpg');
  const kept = readFileSync(join(root, 'media/ete-a-arad.jpg'));
  assert.ok(!kept.includes('GPS') && kept.length < photo.length);
  // At the end of the story, where no caret says otherwise.
  await onDisk(page, path, /\n\n!\[A street in summer\]\(media\/ete-a-arad\.jpg\)\n\nPhoto of the team, CC BY 4\.0\n\n## /);
});

for (const width of [1440, 714, 360]) {
  test('axe has nothing to say of the studio at ' + width, async (t) => {
    const browser = await launch(t);
    const { page } = await startStudio(t, browser, { deck: DECK, page: { viewport: { width, height: 800 } } });
    for (const room of width > 1200 ? [null] : ['list', 'write', 'look']) {
      if (room === null || room === 'list') await page.locator('.card .file').first().click();
      await page.waitForSelector('.part', { state: 'attached' });
      if (room) await page.locator('.ways [data-room="' + room + '"]').click();
      assert.deepEqual(await violations(page), []);
      await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
      assert.deepEqual(await violations(page), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing hangs over the edge');
    }
  });
}

test('a document becomes a card of a theme, each guess is told, and words without a place are kept', async (t) => {
  const browser = await launch(t);
  const { page, root } = await startStudio(t, browser, { deck: DECK });
  const text = '# Un message le dimanche\n\nNadia reçoit un message le dimanche soir.\n\n## Questions à débattre\n\n- Faut-il répondre ?\n- Qui décide ?\n\n## Quiz\n\n### Qui décide ?\n\n- La direction\n- **L’équipe**\n';
  await page.locator('summary', { hasText: 'Cards from a document' }).first().click();
  await page.getByLabel('Word, OpenDocument').first().setInputFiles({ name: 'dimanche.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });
  await page.waitForSelector('dialog[open]');
  assert.match(await page.locator('dialog').textContent(), /What became of dimanche\.md.*all of them in the deck/);
  assert.ok(await page.locator('dialog .findings li').count() > 0, 'what was taken for what');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.waitForSelector('.file[aria-current]:has-text("Un message le dimanche")');
  const made = readFileSync(join(root, await fileNow(page)), 'utf8');
  assert.match(made, /\{#prompts\}[\s\S]*Faut-il répondre \?[\s\S]*\{#quiz\}[\s\S]*- \[x\] L’équipe/);
});

const body = (path) => readFileSync(path, 'utf8').split('+++').pop();

test('a blank line in a field makes two paragraphs, and what is typed in the next field meanwhile stays there', async (t) => {
  const browser = await launch(t);
  const { page, root } = await startStudio(t, browser, { deck: DECK });
  await page.locator('.card .file').first().click();
  await page.waitForSelector('.part');
  const path = join(root, await fileNow(page));
  const before = body(path);
  const story = page.getByLabel('Story');
  const [first, second] = [await story.nth(0).inputValue(), await story.nth(1).inputValue()];
  await story.nth(0).fill(first + '\n\nA paragraph of mine.');
  await story.nth(1).fill(second + ' More.');
  await story.nth(1).blur();
  await onDisk(page, path, /More\./);
  await onDisk(page, path, /A paragraph of mine\./);
  assert.equal(body(path), before.replace(first, first + '\n\nA paragraph of mine.').replace(second, second + ' More.'));
});

// Two windows on the form of one card; `first` and `second` are the first paragraphs of its story.
async function twoWindows(t) {
  const { page, root, url, context } = await startStudio(t, await launch(t), { deck: DECK });
  const other = await context.newPage();
  await other.goto(url);
  for (const one of [page, other]) {
    await one.locator('.card .file').first().click();
    await one.waitForSelector('.part');
  }
  const path = join(root, await fileNow(page));
  const [mine, theirs] = [page.getByLabel('Story'), other.getByLabel('Story')];
  const [first, second] = [await mine.nth(0).inputValue(), await mine.nth(1).inputValue()];
  return { page, other, path, mine, theirs, first, second };
}

test('two windows on one form: each keeps what it typed, and one field with two texts saves neither', async (t) => {
  const { page, other, path, mine, theirs, first, second } = await twoWindows(t);
  // While one types in one field, the other saves another field.
  await mine.nth(0).focus();
  await page.keyboard.press('End');
  await page.route('**/api/change', async (route) => { await page.waitForTimeout(1500); await route.continue(); }, { times: 1 });
  await page.keyboard.type(' Mine');
  await theirs.nth(1).fill(second + ' Theirs.');
  await theirs.nth(1).blur();
  await onDisk(page, path, /Theirs\./);
  await page.keyboard.type(' too.');
  await onDisk(page, path, /Mine too\./);
  assert.match(readFileSync(path, 'utf8'), /Theirs\./);
  // In one field: the one who comes second, whose save waits for that, is shown both, and nothing of theirs is written over.
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await page.route('**/api/change', async (route) => { await held; await route.continue(); }, { times: 1 });
  await other.waitForFunction(() => [...document.querySelectorAll('.part textarea')].some((area) => area.value.includes('Mine too.')));
  await theirs.nth(0).fill(first + ' By them.');
  await mine.nth(0).fill(first + ' By me.');
  await theirs.nth(0).blur();
  await onDisk(page, path, /By them\./);
  go();
  await page.waitForSelector('.conflict:not([hidden])');
  assert.match(readFileSync(path, 'utf8'), /By them\./);
  assert.ok(!readFileSync(path, 'utf8').includes('By me.'));
  assert.match(await page.locator('.conflict:not([hidden])').first().evaluate((box) => box.textContent + [...box.parentElement.querySelectorAll('textarea')].map((area) => area.value).join()), /By me\.[\s\S]*|By them\./);
});

test('what waits for its turn while the form is read again is not written over what somebody else wrote', async (t) => {
  const { page, path, mine, theirs, first, second } = await twoWindows(t);
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  const asked = new Promise((resolve) => {
    page.route('**/api/form**', async (route) => { resolve(); await held; await route.continue(); }, { times: 1 });
  });
  await theirs.nth(0).fill(first + ' By them.');
  await theirs.nth(0).blur();
  await asked;
  await mine.nth(0).fill(first + ' By me.');
  await mine.nth(0).blur();
  go();
  await page.waitForSelector('.conflict:not([hidden])');
  // What is saved later has waited for its turn behind it.
  await mine.nth(1).fill(second + ' Later.');
  await mine.nth(1).blur();
  await onDisk(page, path, /Later\./);
  assert.match(readFileSync(path, 'utf8'), /By them\./);
  assert.ok(!readFileSync(path, 'utf8').includes('By me.'));
  assert.equal(await mine.nth(0).inputValue(), first + ' By me.');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await onDisk(page, path, /By me\./);
});

test('a form that is left for the text, another file, or a reload has nothing unsaved behind it', async (t) => {
  const browser = await launch(t);
  const { page, root } = await startStudio(t, browser, { deck: DECK });
  await page.locator('.card .file').first().click();
  await page.waitForSelector('.part');
  const path = join(root, await fileNow(page));
  const story = page.getByLabel('Story').first();
  await story.fill('Written just before the text was opened.');
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await page.waitForFunction(() => (document.querySelector('textarea.whole') || { value: '' }).value.includes('just before the text'));
  await page.getByRole('button', { name: 'Form', exact: true }).click();
  // What the page says is read with the key, before any pause is over.
  const said = await page.getByLabel('Story').first().evaluate((area) => {
    area.value = 'Written just before another file.';
    area.dispatchEvent(new Event('input', { bubbles: true }));
    return document.querySelector('.state').textContent;
  });
  assert.match(said, /Not saved yet/);
  await page.locator('.capsule .file').first().click();
  await onDisk(page, path, /Written just before another file\./);
});

// The player is another process and does one thing after the other: what it was told before is done once it answers this.
const playerHeard = (page) => page.evaluate(() => new Promise((resolve) => {
  const { contentWindow } = document.querySelector('#look iframe');
  window.addEventListener('message', ({ source, data }) => { if (source === contentWindow && data.cartable === 'visit') resolve(); });
  contentWindow.postMessage({ cartable: 'do', act: 'nothing' }, '*');
}));

test('a click in the module leads to the line of its text', async (t) => {
  const browser = await launch(t);
  const { page, root } = await startStudio(t, browser, { deck: DECK });
  await page.locator('.card .file').first().click();
  await page.waitForSelector('.part');
  const path = join(root, await fileNow(page));
  // The card asks first whether its story may be shown.
  const words = 'On parle ici d’épuisement';
  const module = await inModule(page, words, true);
  await page.getByRole('button', { name: 'Find in the text' }).click();
  await playerHeard(page);
  await module.getByText(words).first().click();
  await page.waitForSelector('textarea.whole');
  const line = readFileSync(path, 'utf8').split('\n').findIndex((one) => one.startsWith(words)) + 1;
  await page.waitForFunction((wanted) => location.hash.endsWith(':' + wanted), line);
  await page.waitForFunction((wanted) => {
    const area = document.querySelector('textarea.whole');
    return area.value.slice(area.selectionStart, area.selectionEnd).startsWith(wanted);
  }, words);
});
