// The web site of a deck as its readers meet it: in every language, from a folder, without a line, without a script, by keyboard.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { violations } from './axe.mjs';
import { launch, noTrouble, openPage } from './browser.mjs';
import { tabTo } from './keys.mjs';
import { LANGUAGES, OWN_DECK, SHIPPED_DECK, build, courseOf, run, temporary, unpack } from './packages.mjs';
import { serve } from './server.mjs';
import { walkModule } from './walk.mjs';

const PAGES = ['index', 'search', 'capsules', 'capsule-se-deconnecter', 'glossary', 'game', 'board', 'credits', 'privacy', 'accessibility', 'handout-faire-avec', 'teaching', 'theme-t2'];
const WIDTHS = [360, 714, 1280];
const FIRST_VIEW = 20000;
const folderOf = (language) => (language === 'fr' ? '' : language + '/');

const site = (t, deck = SHIPPED_DECK, languages = 'all') => build(t, deck, '--to', 'web', '--lang', languages)[0];

async function open(page, address) {
  await page.goto(address);
  await page.waitForFunction(() => !document.querySelector('.waits') && (!document.getElementById('_course') || document.querySelector('html.js')));
}

// A word without its accents finds the page that has it with them.
async function searches(page, words, wanted) {
  await page.locator('#_words').fill(words);
  await page.waitForFunction(() => document.querySelector('#_count').textContent);
  const found = await page.locator('#_found a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.ok(found.includes(wanted), words + ': ' + found);
  assert.equal(await page.locator('#_register').isVisible(), false);
  return found;
}

for (const language of LANGUAGES) {
  test('axe finds nothing on any kind of page in ' + language, async (t) => {
    const one = site(t);
    const { origin } = await serve(t, [one]);
    const { page } = await openPage(await launch(t), { viewport: { width: 714, height: 800 } });
    for (const name of PAGES) {
      await open(page, origin + '/p/' + one.name + '/' + folderOf(language) + name + '.html');
      if (name === 'search') await searches(page, 'whatsapp', 'theme-t3.html#t3-s01');
      for (const [colorScheme, rules] of [['light', 'all'], ['dark', 'colours']]) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        assert.deepEqual(await violations(page, rules), [], name + ' ' + colorScheme);
      }
    }
  });
}

test('one site over two decks: axe finds nothing on its first page, which leads to both', async (t) => {
  const out = temporary(t);
  run('build', SHIPPED_DECK, OWN_DECK, '--to', 'web', '--lang', 'all', '--out', out);
  const folder = join(out, 'whole');
  unpack(readFileSync(join(out, 'all_decks-all-web.zip')), folder);
  const { page, watch } = await openPage(await launch(t));
  const first = pathToFileURL(join(folder, 'index.html')).href;
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(first);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out at ' + width);
    for (const [colorScheme, rules] of [['light', 'all'], ['dark', 'colours']]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(page, rules), [], width + ' ' + colorScheme);
    }
  }
  const ways = await page.locator('h2 a').evaluateAll((links) => links.map((link) => link.href));
  assert.equal(ways.length, 2);
  for (const way of ways) {
    await open(page, way);
    assert.ok(await page.locator('.hand .card').count() > 0, way);
  }
  await page.goto(first);
  await page.locator('a[hreflang="el"]').first().click();
  await page.waitForFunction(() => document.documentElement.lang === 'el');
  assert.deepEqual(watch.troubles, []);
});

test('from a folder: every page, the search, the way back, and no worker', async (t) => {
  const one = site(t);
  const { page, watch } = await openPage(await launch(t));
  const folder = pathToFileURL(one.folder).href + '/';
  await open(page, folder + 'index.html');
  await page.locator('.foot a[href="search.html"]').click();
  await searches(page, 'DECONNEXION', 'capsule-se-deconnecter.html');
  await page.locator('#_found a[href="capsule-se-deconnecter.html"]').click();
  await page.waitForSelector('.capsule-page');
  await page.goBack();
  await page.waitForSelector('#_found a[href="capsule-se-deconnecter.html"]');
  assert.equal(await page.locator('#_words').inputValue(), 'DECONNEXION', 'going back finds the search again');
  await searches(page, 'xyzzy', undefined).catch(() => null);
  assert.equal(await page.locator('#_found li').count(), 0);
  assert.match(await page.locator('#_count').textContent(), /Rien/);
  for (const name of PAGES) await open(page, folder + 'el/' + name + '.html');
  await open(page, folder + 'el/search.html');
  await searches(page, 'απορρητο', 'capsule-secret-et-confiance.html');
  assert.deepEqual(watch.troubles, []);
  assert.deepEqual(watch.urls.filter((url) => !url.startsWith(folder)), []);
  assert.equal(watch.urls.some((url) => url.endsWith('sw.js')), false, 'nothing is kept from a folder');
});

