// An author's whole way in the studio, as one person goes it: a deck from a Word document, its findings, a card with a quiz, the module played with
// a wrong answer, the tutor's page, a sentence in another language, the package. Once by mouse and once by keyboard alone; axe is asked in each room.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { crc32 } from 'node:zlib';
import { violations } from './axe.mjs';
import { launch } from './browser.mjs';
import { run, temporary, unpack } from './packages.mjs';
import { startStudio } from './studio-start.mjs';
import { pressOn } from './walk.mjs';

const WORDS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
const paragraph = (text, style = '', bold = false) => '<w:p>' + (style ? '<w:pPr><w:pStyle w:val="' + style + '"/>' + (style === 'ListBullet' ? LISTED : '') + '</w:pPr>' : '') + '<w:r>' + (bold ? '<w:rPr><w:b/></w:rPr>' : '') + '<w:t xml:space="preserve">' + text + '</w:t></w:r></w:p>';
const LINES = [
  ['The Sunday message', 'Heading1'], ['Nadia gets a message on Sunday evening.'], ['Questions to discuss', 'Heading2'], ['Must she answer?'], ['Who decides?'],
  ['Quiz', 'Heading2'], ['Who may be called on a Sunday?', 'Heading3'], ['The duty number', 'ListBullet', true], ['The colleague', 'ListBullet'],
];

// A Word document: a zip whose members are stored as they are.
function word(lines) {
  const body = '<w:document xmlns:w="' + WORDS + '"><w:body>' + lines.map((line) => paragraph(...line)).join('') + '</w:body></w:document>';
  const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
  const relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    + 'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
  return stored([['[Content_Types].xml', types], ['_rels/.rels', relations], ['word/document.xml', body]]);
}

function stored(members) {
  const parts = [];
  const directory = [];
  let offset = 0;
  members.forEach(([name, text]) => {
    const content = Buffer.from(text);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), content]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, place, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  });
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

// How a person presses things: by mouse, or by keyboard once the thing has the focus that Tab would give it.
const HANDS = {
  mouse: { press: (page, locator) => locator.click(), put: (page, locator, text) => locator.fill(text), choose: (page, locator, value) => locator.selectOption(value) },
  keyboard: {
    press: async (page, locator) => { await reach(locator); await page.keyboard.press('Enter'); },
    put: async (page, locator, text) => { await reach(locator); await page.keyboard.press('Control+A'); await page.keyboard.type(text); },
    // Letters choose in a list.
    choose: async (page, locator, value) => {
      await reach(locator);
      const count = await locator.locator('option').count();
      await page.keyboard.press('Home');
      for (let at = 0; at < count && await locator.inputValue() !== value; at += 1) await page.keyboard.press('ArrowDown');
      assert.equal(await locator.inputValue(), value);
    },
  },
};

// Only what Tab can reach may be given the focus.
async function reach(locator) {
  await locator.waitFor();
  assert.ok(await locator.evaluate((element) => element.tabIndex >= 0 && !element.closest('[inert]')), 'the keyboard gets there');
  await locator.focus();
}

const savedNow = (page) => page.waitForFunction(() => /^Saved at/.test(document.querySelector('.state').textContent));

async function clean(page, room) {
  assert.deepEqual(await violations(page), [], room);
}

