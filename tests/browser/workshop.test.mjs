// The workshop in a browser: a broken package verified, a text fixed, packages built that are the command's, two compared, the pages looked at,
// without a connection, stopped; axe finds nothing, and nothing is asked of anybody.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { violations } from './axe.mjs';
import { launch } from './browser.mjs';
import { LANGUAGES, OWN_DECK, SHIPPED_DECK, archives, run, temporary } from './packages.mjs';
import { hostile, WEB, filesOf, noWeb, others, program } from './workshop.mjs';
import { LONG, add, packed, packedDeck, quiet, start, upload } from './workshop-page.mjs';

const sum = (bytes) => createHash('sha256').update(bytes).digest('hex');

test('a broken package: each finding with its place, its clause and how to fix it', { skip: noWeb }, async (t) => {
  const [one] = archives(t, OWN_DECK, '--to', 'scorm12', '--lang', 'en');
  const shop = await start(t);
  const broken = packed(filesOf(one.folder).filter(([path]) => path !== 'module.js'));
  await add(shop.page, upload('broken.zip', broken));
  assert.match(await shop.page.locator('#status').textContent(), /^broken\.zip: Errors: /);
  const found = shop.page.locator('article.opened .findings li.error');
  assert.ok(await found.count() > 0);
  assert.match(await found.first().innerText(), /module\.js/);
  const words = await found.first().locator('dt').allInnerTexts();
  assert.deepEqual(words.slice(0, 2), ['Where', 'How to fix it'], words.join());
  assert.deepEqual(await violations(shop.page, 'all'), []);
  quiet(shop);
});

test('a text is fixed, and what is built is what the command builds of it', { skip: noWeb }, async (t) => {
  const folder = join(temporary(t), 'deck');
  cpSync(OWN_DECK, folder, { recursive: true });
  const shop = await start(t);
  const { page } = shop;
  await add(page, upload('my deck.zip', packedDeck(folder)));
  const options = await page.locator('#text option').evaluateAll((all) => all.map((one) => one.value));
  const card = options.find((path) => /^en\/\d[^/]*\/\d.*\.md$/.test(path));
  await page.locator('#text').selectOption(card);
  await page.waitForSelector('.parts textarea');
  assert.ok(!(await page.locator('main').innerText()).includes('undefined'), 'a word is missing');
  const area = page.locator('.parts textarea.is-text').first();
  const before = await area.inputValue();
  await area.fill(before + ' A sentence from the page.');
  await page.waitForFunction(() => document.querySelector('#status').textContent.includes('in the deck'), null, { timeout: LONG });
  for (const format of ['scorm2004', 'epub']) await page.locator('input[name="formats"][value="' + format + '"]').check();
  const given = page.waitForEvent('download');
  await page.locator('#download-deck').click();
  const deck = await given;
  assert.equal(deck.suggestedFilename(), 'my deck.zip');
  const out = join(temporary(t), 'again');
  const members = program()({ ask: 'open' }, [['deck.zip', new Uint8Array(readFileSync(await deck.path()))]]).files;
  const changed = new Map(members).get(card);
  assert.match(new TextDecoder().decode(changed), /A sentence from the page\./);
  writeFileSync(join(folder, card), changed);
  run('build', folder, '--to', 'scorm12,scorm2004,epub', '--out', out);
  await page.locator('#build').click();
  await page.waitForSelector('.made table', { timeout: LONG });
  const rows = await page.locator('.made tbody tr').evaluateAll((all) => all.map((row) => [row.querySelector('th').textContent, row.querySelector('code').textContent]));
  const wanted = readdirSync(out).filter((name) => /\.(zip|epub)$/.test(name)).map((name) => [name, sum(readFileSync(join(out, name)))]);
  assert.deepEqual(rows.sort(), wanted.sort());
  const taken = page.waitForEvent('download');
  await page.locator('.made a[download]').first().click();
  const file = await taken;
  assert.equal(sum(readFileSync(await file.path())), new Map(wanted).get(file.suggestedFilename()));
  await page.locator('.made button[aria-label$="-scorm12.zip"]').first().click();
  await page.waitForSelector('article.opened .findings');
  assert.deepEqual(await violations(page, 'all'), []);
  quiet(shop);
});

test('two packages are compared', { skip: noWeb }, async (t) => {
  const folder = join(temporary(t), 'deck');
  cpSync(OWN_DECK, folder, { recursive: true });
  const [old] = archives(t, folder, '--to', 'scorm12', '--lang', 'en');
  const toml = readFileSync(join(folder, 'deck.toml'), 'utf8');
  writeFileSync(join(folder, 'deck.toml'), toml.replace(/^version = .*$/m, 'version = "9.0.0"'));
  const [now] = archives(t, folder, '--to', 'scorm12', '--lang', 'en');
  const shop = await start(t);
  await add(shop.page, upload('old.zip', packed(filesOf(old.folder))), upload('new.zip', packed(filesOf(now.folder))));
  await shop.page.locator('#compare').click();
  await shop.page.waitForSelector('.comparing .findings', { timeout: LONG });
  assert.match(await shop.page.locator('.comparing').innerText(), /is now 9\.0\.0/);
  quiet(shop);
});

