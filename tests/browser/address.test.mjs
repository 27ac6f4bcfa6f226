// Addresses: each place of the module can be linked to, has a title of its own, and the back button leads back.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, noTrouble, openPage } from './browser.mjs';
import { createRecord, noFaults, visit } from './lms.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';
import { openCard, openStep, pressOn } from './walk.mjs';

async function start(t) {
  const [one] = build(t, OWN_DECK, '--lang', 'en');
  const { origin } = await serve(t, [one]);
  const opened = await openPage(await launch(t));
  const address = origin + '/p/' + one.name + '/index.html';
  const to = async (hash) => {
    await opened.page.goto('about:blank');
    await opened.page.goto(address + hash);
    await opened.page.waitForSelector('html.js');
  };
  return { one, origin, to, ...opened };
}

const shown = (page) => page.evaluate(() => ({
  views: Array.from(document.querySelectorAll('.view')).filter((view) => view.getClientRects().length).map((view) => view.id),
  steps: Array.from(document.querySelectorAll('.step')).filter((step) => step.getClientRects().length).map((step) => step.id),
}));

test('each address opens its place, and only that', async (t) => {
  const { one, origin, to, page, watch } = await start(t);
  for (const [hash, view, step] of [
    ['', '_overview'], ['#t1-s02', 't1-s02', 't1-s02/read'], ['#t1-s01/quiz', 't1-s01', 't1-s01/quiz'],
    ['#t1-s01/q4', 't1-s01', 't1-s01/quiz'], ['#t1-s01/q3', 't1-s01', 't1-s01/reaction'], ['#_capsule/pause', '_capsules'], ['#_board', '_board'],
    ['#_game', '_game'], ['#_privacy', '_privacy'], ['#_credits', '_credits'], ['#nowhere', '_overview'], ['#t9-s99/read', '_overview'],
    ['#t1-s02/nothing', 't1-s02', 't1-s02/read'], ['#%E0%A4%A', '_overview'], ['#"><img src=x>', '_overview'], ['#__proto__', '_overview'],
  ]) {
    await to(hash);
    assert.deepEqual(await shown(page), { views: [view], steps: step ? [step] : [] }, hash);
  }
  noTrouble({ ...watch, urls: watch.urls.filter((url) => url !== 'about:blank') }, origin, one.name);
});

test('a deep link in an LMS opens the situation', async (t) => {
  const { one, origin, page } = await start(t);
  const session = await visit(page, origin, one.name, createRecord(), { hash: '#t1-s02' });
  assert.deepEqual((await shown(session.sco)).steps, ['t1-s02/read']);
  noFaults(await session.leave());
});

test('the title follows, and the back button leads back', async (t) => {
  const { to, page } = await start(t);
  await to('');
  const titles = [await page.title()];
  await openCard(page, 't1-s01');
  titles.push(await page.title());
  for (let step = 0; step < 3; step += 1) {
    await pressOn(page);
    titles.push(await page.title());
  }
  assert.equal(new Set(titles).size, titles.length, titles.join(' | '));
  assert.match(titles[1], /Step 1 of 9 – Read – The Sunday call/);
  for (const step of ['prompts', 'reaction', 'read']) {
    await page.goBack();
    await openStep(page).and(page.locator('.step-' + step)).waitFor();
    titles.pop();
    assert.equal(await page.title(), titles[titles.length - 1]);
  }
  await page.goBack();
  await page.waitForSelector('#_overview.open');
  assert.equal(await page.title(), titles[0]);
});
