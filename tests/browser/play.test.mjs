// Every module of both decks, from the first card to completion, in an LMS that refuses what is not allowed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { launch, noTrouble, openPage } from './browser.mjs';
import { commits, createRecord, noFaults, objectives, sets, values, visit } from './lms.mjs';
import { OWN_DECK, SHIPPED_DECK, build, guideDeck, noGuide } from './packages.mjs';
import { serve } from './server.mjs';
import { walkModule } from './walk.mjs';

const MOST = { values: 6, commits: 1, requests: 3, bytes: 40000 };
const isScore = (entry) => entry.call === 'LMSSetValue' && entry.name === 'cmi.core.score.raw';

async function playAll(t, packages) {
  const { origin } = await serve(t, packages);
  const browser = await launch(t);
  const most = { opening: 0, step: 0 };
  for (const one of packages) {
    await t.test(one.name, async (part) => {
      const found = await play(browser, origin, one);
      most.opening = Math.max(most.opening, found.opening);
      most.step = Math.max(most.step, found.step);
      part.diagnostic('values on opening ' + found.opening + ', at a step at most ' + found.step);
    });
  }
  t.diagnostic('values on opening at most ' + most.opening + ', at a step at most ' + most.step + ', one commit each');
}

async function play(browser, origin, { name, course }) {
  const { page, context, watch } = await openPage(browser);
  const record = createRecord();
  const session = await visit(page, origin, name, record);
  const opening = await session.log();
  // Where answers leave the page too, a quiz has more to say; the number of commits stays.
  const few = (log) => assert.ok(course.level !== 'essential' || sets(log).length <= MOST.values, sets(log).map((entry) => entry.name).join(' '));
  assert.equal(commits(opening).length, MOST.commits);
  few(opening);
  assert.deepEqual(values(opening, 'cmi.core.lesson_status'), ['incomplete']);
  let step = 0;
  const answered = new Set();
  await walkModule(session.sco, course, {
    at: async (id, at) => {
      const facts = course.situations.find((one) => one.id === id).items.filter((item) => /^facts?$/.test(item.kind));
      if (at === 'quiz' && facts.length) answered.add(id);
      if (!answered.size) assert.equal((await session.log()).filter(isScore).length, 0, 'a score before any fact was answered');
    },
    go: async (press) => {
      const log = await session.heard(press);
      step = Math.max(step, sets(log).length);
      few(log);
      assert.equal(commits(log).length, MOST.commits);
    },
  });
  const log = await session.leave();
  assert.equal(record.cmi.core.lesson_status, 'completed');
  assert.deepEqual(values(log, 'cmi.core.lesson_status'), ['incomplete', 'completed']);
  assert.deepEqual(objectives(record), Object.fromEntries(course.situations.map(({ id }) => [id, 'completed'])));
  assert.equal(log.some(isScore), answered.size > 0);
  if (answered.size) assert.equal(record.cmi.core.score.raw, '100');
  assert.deepEqual(log.slice(-1).map((entry) => entry.call), ['LMSFinish']);
  noFaults(log);
  noTrouble(watch, origin, name);
  await context.close();
  return { opening: sets(opening).length, step };
}

// What is asked for until the page has settled, and its size as a server with gzip -9 sends it.
async function firstViews(t, packages) {
  const { origin } = await serve(t, packages);
  const browser = await launch(t);
  for (const { name, folder } of packages) {
    const { page, context, watch } = await openPage(browser);
    await page.goto(origin + '/p/' + name + '/index.html', { waitUntil: 'networkidle' });
    const files = watch.urls.map((url) => new URL(url).pathname.replace('/p/' + name + '/', ''));
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0);
    t.diagnostic(name + ': ' + files.length + ' requests, ' + bytes + ' bytes');
    assert.ok(files.length <= MOST.requests, files.join(' '));
    assert.ok(bytes <= MOST.bytes, name + ': ' + bytes);
    await context.close();
  }
}

test('the deck that ships', (t) => playAll(t, build(t, SHIPPED_DECK)));
test('the deck of the guide', { skip: noGuide }, (t) => playAll(t, build(t, guideDeck(t))));
test('a deck with every kind of item, in Greek', (t) => playAll(t, build(t, OWN_DECK, '--lang', 'el')));
test('a deck with every kind of item, with answers to facts recorded', (t) => playAll(t, build(t, OWN_DECK, '--tracking', 'standard', '--lang', 'ro')));
test('the first view of the modules of the guide', { skip: noGuide }, (t) => firstViews(t, build(t, guideDeck(t))));
