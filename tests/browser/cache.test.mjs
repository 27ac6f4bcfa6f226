// A page that comes back out of the browser's back/forward cache has said goodbye already: it must begin again.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { commits, createRecord, frameOf, noFaults, renew, visit } from './lms.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';
import { openCard, pressOn } from './walk.mjs';

test('told that it was kept, the page starts a new session and is saved there', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'en');
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t));
  const session = await visit(page, origin, one.name, createRecord());
  await openCard(session.sco, 't1-s01');
  await pressOn(session.sco);
  await session.sco.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  const first = await session.log();
  noFaults(first);
  assert.equal(first[first.length - 1].call, 'LMSFinish');
  await renew(session);
  await Promise.all([
    session.sco.waitForNavigation(),
    session.sco.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))),
  ]);
  const sco = await frameOf(page);
  await sco.waitForSelector('.view.open .step-reaction.open');
  assert.equal(await sco.locator('.thread a.done').count(), 1);
  await pressOn(sco);
  const log = await session.log();
  assert.equal(log[0].call, 'LMSInitialize');
  assert.equal(commits(log).length, 2, 'one on opening, one at the step');
  noFaults(log);
});

test('a page that is shown for the first time does not start twice', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'en');
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t));
  const session = await visit(page, origin, one.name, createRecord());
  await session.sco.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false })));
  assert.equal((await session.log()).filter((entry) => entry.call === 'LMSInitialize').length, 1);
});

test('where nothing is recorded, nothing has to begin anew: the words stay', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'en');
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t));
  await page.goto(origin + '/p/' + one.name + '/index.html');
  await openCard(page, 't1-s01');
  await pressOn(page);
  await pressOn(page);
  const field = page.locator('.view.open .step.open textarea').first();
  await field.fill('some words');
  await page.evaluate(() => {
    window.isOld = true;
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await pressOn(page);
  assert.equal(await page.evaluate(() => window.isOld), true);
  await page.goBack();
  assert.equal(await field.inputValue(), 'some words');
});

test('the browser’s own cache: away and back, the module works as before', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'en');
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t, { ignoreDefaultArgs: ['--disable-back-forward-cache'] }));
  await page.goto(origin + '/p/' + one.name + '/index.html');
  await openCard(page, 't1-s01');
  await page.evaluate(() => { window.location.href = '/lms'; });
  await page.waitForURL('**/lms');
  await page.goBack();
  await page.waitForSelector('html.js .view.open .step.open');
  await pressOn(page);
  assert.equal(await page.locator('.view.open .thread a.done').count(), 1, 'a step is kept again');
});