test('offline after one visit, in the language that was visited', async (t) => {
  const one = site(t);
  const { origin, stop } = await serve(t, [one]);
  const { page, watch } = await openPage(await launch(t));
  const home = origin + '/p/' + one.name + '/';
  await open(page, home + 'index.html');
  await kept(page);
  await stop();
  await page.goto(home);
  await page.waitForSelector('.hand .card');
  await page.locator('.card[href="theme-t2.html"]').click();
  await page.waitForSelector('html.js');
  await walkModule(page, courseOf(readFileSync(join(one.folder, 'theme-t2.html'), 'utf8')));
  await open(page, home + 'search.html');
  await searches(page, 'deconnexion', 'capsule-se-deconnecter.html');
  await page.locator('#_found a').first().click();
  await page.locator('main h2').first().waitFor();
  await assert.rejects(page.goto(home + 'en/index.html'), /ERR_/, 'nobody loaded a language that she does not read');
  assert.deepEqual(watch.troubles.filter((trouble) => !/ERR_CONNECTION|Failed to load/.test(trouble)), []);
});

// Until exactly these files are kept: the new ones have come and the old ones are gone.
async function untilKept(wanted) {
  for (;;) {
    const [name] = await caches.keys();
    const keys = await caches.open(name).then((cache) => cache.keys());
    if (keys.map(({ url }) => url.split('/').slice(5).join('/')).sort().join() === wanted.join()) return;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

// Until the worker has all its files and speaks for the page.
async function kept(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
}

test('a new version arrives, and only what changed is loaded for it', async (t) => {
  const deck = join(temporary(t), 'deck');
  cpSync(OWN_DECK, deck, { recursive: true });
  const one = site(t, deck);
  const { origin, requests } = await serve(t, [one]);
  const { page } = await openPage(await launch(t));
  const address = origin + '/p/' + one.name + '/credits.html';
  await open(page, address);
  await kept(page);
  const toml = join(deck, 'deck.toml');
  writeFileSync(toml, readFileSync(toml, 'utf8').replace('name = "cartable"', 'name = "Une autre équipe"'));
  cpSync(site(t, deck).folder, one.folder, { recursive: true });
  requests.length = 0;
  await open(page, address);
  assert.equal(await page.locator('main dd', { hasText: 'Une autre équipe' }).count(), 0, 'the old version is still whole');
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found.update()));
  const files = JSON.parse(/const FILES=(.*?);\n/.exec(readFileSync(join(one.folder, 'sw.js'), 'utf8'))[1]);
  const promised = Object.keys(files).map((path) => path + '?' + files[path]).sort();
  await page.evaluate(untilKept, promised);
  await open(page, address);
  assert.equal(await page.locator('main dd', { hasText: 'Une autre équipe' }).count(), 1);
  const loaded = requests.map((path) => path.split('/').pop());
  assert.ok(loaded.includes('credits.html'), loaded.join(' '));
  assert.equal(loaded.filter((name) => /\.(css|png)$|^(site|module|search-index)\.js$/.test(name)).length, 0, loaded.join(' '));
});

test('nothing is asked of anyone else, and nothing is left but settings and pages', async (t) => {
  const one = site(t);
  const { origin } = await serve(t, [one]);
  const { page, context, watch } = await openPage(await launch(t));
  for (const name of PAGES) await open(page, origin + '/p/' + one.name + '/' + name + '.html');
  await open(page, origin + '/p/' + one.name + '/search.html');
  await searches(page, 'secret', 'capsule-secret-et-confiance.html');
  await page.locator('#_words').press('Enter');
  // Kept where no server is told.
  await page.waitForURL((url) => decodeURIComponent(url.hash) === '#secret');
  noTrouble(watch, origin, one.name);
  assert.ok(watch.urls.every((url) => !url.includes('?')), 'no address says what was looked for');
  assert.deepEqual(await context.cookies(), []);
  assert.deepEqual(await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)]), [[], []]);
  await page.locator('#_tools button').click();
  await page.locator('#_display input[value=dark]').click();
  await open(page, origin + '/p/' + one.name + '/credits.html');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark', 'one setting for all pages');
});

