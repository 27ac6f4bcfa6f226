// A theme of 575 situations. The absolute time is the machine's affair and only printed; what is held is that the script does the
// same work for many cards as for few, and that opening grows no faster than the page.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, openPage } from './browser.mjs';
import { createRecord, noFaults, visit } from './lms.mjs';
import { SHIPPED_DECK, build, guideDeck, noGuide, temporary } from './packages.mjs';
import { serve } from './server.mjs';
import { openCard, pressOn } from './walk.mjs';

const LARGE = fileURLToPath(new URL('../../benches/large-deck.mjs', import.meta.url));
const [FEW, MANY] = [23, 575];
const RUNS = 3;

function repeated(t, deck, count) {
  const out = join(temporary(t), 'deck');
  execFileSync(process.execPath, [LARGE, deck, out, '1', String(count)]);
  const [one] = build(t, out);
  assert.equal(one.course.situations.length, count);
  return { ...one, name: 'cards-' + count };
}

// Counts from the first script on what is made, changed and listened to, until the page works.
function countWork() {
  window.work = { made: 0, listeners: 0, changes: 0 };
  const create = Document.prototype.createElement;
  Document.prototype.createElement = function make(...given) { window.work.made += 1; return create.apply(this, given); };
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function add(...given) { window.work.listeners += 1; return listen.apply(this, given); };
  document.addEventListener('readystatechange', () => {
    if (document.readyState !== 'interactive') return;
    const observer = new MutationObserver((records) => { window.work.changes += records.length; });
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  });
}

async function measure(browser, origin, name) {
  const times = [];
  let work = null;
  for (let run = 0; run < RUNS; run += 1) {
    const { page, context } = await openPage(browser);
    await page.addInitScript(countWork);
    await page.goto(origin + '/p/' + name + '/index.html', { waitUntil: 'commit' });
    await page.waitForSelector('html.js');
    times.push(await page.evaluate(() => new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
    })));
    work = await page.evaluate(() => window.work);
    await context.close();
  }
  return { time: Math.min(...times), work };
}

async function compare(t, deck) {
  const [few, many] = [repeated(t, deck, FEW), repeated(t, deck, MANY)];
  const { origin } = await serve(t, [few, many]);
  const browser = await launch(t);
  const small = await measure(browser, origin, few.name);
  const large = await measure(browser, origin, many.name);
  t.diagnostic(FEW + ' situations: ' + Math.round(small.time) + ' ms, ' + MANY + ': ' + Math.round(large.time) + ' ms; work ' + JSON.stringify(large.work));
  assert.deepEqual(large.work, small.work, 'the script does more for more cards');
  assert.ok(large.time < small.time * MANY / FEW, 'opening grows faster than the number of cards');
  return { few, many, origin, browser };
}

test('575 cards of the guide open with the work of 23', { skip: noGuide }, async (t) => {
  await compare(t, guideDeck(t));
});

test('575 cards with quizzes open with the work of 23, and the last one plays', async (t) => {
  const { many, origin, browser } = await compare(t, SHIPPED_DECK);
  const { page } = await openPage(browser);
  const session = await visit(page, origin, many.name, createRecord());
  await openCard(session.sco, many.course.situations[MANY - 1].id);
  await pressOn(session.sco);
  noFaults(await session.leave());
});
