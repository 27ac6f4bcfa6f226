// A picture that is wider than learners need is made smaller before it is sent: in its own kind, upright, and never larger.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import { launch } from './browser.mjs';
import { startStudio } from './studio-start.mjs';

const DECK = fileURLToPath(new URL('deck', import.meta.url));

async function open(t) {
  const { page, root } = await startStudio(t, await launch(t), { deck: DECK });
  await page.locator('.card .file').first().click();
  await page.waitForSelector('.part');
  return { page, root };
}

// What a camera might take: a picture in which no two places are alike, so that fewer pixels have fewer bytes.
const drawn = async (page, width, height, kind, quality = 0.9) => Buffer.from(await page.evaluate(async ([w, h, type, fine]) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h });
  const pen = canvas.getContext('2d');
  const picture = pen.createImageData(w, h);
  for (let at = 0, seed = 1; at < picture.data.length; at += 1) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    picture.data[at] = at % 4 === 3 ? 255 : seed >>> 24;
  }
  pen.putImageData(picture, 0, 0);
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, type, fine); });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}, [width, height, kind, quality]), 'base64');

// Puts a picture in by the form; gives what the page said of it, and the file.
async function add({ page, root }, name, buffer, fits = true, credit = 'Photo of the team, CC BY 4.0') {
  await page.evaluate(() => { document.getElementById('status').textContent = ''; });
  await page.locator('summary', { hasText: 'Add a picture' }).click();
  await page.locator('#picture-file').setInputFiles({ name, mimeType: name.endsWith('png') ? 'image/png' : 'image/jpeg', buffer });
  await page.getByLabel('What it shows').fill('Colours');
  await page.getByLabel('Who made it').fill(credit);
  await page.getByLabel('Make pictures wider than 1600 pixels smaller').setChecked(fits);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.waitForFunction((file) => document.getElementById('status').textContent.startsWith('Added: media/' + file), name);
  return { said: await page.locator('#status').textContent(), file: readFileSync(join(root, 'media', name)) };
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

// White, one bit a pixel: a few hundred bytes. `more` are chunks before its data.
function plain(width, height, ...more) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  const rows = Buffer.alloc(height * (1 + Math.ceil(width / 8)), 0xff);
  for (let row = 0; row < height; row += 1) rows[row * (1 + Math.ceil(width / 8))] = 0;
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), ...more, chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

// EXIF that says: turn it a quarter to be upright.
const TIFF = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex');
const turned = (jpeg) => Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1, 0, 2 + 6 + TIFF.length]), Buffer.from('Exif\0\0', 'latin1'), TIFF, jpeg.subarray(2)]);

test('a wide PNG and a wide JPEG come out 1600 pixels wide, each in its own kind', async (t) => {
  const studio = await open(t);
  for (const [name, kind, head] of [['wide.png', 'image/png', PNG], ['wide.jpg', 'image/jpeg', JPEG]]) {
    const given = await drawn(studio.page, 4000, 400, kind);
    const { said, file } = await add(studio, name, given);
    assert.match(said, /1600 × 160 pixels.* Made smaller: 4000 → 1600 pixels wide\./, name);
    assert.ok(file.subarray(0, head.length).equals(head), name + ' is of its kind');
    assert.ok(file.length < given.length, name);
  }
});

test('a photo that is to be turned is upright when it was made smaller', async (t) => {
  const studio = await open(t);
  const { said } = await add(studio, 'turned.jpg', turned(await drawn(studio.page, 600, 2400, 'image/jpeg')));
  assert.match(said, /1600 × 400 pixels.* Made smaller: 2400 → 1600 pixels wide\./);
  assert.doesNotMatch(said, /must be turned/);
});

test('what is not wider, would not be smaller, moves, or is to keep its size stays as it is', async (t) => {
  const studio = await open(t);
  const wide = await drawn(studio.page, 4000, 400, 'image/png');
  // A moving picture: how many frames, and what the first one is like.
  const frame = Buffer.alloc(26);
  frame.writeUInt32BE(4000, 4);
  frame.writeUInt32BE(400, 8);
  frame.writeUInt16BE(1, 20);
  const moves = Buffer.concat([chunk('acTL', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])), chunk('fcTL', frame)]);
  const rows = [
    ['narrow.png', await drawn(studio.page, 1600, 1700, 'image/png'), true],
    ['small.jpg', await drawn(studio.page, 300, 200, 'image/jpeg'), true],
    ['fine.jpg', await drawn(studio.page, 1500, 600, 'image/jpeg', 1), true],
    ['few-bytes.png', plain(4000, 400), true],
    ['moving.png', Buffer.concat([wide.subarray(0, 33), moves, wide.subarray(33)]), true],
    ['kept.png', wide, false],
  ];
  for (const [name, given, fits] of rows) {
    const { said, file } = await add(studio, name, given, fits);
    assert.doesNotMatch(said, /smaller:/i, name);
    assert.ok(file.equals(given), name);
  }
  const { said } = await add(studio, 'lying.jpg', turned(await drawn(studio.page, 2000, 900, 'image/jpeg')));
  assert.match(said, /2000 × 900 pixels.*must be turned/, 'upright it is 900 wide');
});

test('whatever a credit begins with, it is words', async (t) => {
  const studio = await open(t);
  const rows = [['# 1. me', '\\# 1. me'], ['1. me', '1\\. me'], ['- me', '\\- me'], ['> me', '\\> me'], ['---', '\\---'], ['***', '\\***'], ['[me]: you', '\\[me]: you'], ['<div>', '\\<div>'],
    ['*Me*, [CC BY](https://creativecommons.org/licenses/by/4.0/)', '*Me*, [CC BY](https://creativecommons.org/licenses/by/4.0/)'], ['2024, me', '2024, me']];
  for (const [at, [credit, written]] of rows.entries()) {
    await add(studio, 'photo-' + at + '.png', plain(4, 4), false, credit);
    const text = () => readFileSync(join(studio.root, 'fr/1-deborder/01-appel.md'), 'utf8');
    while (!text().includes('photo-' + at)) await studio.page.waitForTimeout(20);
    assert.equal(await studio.page.locator('#view-form').getAttribute('aria-pressed'), 'true', 'the form stays');
    assert.ok(text().includes('(media/photo-' + at + '.png)\n\n' + written + '\n'), text().slice(0, 900));
  }
});