test('a theme plays to its end, and says that nothing is recorded', async (t) => {
  const one = site(t, OWN_DECK);
  const { origin } = await serve(t, [one]);
  const { page, watch } = await openPage(await launch(t));
  await open(page, origin + '/p/' + one.name + '/theme-t1.html');
  assert.equal(new URL(page.url()).pathname, '/p/' + one.name + '/theme-t1.html', 'whoever comes to a page is where she wants to be');
  const course = courseOf(readFileSync(join(one.folder, 'theme-t1.html'), 'utf8'));
  await walkModule(page, course);
  assert.equal(await page.locator('.card.done').count(), course.situations.length);
  assert.match(await page.locator('#_saved').textContent(), /Rien n’est enregistré/);
  // Another language keeps the place, and says first what it cannot keep.
  await page.locator('.card').first().click();
  await page.waitForSelector('.situation.open');
  await page.locator('#_tongues a[lang=en]').click();
  await page.locator('.ask button', { hasText: 'English' }).click();
  await page.waitForURL(/\/en\/theme-t1\.html#t1-s01\//);
  noTrouble(watch, origin, one.name);
});

test('without a script everything is there to read, and nothing that would not work', async (t) => {
  const one = site(t);
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t), { javaScriptEnabled: false });
  // A sheet to fill in takes what is typed without a script.
  for (const name of PAGES.filter((page) => !page.startsWith('handout'))) {
    await page.goto(origin + '/p/' + one.name + '/' + name + '.html');
    assert.equal(await page.locator('.view:visible').count(), await page.locator('.view').count(), name);
    assert.equal(await page.locator('button:visible, input:visible, select:visible, textarea:visible').count(), 0, name);
  }
  await page.goto(origin + '/p/' + one.name + '/search.html');
  assert.ok(await page.locator('#_register a').count() > 60, 'a list from A to Z stands in for the search');
  await page.locator('#_register a[href="theme-t1.html#t1-s05"]').click();
  // The page that the link leads to comes when it comes.
  await page.locator('[id="t1-s05"] .story').first().waitFor();
});

test('from the first page to a result by keyboard alone', async (t) => {
  const one = site(t);
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t));
  await open(page, origin + '/p/' + one.name + '/index.html');
  const session = { page, sco: page };
  await tabTo(session, (now) => now.href === 'search.html');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\.html/);
  await tabTo(session, (now) => now.id === '_words');
  await page.keyboard.type('éthique deonto');
  await page.waitForFunction(() => document.querySelector('#_found a'));
  await tabTo(session, (now) => now.href === 'capsule-ethique-et-deontologie.html');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.capsule-page');
});

test('a result shows the place that was found, with its words marked', async (t) => {
  const one = site(t);
  const { page } = await openPage(await launch(t));
  const folder = pathToFileURL(one.folder).href + '/';
  // From the field at the top of another page.
  await open(page, folder + 'credits.html');
  await page.locator('#_seek input').fill('archive detruit');
  await page.locator('#_seek button').click();
  await page.waitForSelector('#_found li');
  const found = await page.locator('#_found li').evaluateAll((all) => all.map((li) => ({ text: li.querySelector('p').textContent, marks: Array.from(li.querySelectorAll('mark'), (mark) => mark.textContent) })));
  for (const { text, marks } of found) {
    assert.ok(marks.length > 0 && marks.every((mark) => /^(archiv|détrui)/i.test(mark)), text + ' marks ' + marks);
    assert.ok(text.length < 200, text);
  }
  await searches(page, 'archive', 'countries.html');
  const texts = await page.locator('#_found p').allTextContents();
  assert.ok(texts.some((text) => text.startsWith('… ') && /archiv/i.test(text)), 'a place in the middle of a text');
  // What an author wrote stays text.
  assert.equal(await page.locator('#_found script').count(), 0);
  await open(page, folder + 'capsules.html');
  const shelves = await page.locator('.shelf').evaluateAll((all) => all.map((shelf) => ({ suit: shelf.className.match(/suit-\d/)[0], says: shelf.querySelectorAll('.says').length, books: shelf.querySelectorAll('li').length })));
  assert.deepEqual(shelves.map(({ suit }) => suit), ['suit-1', 'suit-2', 'suit-3', 'suit-4', 'suit-5']);
  assert.ok(shelves.every(({ says, books }) => books > 0 && says === books));
  assert.equal(shelves.reduce((sum, { books }) => sum + books, 0), one.files.filter((name) => /^capsule-/.test(name)).length, 'each capsule once');
  await open(page, folder + 'capsule-se-deconnecter.html');
  assert.ok(await page.locator('body.suit-2').count(), 'in the colour of its theme');
});

test('nothing sticks out, nothing jumps, and the first view is small', async (t) => {
  const one = site(t);
  const { origin } = await serve(t, [one]);
  const browser = await launch(t);
  for (const width of WIDTHS) {
    const { page, context } = await openPage(browser, { viewport: { width, height: 740 } });
    for (const language of LANGUAGES) {
      for (const name of PAGES) {
        await open(page, origin + '/p/' + one.name + '/' + folderOf(language) + name + '.html');
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, language + ' ' + name + ' at ' + width + ': ' + wide);
        if (name.startsWith('theme-')) continue;
        const shift = await page.evaluate(() => new Promise((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; })).observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => setTimeout(() => resolve(sum), 0));
        }));
        assert.ok(shift < 0.02, language + ' ' + name + ' at ' + width + ' jumps by ' + shift);
      }
    }
    await context.close();
  }
  const size = (name) => gzipSync(readFileSync(join(one.folder, name)), { level: 9 }).length;
  const first = ['index.html', 'site.css', 'site.js', 'offline.js'].reduce((sum, name) => sum + size(name), 0);
  t.diagnostic('first view: ' + first + ' bytes; the worker keeps ' + ['sw.js', 'search-index.js'].map((name) => name + ' ' + size(name)).join(', '));
  assert.ok(first < FIRST_VIEW, String(first));
});
