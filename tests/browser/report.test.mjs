// The tutor's report, as a tutor opens it from the disk: in each language and for each reader, on wide and narrow screens, without
// a script, with the keyboard alone, and on paper.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { violations } from './axe.mjs';
import { launch, openPage } from './browser.mjs';
import { LANGUAGES, SHIPPED_DECK, run, temporary } from './packages.mjs';
import { print } from './pdf.mjs';

const LEARNERS = 30;
const OUTPUTS = ['group', 'accompany', 'mine'];
const XAPI = JSON.parse(readFileSync(fileURLToPath(new URL('../../xapi/registered.json', import.meta.url)), 'utf8'));
const [VERBS, TYPES] = ['verbs', 'types'].map((kind) => Object.assign({}, ...Object.values(XAPI).map((profile) => profile[kind])));
const DECK = /^iri = "(.*)"/m.exec(readFileSync(join(SHIPPED_DECK, 'deck.toml'), 'utf8'))[1];

// The ids of the situations of the deck that ships.
function situations() {
  const source = join(SHIPPED_DECK, 'fr');
  const themes = readdirSync(source).filter((name) => statSync(join(source, name)).isDirectory());
  const files = themes.flatMap((theme) => readdirSync(join(source, theme)).map((name) => join(source, theme, name)));
  const ids = files.filter((path) => path.endsWith('.md')).map((path) => /^id = "(t\d+-s\d+)"/m.exec(readFileSync(path, 'utf8'))?.[1]);
  return ids.filter(Boolean).sort();
}

// A class that is everywhere: some have finished, some have begun, one never came, one has markup for a name.
function source(folder) {
  const ids = situations();
  const lines = [];
  const say = (learner, verb, type, path, more = {}) => lines.push(JSON.stringify({
    actor: { account: { homePage: 'https://lms.example.org', name: 'u' + learner } }, verb: { id: VERBS[verb] },
    object: { id: DECK + '/' + path, definition: { type: TYPES[type] } }, timestamp: `2026-11-${10 + (learner % 15)}T10:00:00Z`, ...more,
  }));
  const within = (path) => ({ context: { language: 'fr', contextActivities: { parent: [{ id: DECK + '/' + path }] } } });
  for (let learner = 0; learner < LEARNERS; learner += 1) {
    say(learner, 'initialized', 'module', 'modules/t1');
    ids.slice(0, learner).forEach((id) => say(learner, 'completed', 'situation', id, within('modules/' + id.split('-')[0])));
    const right = learner % 3 > 0;
    say(learner, 'answered', 'item', ids[0] + '/q2', { ...within(ids[0]), result: { success: right, response: right ? 'a' : 'b' } });
  }
  writeFileSync(join(folder, 'week.ndjson'), lines.join('\n'));
  const names = Array.from({ length: LEARNERS }, (_, at) => `u${at};${at % 2 ? 'Lyon' : 'Iași'};${at ? 'Ana-Maria Constantinescu ' + at : '<b>Bo</b>'}`);
  writeFileSync(join(folder, 'list.csv'), ['account;group;name', ...names, 'never;Lyon;Zoe'].join('\n'));
}

function made(folder, output, language) {
  const path = join(folder, output + '-' + language + '.html');
  const whom = output === 'mine' ? ['--learner', 'u7'] : ['--output', output];
  run('report', join(folder, 'week.ndjson'), '--list', join(folder, 'list.csv'), '--deck', SHIPPED_DECK, '--lang', language,
    '--today', '2026-12-01', '--out', path, ...whom);
  return path;
}

test('axe finds nothing in any language, light or dark, and no page is wider than its screen', async (t) => {
  const browser = await launch(t);
  const folder = temporary(t);
  source(folder);
  for (const language of LANGUAGES) {
    for (const output of OUTPUTS) {
      const path = made(folder, output, language);
      assert.ok(statSync(path).size < 150_000, path + ' has ' + statSync(path).size + ' bytes');
      const { page, context, watch } = await openPage(browser, { viewport: { width: 1280, height: 900 } });
      await page.goto(pathToFileURL(path).href);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page, colorScheme === 'dark' ? 'colours' : undefined), [], path + ' ' + colorScheme);
      }
      for (const width of [1280, 360, 320]) {
        await page.setViewportSize({ width, height: 640 });
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width, path + ' at ' + width);
      }
      assert.equal(await page.evaluate(() => document.querySelectorAll('td b').length), 0, 'a name became markup');
      assert.deepEqual(watch.urls, [pathToFileURL(path).href], 'a report asks for nothing');
      await context.close();
    }
  }
});

test('it is whole without a script, and the keyboard reaches the views and what scrolls', async (t) => {
  const browser = await launch(t);
  const folder = temporary(t);
  source(folder);
  const { page } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 640 } });
  await page.goto(pathToFileURL(made(folder, 'accompany', 'en')).href);
  assert.equal(await page.locator('section.view').count(), 4);
  const seen = new Set();
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    seen.add(await page.evaluate(() => document.activeElement.className + document.activeElement.tagName));
  }
  for (const stop of ['skipA', 'A', 'scrollDIV', 'SUMMARY']) assert.ok(seen.has(stop), stop + ' among ' + [...seen]);
});

test('on paper nothing is cut: every learner and every column is there', async (t) => {
  const browser = await launch(t);
  const folder = temporary(t);
  source(folder);
  const { page } = await openPage(browser);
  await page.goto(pathToFileURL(made(folder, 'accompany', 'fr')).href);
  const sheets = await print(page);
  const words = sheets.flatMap((sheet) => sheet.words);
  assert.ok(sheets.every(({ width, height }) => Math.round(width) === 210 && Math.round(height) === 297));
  for (const { width, words: own } of sheets) assert.ok(own.every(({ left, right }) => left >= 0 && right <= width), 'a word is cut');
  for (const word of ['1.1', '4.4', 'Zoe', '29']) assert.ok(words.some(({ text }) => text === word), word);
});
