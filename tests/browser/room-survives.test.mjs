// What a session of the room outlives, from a folder: the crash of a process that draws both windows, a window loaded anew without
// another one, and the same in Firefox. And what of it may be found afterwards: on the disk, and by the next page in the tab.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import test from 'node:test';
import puppeteer from 'puppeteer-core';
import { PATH, launch } from './browser.mjs';
import { launchFirefox } from './firefox.mjs';
import { temporary } from './packages.mjs';
import { CARD, connected, forward, isHeld, knob, openConsole, openTable, phase, play, printed, stored } from './room.mjs';

const IDEA = 'Tourner l’écran vers Sylvie';
const WAIT = { timeout: 15000 };

const press = (page, key) => page.evaluate((name) => document.querySelector('[data-k="' + name + '"]').click(), key);
const hand = (page, key) => page.$eval('[data-k="' + key + '+"]', (more) => more.previousElementSibling.textContent);
const shown = (page, selector) => page.waitForSelector(selector, WAIT);

// As far as two hands and an idea, in a browser that Puppeteer drives.
async function begin(page) {
  await shown(page, '.console');
  await press(page, 'card-' + CARD);
  await press(page, 'play');
  await shown(page, '[data-k="feelings0+"]');
  for (const key of ['feelings0+', 'feelings0+', 'feelings2+']) await press(page, key);
  await press(page, 'phase-act');
  await shown(page, '#_idea');
  await page.type('#_idea', IDEA);
  await page.keyboard.press('Enter');
  await shown(page, '.ideas li');
}

// The session is offered and taken up, whole.
async function takenUp(page) {
  await shown(page, '[data-k="go-on"]');
  await press(page, 'go-on');
  await shown(page, '.ideas li');
  assert.equal(await page.$eval('.ideas .what', (idea) => idea.textContent), IDEA);
  await press(page, 'phase-read');
  await shown(page, '[data-k="feelings0+"]');
  assert.deepEqual([await hand(page, 'feelings0'), await hand(page, 'feelings1'), await hand(page, 'feelings2')], ['2', '0', '1']);
}

async function popUp(browser, page) {
  await press(page, 'open-top');
  // Firefox does not tell when a new window gets its address.
  for (let tries = 0; tries < 60; tries += 1) {
    const screen = (await browser.pages()).find((one) => one.url().endsWith('#screen'));
    if (screen) return screen;
    await new Promise((done) => { setTimeout(done, 250); });
  }
  throw new Error('no screen was opened');
}

const follow = (page) => shown(page, '.flap .state-of.there');

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

// A browser goes on writing: a file may be gone before it is read.
function bytesOf(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return Buffer.alloc(0);
  }
}

test('a crash takes both windows with it; the console has the session again, and the disk never had it', async (t) => {
  const one = printed(t);
  let browser = null;
  // What runs after a test runs in this order: the browser writes into its folder until it is closed.
  t.after(() => browser && browser.close());
  const profile = temporary(t);
  browser = await puppeteer.launch({ executablePath: PATH, args: ['--no-sandbox', '--disable-gpu'], userDataDir: profile });
  const page = await browser.newPage();
  await page.goto(one.address);
  const screen = await popUp(browser, page);
  await follow(page);
  await begin(page);
  await page.waitForFunction(isHeld, WAIT, IDEA);
  const died = (window) => new Promise((done) => { window.once('error', done); });
  const both = [died(page), died(screen)];
  const devtools = await page.createCDPSession();
  devtools.send('Page.crash').catch(() => null);
  await Promise.all(both);
  await page.reload();
  await takenUp(page);
  await screen.close();
  await popUp(browser, page);
  await follow(page);
  // The key may be in the browser's own list of what is open; Chromium writes that list within seconds.
  await page.evaluate(() => window.history.replaceState({ sign: 'written-to-the-disk' }, ''));
  const has = (words) => filesOf(profile).filter((file) => { const bytes = bytesOf(file); return [Buffer.from(words), Buffer.from(words, 'utf16le')].some((form) => bytes.includes(form)); });
  for (let tries = 0; tries < 120 && !has('written-to-the-disk').length; tries += 1) await new Promise((done) => { setTimeout(done, 250); });
  assert.notDeepEqual(has('written-to-the-disk'), [], 'this test would see what is written');
  assert.deepEqual(has(IDEA), []);
  assert.deepEqual(has('feelings'), [], 'nothing else of the session either');
});

