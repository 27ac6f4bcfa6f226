// The report pages of the record store, as somebody sees them who signs in: the form, where everybody stands, what has just
// arrived, on wide and narrow screens, in each language, on paper, and signed out again. SHOTS names a folder for pictures.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { program } from '../program.mjs';
import { violations } from './axe.mjs';
import { launch, openPage } from './browser.mjs';
import { LANGUAGES, SHIPPED_DECK, run, temporary } from './packages.mjs';
import { print } from './pdf.mjs';

const XAPI = JSON.parse(readFileSync(fileURLToPath(new URL('../../xapi/registered.json', import.meta.url)), 'utf8'));
const [VERBS, TYPES] = ['verbs', 'types'].map((kind) => Object.assign({}, ...Object.values(XAPI).map((profile) => profile[kind])));
const DECK = /^iri = "(.*)"/m.exec(readFileSync(join(SHIPPED_DECK, 'deck.toml'), 'utf8'))[1];
const LEARNERS = 30;
const SIZES = [[1280, 800], [714, 666], [360, 740]];

// A store that serves, with a key that may read and a class that has worked.
async function store(t) {
  const data = join(temporary(t), 'record.sqlite');
  const key = (scope) => JSON.parse(run('record', 'key', 'add', '--name', scope, '--scope', scope, '--format', 'json', '--data', data));
  const [write, read] = [key('write'), key('read')];
  const serving = spawn(program(), ['record', 'serve', '--listen', '127.0.0.1:0', '--messages', 'en', '--deck', SHIPPED_DECK, '--timezone', 'Europe/Athens', '--data', data]);
  t.after(() => serving.kill());
  const said = await new Promise((resolve) => { serving.stdout.once('data', (bytes) => resolve(String(bytes))); });
  const origin = /http:\/\/[^/]+/.exec(said)[0];
  const all = [];
  for (let learner = 0; learner < LEARNERS; learner += 1) {
    const say = (verb, type, path, parent) => all.push({
      actor: { account: { homePage: 'https://lms.example.org', name: 'secret' + learner } }, verb: { id: VERBS[verb] },
      object: { id: DECK + '/' + path, definition: { type: TYPES[type] } },
      context: { language: 'fr', contextActivities: { parent: [{ id: DECK + '/' + parent }] } },
      timestamp: `2026-11-${10 + (learner % 15)}T10:00:00Z`,
    });
    say('initialized', 'module', 'modules/t1', 'course');
    for (let number = 1; number <= learner % 5; number += 1) say('completed', 'situation', 't1-s0' + number, 'modules/t1');
  }
  const headers = { 'Content-Type': 'application/json', 'X-Experience-API-Version': '1.0.3', Authorization: 'Basic ' + btoa(write.id + ':' + write.secret) };
  const kept = await fetch(origin + '/xapi/statements', { method: 'POST', headers, body: JSON.stringify(all) });
  assert.equal(kept.status, 200, await kept.text());
  return { origin, read, write };
}

async function signIn(page, { id, secret }) {
  await page.locator('#_id').fill(id);
  await page.locator('#_secret').fill(secret);
  await page.locator('.door button').press('Enter');
}

// axe finds nothing in either look, and nothing is wider than the screen.
async function sound(page, what) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page, colorScheme === 'dark' ? 'colours' : undefined), [], what + ' ' + colorScheme);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width, what + ' at ' + width);
    if (!process.env.SHOTS) continue;
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.SHOTS, 'live-' + what.replace(/\W/g, '-') + '-' + width + '.png'), fullPage: true });
  }
}

test('somebody signs in, sees where everybody stands and what has arrived, and signs out', async (t) => {
  const { origin, read } = await store(t);
  const browser = await launch(t);
  const { page, context, watch } = await openPage(browser);
  for (const language of LANGUAGES) {
    await page.goto(origin + '/report?lang=' + language);
    assert.equal(new URL(page.url()).pathname, '/report/sign-in', 'a stranger is asked first');
    await sound(page, 'sign-in ' + language);
    await signIn(page, read);
    await page.waitForURL(origin + '/report?lang=' + language);
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    assert.ok((await page.locator('td.b').count()) > 10, 'counts');
    await sound(page, 'group ' + language);
    await page.locator('.bar .ways a:not([aria-current])').click();
    await page.waitForURL(/\/report\/latest/);
    assert.equal(await page.locator('tbody tr:not(.theme)').count(), 50);
    await sound(page, 'latest ' + language);
    assert.ok(!(await page.content()).includes('secret'), 'somebody is named');
    await page.locator('.bar button').click();
    await page.waitForURL(/\/report\/sign-in/);
    assert.deepEqual(await context.cookies(), [], 'the cookie is gone');
  }
  assert.deepEqual(watch.troubles, []);
  assert.deepEqual(watch.urls.filter((url) => !url.startsWith(origin + '/report')), [], 'asked for something else');
  assert.deepEqual(watch.urls.filter((url) => url.includes(read.secret) || url.includes(read.id)), [], 'a key in an address');
});

test('it is used without a script and with the keyboard, says what is wrong, and prints without its ways', async (t) => {
  const { origin, read, write } = await store(t);
  const browser = await launch(t);
  const { page, context } = await openPage(browser, { javaScriptEnabled: false });
  await page.goto(origin + '/report?lang=en');
  for (const [key, said] of [[{ id: read.id, secret: 'wrong' }, 'is not right'], [write, 'may not read']]) {
    await signIn(page, key);
    await page.getByRole('alert').filter({ hasText: said }).waitFor();
  }
  await page.keyboard.press('Tab');
  await signIn(page, read);
  await page.waitForURL(origin + '/report?lang=en');
  const cookie = (await context.cookies())[0];
  assert.deepEqual([cookie.httpOnly, cookie.sameSite, cookie.path], [true, 'Strict', '/report']);
  const sheets = await print(page);
  const words = sheets.flatMap((sheet) => sheet.words.map(({ text }) => text));
  assert.ok(sheets.every(({ width, height }) => Math.round(width) === 210 && Math.round(height) === 297));
  assert.ok(words.includes('Everybody:') && words.includes('30'), words.slice(0, 40).join(' '));
  assert.ok(!words.includes('Ελληνικά') && !words.includes('out'), 'ways on paper');
  for (const { width, words: own } of sheets) assert.ok(own.every(({ left, right }) => left >= 0 && right <= width), 'a word is cut');
});