test('cards of two decks are ticked and become a new deck, which is downloaded and built', { skip: noWeb }, async (t) => {
  const folder = temporary(t);
  run('new', 'deck', join(folder, 'other'), '--lang', 'fr');
  const [one] = archives(t, OWN_DECK, '--to', 'scorm12', '--lang', 'fr');
  const shop = await start(t);
  const { page } = shop;
  await add(page, upload('one.zip', packed(filesOf(one.folder))), upload('other.zip', packedDeck(join(folder, 'other'))));
  await page.locator('details.remix > summary').click();
  await page.locator('#remix').click();
  await page.waitForFunction(() => document.querySelector('#status').textContent.startsWith('Give the new deck a title'));
  for (const source of ['one.zip', 'other.zip']) {
    await page.locator('details.remix fieldset', { hasText: source }).first().locator('input[value="t1-s01"]').check();
  }
  await page.locator('#remix-title').fill('My own');
  await page.locator('#remix').click();
  await page.waitForFunction(() => document.querySelector('#deck h2').textContent === 'My own', null, { timeout: LONG });
  await page.locator('details.remix [role="status"]', { hasText: /“t1-s01” from other\.zip is called “t1-s01-2”/ }).waitFor();
  assert.deepEqual(await violations(page, 'all'), []);
  const given = page.waitForEvent('download');
  await page.locator('#download-deck').click();
  const deck = await given;
  assert.equal(deck.suggestedFilename(), 'My own.zip');
  const into = join(folder, 'into');
  for (const [path, bytes] of program()({ ask: 'open' }, [['deck.zip', new Uint8Array(readFileSync(await deck.path()))]]).files) {
    mkdirSync(join(into, path, '..'), { recursive: true });
    writeFileSync(join(into, path), bytes);
  }
  run('build', into, '--to', 'scorm12', '--out', join(folder, 'built'));
  await page.locator('#build').click();
  await page.waitForSelector('.made table', { timeout: LONG });
  const rows = await page.locator('.made tbody tr').evaluateAll((all) => all.map((row) => [row.querySelector('th').textContent, row.querySelector('code').textContent]));
  const wanted = readdirSync(join(folder, 'built')).filter((name) => name.endsWith('.zip')).map((name) => [name, sum(readFileSync(join(folder, 'built', name)))]);
  assert.deepEqual(rows.sort(), wanted.sort());
  quiet(shop);
});

// A server for direct connections that counts what arrives.
async function direct(t) {
  const socket = createSocket('udp4');
  const got = [];
  socket.on('message', (bytes) => got.push(bytes));
  await new Promise((resolve) => { socket.bind(0, '127.0.0.1', resolve); });
  t.after(() => socket.close());
  return { port: socket.address().port, got };
}

test('the pages of a package reach nothing, and their scripts run only when somebody says so', { skip: noWeb }, async (t) => {
  const [one] = archives(t, OWN_DECK, '--to', 'scorm12', '--lang', 'en');
  const stun = await direct(t);
  const shop = await start(t);
  const { page } = shop;
  await add(page, upload('hostile.zip', packed(hostile(stun.port))), upload('own.zip', packed(filesOf(one.folder))));
  const buttons = page.getByRole('button', { name: /^Show the pages/ });
  const frame = page.frameLocator('article.opened iframe');
  // The browser says that the frame was kept from leaving.
  const leaves = async (path) => {
    const refused = page.evaluate(() => new Promise((resolve) => { document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), { once: true }); }));
    await page.locator('article.opened .look select').selectOption(path);
    assert.equal(await refused, 'frame-src', path);
  };
  await buttons.nth(0).click();
  await frame.locator('#r').waitFor({ state: 'attached' });
  assert.equal(await frame.locator('#r').innerText(), '');
  assert.equal(stun.got.length, 0, 'a direct connection was asked for');
  await page.locator('.look input[type="checkbox"]').check();
  await frame.locator('#r', { hasText: 'reached' }).waitFor();
  assert.equal(await frame.locator('#r').innerText(), 'reached:');
  assert.equal(await page.evaluate(() => document.querySelector('iframe').contentDocument), null);
  await leaves('away.html');
  await leaves('refresh.html');
  const answered = page.waitForResponse((response) => response.url().endsWith('/service.js?typed=1'));
  await page.locator('article.opened .look select').selectOption('service.html');
  assert.equal((await answered).status(), 404);
  assert.deepEqual(others(shop.requests.slice(shop.asked)), []);
  await buttons.nth(0).click();
  await buttons.nth(1).click();
  await frame.locator('h1').first().waitFor();
  await page.locator('.look input[type="checkbox"]').check();
  await frame.locator('html.js').waitFor();
  assert.deepEqual(others(shop.requests.slice(shop.asked)), []);
  await page.locator('article.opened').nth(1).getByRole('button', { name: /^Close/ }).click();
  await page.waitForFunction(async () => !(await (await caches.open('look')).keys()).length, null, { timeout: LONG });
});