test('two windows in Firefox: they follow one another, and either comes back', async (t) => {
  const one = printed(t);
  const browser = await launchFirefox(t);
  const page = await browser.newPage();
  await page.goto(one.address);
  await shown(page, '.console');
  let screen = await popUp(browser, page);
  await follow(page);
  await begin(page);
  await shown(screen, '.cloth.of-board .loose');
  assert.match(await screen.$eval('.loose', (list) => list.textContent), new RegExp(IDEA));
  await screen.close();
  await shown(page, '.flap .state-of.lost');
  screen = await popUp(browser, page);
  await follow(page);
  await shown(screen, '.cloth.of-board .loose');
  await page.reload();
  await takenUp(page);
  await follow(page);
  await shown(screen, '.cloth.of-part');
  await screen.close();
  await shown(page, '.flap .state-of.lost');
  // Firefox asks only where somebody has pressed or typed something since the page was loaded.
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await shown(page, '[data-k="go-on"]');
  await press(page, 'go-on');
  await shown(page, '[data-k="feelings0+"]');
  assert.equal(await hand(page, 'feelings0'), '2', 'the window alone remembers');
});

test('one window alone has its session again after a reload, and nothing is stored', async (t) => {
  const one = printed(t);
  const { page, watch } = await openConsole(await launch(t), one);
  await knob(page, 'stage').click();
  await play(page);
  await forward(page);
  await forward(page);
  await knob(page, 'feelings0+').click();
  await page.waitForFunction(isHeld, '"feelings":[1,');
  await page.reload();
  await knob(page, 'go-on').click();
  assert.equal(await page.locator('.hands output').first().textContent(), '1');
  assert.deepEqual(await stored(page), [0, 0, 0]);
  await knob(page, 'phase-end').click();
  await knob(page, 'round').check();
  await knob(page, 'phase-finish').click();
  await knob(page, 'erase').click();
  assert.equal(await page.evaluate(() => window.name), '', 'erased is erased');
  await page.reload();
  await page.waitForSelector('.console');
  await page.evaluate(() => new Promise((done) => { setTimeout(done, 0); }));
  assert.equal(await page.locator('.offer').count(), 0);
  assert.deepEqual(watch.troubles, []);
});

for (const [what, spoil] of Object.entries({
  'another key': () => window.history.replaceState(null, '', '#k-AAAAAAAAAAAAAAAAAAAAAA'),
  'a key that is too short': () => window.history.replaceState(null, '', '#k-AAAA'),
  'no key': () => window.history.replaceState(null, '', '#'),
  'a name that is cut short': () => { window.name = window.name.slice(0, 40); },
  'a name that is no code': () => { window.name = 'cartable-table/ö!'; },
  'an empty code': () => { window.name = 'cartable-table/'; },
  'another page’s name': () => { window.name = '{"session":"aaaaaaaa"}'; },
})) {
  test('a window that remembers nothing of use begins anew: ' + what, async (t) => {
    const one = printed(t);
    const { page, watch } = await openConsole(await launch(t), one);
    await play(page);
    await page.waitForFunction(() => window.name !== '');
    await page.evaluate(spoil);
    await page.reload();
    await page.waitForSelector('.console');
    await play(page);
    assert.equal(await page.locator('.offer').count(), 0);
    assert.deepEqual(watch.troubles, []);
  });
}

