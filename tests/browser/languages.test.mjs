// Each language speaks for itself: the page names it, no word of another language's interface stands in it, and French has the
// blanks of its typography.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { LANGUAGES, OWN_DECK, SHIPPED_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';
import { openCard, walkSituation } from './walk.mjs';

const PAGES = ['_overview', '_game', '_board', '_capsules', '_privacy', '_credits'];

// Section and key → text, of a file that knows nothing but `[section]` and `key = "text"`.
function textsOf(language) {
  const lines = readFileSync(new URL('../../templates/texts/' + language + '.toml', import.meta.url), 'utf8').split('\n');
  const texts = new Map();
  let section = '';
  for (const line of lines) {
    section = /^\[(\w+)\]/.exec(line)?.[1] || section;
    const [, key, value] = /^(\w+) = (".*")$/.exec(line) || [];
    if (key) texts.set(section + '.' + key, JSON.parse(value));
  }
  return texts;
}

const plain = (text) => text.replace(/\s+/g, ' ').trim();

// Whether a text of the interface was heard, whatever stood in its gaps.
function isHeard(text, heard) {
  if (!/\{\w+\}/.test(text)) return heard.has(text);
  const words = text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+');
  return [...heard].some((one) => new RegExp('^' + words + '$').test(one));
}

// A text that is hardly more than its gaps says nothing about the language.
const speaks = (text) => text.replace(/\{\w+\}/g, '').length > 3;

// Everything that a learner may see or hear of the page in this moment.
const words = (page) => page.evaluate(() => {
  const attributes = Array.from(document.querySelectorAll('[aria-label], [alt], [title]')).flatMap((one) => ['aria-label', 'alt', 'title'].map((name) => one.getAttribute(name) || ''));
  const main = document.body.cloneNode(true);
  main.querySelectorAll('script').forEach((one) => one.remove());
  const texts = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode.data);
  return texts.concat(attributes, document.title).map((text) => text.trim()).filter(Boolean);
});

async function hear(page, course) {
  const heard = new Set();
  const listen = async () => (await words(page)).forEach((text) => heard.add(text));
  for (const { id } of course.situations) {
    await openCard(page, id);
    await listen();
    await walkSituation(page, { at: listen });
  }
  for (const view of PAGES) {
    await page.evaluate((hash) => { window.location.hash = hash; }, '#' + view);
    await page.waitForSelector('#' + view + '.open');
    await listen();
  }
  return heard;
}

test('each language’s page is in that language alone', async (t) => {
  const packages = build(t, OWN_DECK, '--tracking', 'reflective');
  const { origin } = await serve(t, packages);
  const browser = await launch(t);
  const texts = new Map(LANGUAGES.map((language) => [language, textsOf(language)]));
  for (const one of packages) {
    const language = LANGUAGES.find((tag) => one.name.includes('-' + tag + '-'));
    const { page, context } = await openPage(browser);
    await page.goto(origin + '/p/' + one.name + '/index.html');
    await page.waitForSelector('html.js');
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    const heard = new Set([...await hear(page, one.course)].map(plain));
    const own = new Set([...texts.get(language).values()].map(plain));
    const used = [...own].filter((text) => isHeard(text, heard));
    assert.ok(used.length > 60, language + ': only ' + used.length + ' texts of the interface were met');
    for (const other of LANGUAGES.filter((name) => name !== language)) {
      const foreign = [...texts.get(other).values()].map(plain).filter((text) => speaks(text) && !own.has(text) && isHeard(text, heard));
      assert.deepEqual(foreign, [], language + ' speaks ' + other);
    }
    assert.deepEqual([...heard].filter((text) => /\{\w+\}|undefined|\[object|NaN/.test(text)), [], 'a gap that was not filled');
    if (language === 'el') assert.deepEqual([...heard].filter((text) => /[A-Za-z]{4,}/.test(text) && !/Creative|cartable|Moodle/.test(text)), []);
    t.diagnostic(language + ': ' + used.length + ' texts of the interface met');
    await context.close();
  }
});

test('French has a no-break blank before its high signs and inside its quotes', async (t) => {
  const packages = [...build(t, SHIPPED_DECK, '--lang', 'fr'), ...build(t, OWN_DECK, '--lang', 'fr', '--tracking', 'reflective')];
  const { origin } = await serve(t, packages);
  const browser = await launch(t);
  for (const one of packages) {
    const { page, context } = await openPage(browser);
    await page.goto(origin + '/p/' + one.name + '/index.html');
    await page.waitForSelector('html.js');
    // The whole page, shown or not, and all that the script may say.
    const heard = (await words(page)).concat(Object.values(one.course.texts));
    assert.deepEqual(heard.filter((text) => /[^\u00a0\u202f\s(«][?!;»]|\w :|[ ][?!;:»]|« /.test(text)), [], one.name);
    assert.ok(heard.some((text) => /[\u00a0\u202f]\?/.test(text)));
    await context.close();
  }
});
