// The two pictures of the README, made from the deck that ships: node docs/images/make.mjs
// Needs what the browser tests need: a debug build, Chromium, and the packages that tests/run installs.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch, openPage } from '../../tests/browser/browser.mjs';
import { SHIPPED_DECK, build, run, situationFiles, temporary } from '../../tests/browser/packages.mjs';
import { openCard } from '../../tests/browser/walk.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const VIEWPORT = { width: 880, height: 640 };
const TODAY = '2026-12-01';
const LEARNERS = 24;
const LANGUAGE = 'en';
const THEME = 't1';
const CARD = 't1-s01';
// In bytes: the README must open quickly on a slow line.
const MOST = 60000;

// What the helpers of the tests expect of a test: to be told what to remove when it ends.
const undo = [];
const t = { after: (work) => undo.unshift(work) };

// Chromium takes pictures as PNG; the canvas of an empty page turns them into WebP, which is smaller.
async function save(page, name) {
  const png = await page.screenshot();
  const blank = await page.context().newPage();
  const webp = await blank.evaluate(async (data) => {
    const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
    canvas.getContext('2d').drawImage(picture, 0, 0);
    return canvas.toDataURL('image/webp', 0.85).split(',')[1];
  }, png.toString('base64'));
  const bytes = Buffer.from(webp, 'base64');
  if (bytes.length > MOST) throw new Error(`${name} has ${bytes.length} bytes, more than ${MOST}`);
  writeFileSync(join(HERE, name), bytes);
  console.log(name, bytes.length);
}

// A card of the theme, at its first step.
async function module(browser) {
  const { folder } = build(t, SHIPPED_DECK, '--lang', LANGUAGE, '--theme', THEME)[0];
  const { page } = await openPage(browser, { viewport: VIEWPORT, colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(pathToFileURL(join(folder, 'index.html')).href);
  await page.waitForSelector('html.js');
  await openCard(page, CARD);
  await save(page, 'module.webp');
}

// A made-up group, some of whom have only just begun.
function week(path) {
  const profiles = Object.values(JSON.parse(readFileSync(join(HERE, '../../xapi/registered.json'), 'utf8')));
  const [verbs, types] = ['verbs', 'types'].map((kind) => Object.assign({}, ...profiles.map((profile) => profile[kind])));
  const iri = /^iri = "(.*)"/m.exec(readFileSync(join(SHIPPED_DECK, 'deck.toml'), 'utf8'))[1];
  const lines = [];
  const say = (learner, verb, type, id, context) => lines.push(JSON.stringify({
    actor: { account: { homePage: 'https://lms.example.org', name: 'u' + learner } },
    verb: { id: verbs[verb] },
    object: { id: iri + '/' + id, definition: { type: types[type] } },
    timestamp: `2026-11-${String(16 + learner % 14)}T10:00:00Z`,
    ...context,
  }));
  const ids = situationFiles('fr').map((file) => /^id = "(.*)"/m.exec(readFileSync(file, 'utf8'))?.[1]).filter((id) => /^t\d+-s\d+$/.test(id || ''));
  for (let learner = 0; learner < LEARNERS; learner += 1) {
    for (const theme of new Set(ids.map((id) => id.split('-')[0]))) say(learner, 'initialized', 'module', 'modules/' + theme);
    for (const id of ids.slice(0, learner % 8)) {
      say(learner, 'completed', 'situation', id, { context: { contextActivities: { parent: [{ id: iri + '/modules/' + id.split('-')[0] }] } } });
    }
  }
  writeFileSync(path, lines.join('\n'));
}

async function report(browser) {
  const folder = temporary(t);
  const [statements, html] = ['week.ndjson', 'report.html'].map((name) => join(folder, name));
  week(statements);
  run('report', statements, '--deck', SHIPPED_DECK, '--lang', LANGUAGE, '--today', TODAY, '--out', html);
  const { page } = await openPage(browser, { viewport: VIEWPORT, colorScheme: 'light' });
  await page.goto(pathToFileURL(html).href);
  await save(page, 'report.webp');
}

try {
  const browser = await launch(t);
  await module(browser);
  await report(browser);
} finally {
  for (const work of undo) await work();
}
