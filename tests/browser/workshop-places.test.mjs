// The workshop where something is missing or in the way: a stop at a bad moment, no connection, no server, a neighbour, a folder.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, openPage } from './browser.mjs';
import { OWN_DECK, SHIPPED_DECK, run, temporary } from './packages.mjs';
import { serve } from './server.mjs';
import { WEB, noWeb } from './workshop.mjs';
import { LONG, add, packedDeck, start, upload } from './workshop-page.mjs';

// Presses the button as soon as the program is asked `window.stopAt`.
function stopping() {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function send(data, ...rest) {
    post.call(this, data, ...rest);
    if (!data.head || data.head.ask !== window.stopAt) return;
    window.stopAt = null;
    document.getElementById('stop').click();
  };
}

test('a stop leaves the deck that is open as it is, and what was being opened says so', { skip: noWeb }, async (t) => {
  const { page, watch } = await start(t);
  await page.evaluate(stopping);
  await add(page, upload('large.zip', packedDeck(SHIPPED_DECK)), upload('own.zip', packedDeck(OWN_DECK)));
  const title = await page.locator('#deck h2').innerText();
  await page.evaluate(() => { window.stopAt = 'read'; });
  await page.getByRole('button', { name: 'Edit the deck : large.zip' }).click();
  await page.locator('article.opened', { hasText: 'large.zip' }).getByText('Stopped').waitFor();
  assert.equal(await page.locator('#deck h2').innerText(), title);
  await page.locator('#build').click();
  await page.locator('.made table').waitFor({ timeout: LONG });
  await page.evaluate(() => { window.stopAt = 'cards'; });
  await add(page, upload('third.zip', packedDeck(OWN_DECK)));
  assert.deepEqual(watch.troubles, []);
});

test('a language that is not on this device is named, and another one is spoken', { skip: noWeb }, async (t) => {
  const { page, base, stop } = await start(t, { language: 'fr' });
  await stop();
  await page.goto(base + 'index.html?lang=el');
  await page.locator('[role="alert"]', { hasText: 'Ελληνικά' }).waitFor({ timeout: LONG });
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
  assert.equal(await page.locator('#language').inputValue(), 'fr');
});

test('opened as a file, the page says what it needs', { skip: noWeb }, async (t) => {
  const { page } = await openPage(await launch(t));
  await page.goto(pathToFileURL(join(WEB, 'index.html')).href);
  await page.getByText('This page needs JavaScript and a web server').waitFor();
});

test('two workshops of one server keep their own files', { skip: noWeb }, async (t) => {
  const other = join(temporary(t), 'web');
  cpSync(WEB, other, { recursive: true });
  const service = readFileSync(join(other, 'service.js'), 'utf8');
  writeFileSync(join(other, 'service.js'), service.replace(/[0-9a-f]{16}/, '0123456789abcdef'));
  const server = await serve(t, [{ name: 'web', folder: WEB }, { name: 'other', folder: other }]);
  const { page } = await openPage(await launch(t));
  for (const name of ['web', 'other']) {
    await page.goto(server.origin + '/p/' + name + '/index.html?lang=en');
    await page.waitForSelector('body[data-offline]', { timeout: LONG });
  }
  await server.stop();
  for (const name of ['web', 'other']) {
    await page.goto(server.origin + '/p/' + name + '/index.html?lang=en');
    await page.waitForSelector('body[data-offline]', { timeout: LONG });
  }
});

test('pages that an earlier visit left behind go, and those that another window shows stay', { skip: noWeb }, async (t) => {
  const { page, context, base } = await start(t);
  const keep = (number) => page.evaluate(async ([look, name]) => {
    await (await caches.open('look')).put(look + name + '/index.html', new Response('x'));
  }, [base + 'look/', number]);
  await keep('1-1');
  await keep('2-1');
  await page.evaluate((name) => new Promise((held) => { navigator.locks.request(name, () => { held(); return new Promise(() => {}); }); }), base + 'look/2-1/');
  const again = await context.newPage();
  await again.goto(base + 'index.html?lang=en');
  await again.waitForSelector('body[data-offline]', { timeout: LONG });
  assert.deepEqual(await again.evaluate(async () => (await (await caches.open('look')).keys()).map(({ url }) => url.split('/look/')[1])), ['2-1/index.html']);
});

test('a folder that is dropped is refused with what to do', { skip: noWeb }, async (t) => {
  const { page, watch } = await start(t);
  // What a browser gives for a folder cannot be read.
  await page.evaluate(() => {
    const folder = new File([], 'my folder');
    folder.arrayBuffer = () => Promise.reject(new DOMException('', 'NotFoundError'));
    const event = new Event('drop', { cancelable: true });
    event.dataTransfer = { files: [folder] };
    document.dispatchEvent(event);
  });
  await page.locator('[role="alert"]', { hasText: 'my folder: This could not be read. Pack a folder' }).waitFor();
  assert.deepEqual(watch.troubles, []);
});

test('what is open is not closed by another language without a question, and the choice of one package is seen where it counts', { skip: noWeb }, async (t) => {
  const { page } = await start(t);
  const asked = [];
  page.removeAllListeners('dialog');
  page.on('dialog', (dialog) => { asked.push(dialog.message()); return dialog.dismiss(); });
  await add(page, upload('own.zip', packedDeck(OWN_DECK)));
  await page.locator('#together').check();
  const small = join(temporary(t), 'small');
  run('new', 'deck', small, '--lang', 'fr');
  await add(page, upload('small.zip', packedDeck(small)));
  await page.locator('#together').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Edit the deck : own.zip' }).click();
  assert.ok(await page.locator('#together').isChecked());
  await page.locator('#language').selectOption('fr');
  assert.deepEqual(asked, ['Another language closes all that is open here. Go on?']);
  assert.equal(await page.locator('#language').inputValue(), 'en');
});