// The module with a card in it, once it can be used.
async function playing(page, format, title) {
  for (let turn = 0; turn < 600; turn += 1) {
    for (const frame of page.frames()) {
      const isIt = /\/index\.html/.test(frame.url()) && frame.url().includes('/' + (format === 'cmi5' ? 'p' : 'm') + '/');
      const has = () => frame.evaluate((words) => document.documentElement.classList.contains('js') && document.body.textContent.includes(words), title).catch(() => false);
      if (isIt && await has()) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error('no module shows ' + title);
}

for (const [name, hand] of Object.entries(HANDS)) {
  test('from a Word document to a package, by ' + name, async (t) => {
    const folder = temporary(t);
    writeFileSync(join(folder, 'cards.docx'), word(LINES));
    const made = join(folder, 'deck');
    run('new', 'deck', made, '--from', join(folder, 'cards.docx'), '--lang', 'en');
    const prepare = (root) => {
      const path = join(root, 'deck.toml');
      writeFileSync(path, 'tracking = "standard"\n' + readFileSync(path, 'utf8').replace(/^tracking.*\n/m, ''));
    };
    const { page, root } = await startStudio(t, await launch(t), { deck: made, prepare, page: { viewport: { width: 1440, height: 1200 } } });
    page.setDefaultTimeout(25000);
    const { press, put, choose } = hand;
    // The card of the document, and a finding that is fixed.
    const card = page.locator('.card .file').first();
    assert.match(await card.textContent(), /The Sunday message/);
    await press(page, card);
    await page.waitForSelector('.part');
    const file = join(root, await page.evaluate(() => decodeURIComponent(location.hash.slice(1))));
    assert.match(readFileSync(file, 'utf8'), /Must she answer\?/);
    await clean(page, 'the form of a card');
    // A question with a right answer.
    await press(page, page.locator('summary', { hasText: 'Add a question' }));
    await put(page, page.getByLabel('The question'), 'Who decides here?');
    await choose(page, page.getByLabel('Kind of question'), 'fact');
    await press(page, page.getByRole('button', { name: 'Add a question' }));
    const question = page.locator('.part', { has: page.locator('textarea.is-title', { hasText: 'Who decides here?' }) }).last();
    await question.waitFor();
    for (const [at, words] of ['The director', 'The team'].entries()) {
      await put(page, question.locator('.row textarea').nth(at), words);
      await page.keyboard.press('Tab');
      await savedNow(page);
    }
    assert.match(readFileSync(file, 'utf8'), /### Who decides here\?[\s\S]*- \[x\] The director[\s\S]*- \[ \] The team/);
    // What a release still wants leads to its place, and goes once it is written.
    await press(page, page.getByRole('link', { name: 'Publish' }));
    const wanted = page.locator('.wanted li', { hasText: 'Your team' });
    await wanted.waitFor();
    await clean(page, 'publish');
    await press(page, wanted.getByRole('button').first());
    const area = page.locator('textarea.whole:not([readonly])');
    await area.waitFor();
    await page.waitForFunction(() => document.querySelector('textarea.whole').value.includes('Your team'));
    await area.evaluate((element) => {
      const at = element.value.indexOf('Your team');
      element.focus();
      element.setSelectionRange(at, at + 'Your team'.length);
    });
    await page.keyboard.type('The Sunday group');
    await savedNow(page);
    assert.match(readFileSync(join(root, 'deck.toml'), 'utf8'), /name = "The Sunday group"/);
    await clean(page, 'the text');
    // Played as a learner, with one wrong answer.
    await choose(page, page.locator('#look-format'), 'cmi5');
    const module = await playing(page, 'cmi5', 'The Sunday message');
    await module.evaluate(() => { window.location.hash = '#t1-s01/quiz'; });
    const item = module.locator('[id="t1-s01/quiz"] .item[data-item=q1]');
    const wrong = item.locator('.choice input').last();
    await wrong.waitFor({ state: 'attached' });
    if (name === 'keyboard') {
      await wrong.focus();
      await page.keyboard.press('Space');
      await reach(item.locator('.doing button'));
      await page.keyboard.press('Enter');
    } else {
      await item.locator('.choice label').last().click();
      await item.locator('.doing button').click();
    }
    await pressOn(module);
    // What the tutor sees of it.
    if (!await page.locator('#look details.drawer').evaluate((drawer) => drawer.open)) await press(page, page.locator('#look details.drawer summary').first());
    const calls = page.locator('#lms-view-calls');
    await calls.locator('tr', { hasText: /answered q1 = / }).waitFor();
    if (name === 'keyboard') {
      await page.locator('#lms-tab-calls').focus();
      await page.keyboard.press('End');
    } else await page.click('#lms-tab-tutor');
    const report = page.frameLocator('#lms-view-tutor iframe.report');
    await report.getByRole('rowheader', { name: 'A learner' }).first().waitFor();
    await clean(page, 'the LMS');
    // A sentence in another language.
    await press(page, page.getByRole('link', { name: 'Languages' }));
    await put(page, page.getByLabel('Another language, as a tag such as it'), 'fr');
    await press(page, page.getByRole('button', { name: 'Begin' }));
    const side = page.locator('article.side').first();
    await side.waitFor();
    await put(page, side.locator('textarea'), 'Le message du dimanche');
    await press(page, side.getByRole('button', { name: 'Save' }));
    await side.locator('.told', { hasText: /Saved\.|Kept, not yet/ }).waitFor();
    await clean(page, 'languages');
    // The package.
    await press(page, page.getByRole('link', { name: 'Publish' }));
    await press(page, page.locator('#publish-go[aria-disabled=false]'));
    const link = page.getByRole('link', { name: /^Download .*scorm12\.zip$/ }).first();
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, link)]);
    await download.saveAs(join(folder, 'package.zip'));
    assert.ok(unpack(readFileSync(join(folder, 'package.zip')), temporary(t)).includes('imsmanifest.xml'));
  });
}