test('the next page in the tab finds nothing that it can read', async (t) => {
  const one = printed(t);
  const server = createServer((request, response) => response.end('<!doctype html><title>Another page</title>')).listen(0, '127.0.0.1');
  t.after(() => server.close());
  const { page } = await openConsole(await launch(t), one);
  await play(page);
  await page.waitForFunction(() => window.name !== '');
  await page.goto('http://127.0.0.1:' + server.address().port + '/');
  const { name, from } = await page.evaluate(() => ({ name: window.name, from: document.referrer }));
  assert.doesNotMatch(from, /k-/);
  assert.doesNotMatch(Buffer.from(name.replace(/^.*\//, ''), 'base64').toString('latin1'), /session|feelings|t4-s01/);
});

test('the browser asks before a session is closed that nothing else keeps, and not otherwise', async (t) => {
  const one = printed(t);
  const { page, context } = await openConsole(await launch(t), one);
  let asked = 0;
  page.on('dialog', () => { asked += 1; });
  const reload = async (expected, when) => {
    asked = 0;
    await page.reload();
    await page.waitForSelector('.console');
    assert.equal(asked, expected, when);
  };
  await reload(0, 'before anything began');
  await play(page);
  await page.waitForFunction(isHeld, CARD);
  await reload(1, 'a session in one window');
  await knob(page, 'go-on').click();
  const screen = await openTableAgain(page, context);
  await reload(0, 'the other window has it');
  await knob(page, 'go-on').click();
  await connected(page);
  await screen.close();
  await page.waitForSelector('.flap .state-of.lost');
  await reload(1, 'the other window is gone');
  await knob(page, 'go-on').click();
  await knob(page, 'phase-before').click();
  await knob(page, 'keep').check();
  await reload(0, 'the device keeps it');
});

// An idea on the board, and where it is seen.
async function think(page, text) {
  await page.locator('#_idea').fill(text);
  await knob(page, 'add').click();
  await has(page, '.panel-of', text);
}

const has = (page, place, text) => page.waitForFunction(([where, words]) => document.querySelector(where).textContent.includes(words), [place, text]);
const thoughts = (page) => page.locator('.ideas .what').allTextContents();

async function another(context, one) {
  const page = await context.newPage();
  await page.goto(one.address);
  await page.waitForSelector('.offer');
  return page;
}

for (const kept of [false, true]) {
  test('a session that is taken up in a second console goes on there alone, and can be taken back' + (kept ? ', kept on the device' : ''), async (t) => {
    const one = printed(t);
    const { page, context, watch } = await openConsole(await launch(t), one);
    if (kept) await knob(page, 'keep').check();
    const screen = await openTable(page, context);
    await play(page);
    await knob(page, 'phase-act').click();
    await think(page, 'idée A1');
    const other = await another(context, one);
    // What happens after the second console was offered the session is in it all the same.
    await think(page, 'idée A2');
    await knob(other, 'go-on').click();
    await page.waitForSelector('[data-k="take-back"]');
    await other.waitForSelector('.ideas');
    await has(other, '.panel-of', 'idée A2');
    await think(other, 'idée B1');
    await has(screen, '.screen', 'idée B1');
    await has(page, '.panel-of', 'idée B1');
    // Neither its keys nor its buttons do anything now.
    const before = await phase(page);
    await page.keyboard.press('PageDown');
    assert.equal(await page.locator('.work').evaluate((work) => work.inert), true);
    assert.equal(await phase(page), before);
    await knob(page, 'take-back').click();
    await other.waitForSelector('[data-k="take-back"]');
    await think(page, 'idée A3');
    await has(screen, '.screen', 'idée A3');
    await has(other, '.panel-of', 'idée A3');
    const all = ['idée A1', 'idée A2', 'idée B1', 'idée A3'];
    assert.deepEqual(await thoughts(page), all);
    assert.deepEqual(await thoughts(other), all);
    if (kept) assert.match(await page.evaluate(() => Object.values(localStorage).join()), /A1.*A2.*B1.*A3/);
    await other.reload();
    await knob(other, 'go-on').click();
    await has(other, '.panel-of', 'idée A3');
    assert.deepEqual(await thoughts(other), all);
    assert.deepEqual(watch.troubles, []);
  });
}

test('a console that begins anew erases nothing that another one still keeps', async (t) => {
  const one = printed(t);
  const { page, context, watch } = await openConsole(await launch(t), one);
  await knob(page, 'keep').check();
  await play(page);
  const other = await another(context, one);
  await knob(other, 'anew').click();
  await other.waitForFunction((card) => Object.values(localStorage).some((kept) => kept.includes('"card":"' + card)), CARD);
  await knob(other, 'keep').check();
  // The device has one place: the first console no longer says that it is kept, and is asked about.
  await knob(page, 'phase-before').click();
  await page.waitForSelector('[data-k="keep"]:not(:checked)');
  let asked = 0;
  page.on('dialog', () => { asked += 1; });
  await page.reload();
  await page.waitForSelector('.console');
  assert.equal(asked, 1);
  assert.deepEqual(watch.troubles, []);
});

async function openTableAgain(page, context) {
  await knob(page, 'phase-before').click();
  return openTable(page, context);
}