test('once it is ready, neither the page nor a worker of it can connect, to its own server either', { skip: noWeb }, async (t) => {
  const shop = await start(t);
  const said = await shop.page.evaluate(async () => {
    const address = location.href + '&leak';
    const code = 'fetch(' + JSON.stringify(address) + ').then(() => postMessage("worker"), () => postMessage(""))';
    const worker = new Worker(URL.createObjectURL(new Blob([code])));
    const fromWorker = await new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
    const fromPage = await fetch(address).then(() => 'page', () => '');
    return fromWorker + fromPage;
  });
  assert.equal(said, '');
  assert.deepEqual(others(shop.requests.slice(shop.asked)), []);
});

test('without a connection after the first visit', { skip: noWeb }, async (t) => {
  const [one] = archives(t, OWN_DECK, '--to', 'scorm12', '--lang', 'en');
  const shop = await start(t, { language: 'fr' });
  await shop.stop();
  await shop.page.reload();
  await shop.page.waitForSelector('body[data-offline]', { timeout: LONG });
  assert.equal(await shop.page.locator('html').getAttribute('lang'), 'fr');
  await add(shop.page, upload('own.zip', packed(filesOf(one.folder))));
  assert.match(await shop.page.locator('article.opened .sum').innerText(), /\S/);
});

test('work is stopped by its button, and the next question is answered', { skip: noWeb }, async (t) => {
  const shop = await start(t);
  const { page } = shop;
  await add(page, upload('deck.zip', packedDeck(SHIPPED_DECK)));
  await page.locator('#build').waitFor();
  for (const box of await page.locator('input[name="formats"]').all()) await box.check();
  await page.locator('#build').click();
  await page.locator('#stop').click({ timeout: LONG });
  await page.waitForFunction(() => document.querySelector('.told').textContent.startsWith('Stopped'));
  await add(page, upload('empty.zip', []));
  assert.match(await page.locator('article.opened').last().innerText(), /Error/);
  quiet(shop);
});

test('what takes too long ends, and what asks for too much is refused', { skip: noWeb }, async (t) => {
  const { page, base } = await start(t);
  // A page of the site without its policy, so that the engine can be started by itself.
  await page.goto(base + 'worker.js');
  const zeros = new Uint8Array(120_000_000);
  const bomb = [...gzipSync(zeros)];
  const said = await page.evaluate(async ([address, bytes]) => {
    const { createEngine } = await import(address);
    const engine = await createEngine('fr');
    const why = async (promise) => promise.then(({ head }) => (typeof head.why === 'string' ? head.why : 'answered'), (error) => error.message);
    const texts = { ask: 'texts' };
    return [await why(engine.ask(texts)), await why(engine.ask(texts, [], 0)), await why(engine.ask(texts)), await why(engine.ask({ ask: 'open' }, [['bomb.mbz', new Uint8Array(bytes)]])), await why(engine.ask({ ask: 'open' }, [['large.zip', new Uint8Array(400_000_000)]])), await why(engine.ask(texts))];
  }, [base + 'engine.js', bomb]);
  assert.deepEqual(said, ['answered', 'long', 'answered', 'archive', 'broken', 'answered']);
});

test('in every language, in light and dark, axe finds nothing', { skip: noWeb }, async (t) => {
  const browser = await launch(t);
  for (const language of LANGUAGES) {
    const { page } = await start(t, { browser, language, viewport: { width: 400, height: 800 } });
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(page, 'all'), [], language + ' ' + colorScheme);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), language);
  }
});

test('all that is loaded in one language is under 1.4 MB compressed', { skip: noWeb }, () => {
  const sizes = filesOf(WEB).map(([path, bytes]) => [path, gzipSync(bytes, { level: 9 }).length]);
  const sum = (list) => list.reduce((all, [, size]) => all + size, 0);
  const words = sizes.filter(([path]) => path.endsWith('.txt'));
  assert.deepEqual(words.map(([path]) => path), LANGUAGES.map((language) => language + '.txt').sort());
  const shared = sum(sizes) - sum(words);
  for (const [path, size] of words) assert.ok(shared + size < 1_400_000, path + ': ' + (shared + size) + ' bytes');
});
