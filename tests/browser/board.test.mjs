// What the table shows of a learner's own: ideas on the arcs of the board, the way between two positions, and a card that turns when it is
// laid down.
import assert from 'node:assert/strict';
import test from 'node:test';
import { start } from './laid.mjs';
import { atRest, openCard, openStep } from './walk.mjs';

const OWN = 'a shelf that locks';

// How many tokens lie on each arc of a board.
const tokens = (board) => board.locator('.arc').evaluateAll((arcs) => arcs.map((arc) => arc.querySelectorAll('i').length));
const openLevel = (page) => openStep(page).locator('.level.open');

test('an arc of the board leads to its level, ideas lie on it as tokens, and the board is on the sheet and in the notebook', async (t) => {
  const { page, go } = await start(t);
  await go('actions');
  const arc = (at) => openLevel(page).locator('.arc').nth(at);
  assert.equal(await arc(0).getAttribute('aria-current'), 'true');
  await openLevel(page).locator('textarea').fill(OWN);
  // Its middle lies under the arcs within it.
  await arc(2).click({ position: { x: 79, y: 12 } });
  assert.equal(await openLevel(page).getAttribute('data-level'), 'organisation');
  assert.equal(await openStep(page).locator('.level:visible').count(), 1);
  assert.equal(await arc(2).getAttribute('aria-current'), 'true');
  assert.match(await page.evaluate(() => document.activeElement.tagName), /TEXTAREA|H4/, 'the focus is where the level begins');
  const ideas = openLevel(page).locator('label.weight');
  const given = await ideas.count() - 1;
  for (let at = 0; at < given; at += 1) await ideas.nth(at).click();
  assert.deepEqual(await tokens(openLevel(page)), [1, 0, given, 0]);
  await ideas.last().click();
  assert.deepEqual(await tokens(openLevel(page)), [1, 0, 0, 0], 'nothing for now takes them back');
  await arc(3).focus();
  await page.keyboard.press('Enter');
  assert.equal(await openLevel(page).getAttribute('data-level'), 'policy');
  await go('synthesis');
  const sheet = openStep(page).locator('.sheet');
  assert.deepEqual(await tokens(sheet), [1, 0, 0, 0]);
  assert.ok(await sheet.getByText(OWN).isVisible());
  assert.equal(await sheet.locator('button').count(), 0, 'there it is a picture');
  await page.evaluate(() => { window.location.hash = '#_overview'; });
  await page.waitForSelector('#_overview.open');
  assert.deepEqual(await tokens(page.locator('.notebook .arcs').first()), [1, 0, 0, 0]);
});

test('on a narrow screen each arc is large enough to press, and its number can be seen', async (t) => {
  const { page, go } = await start(t, { viewport: { width: 320, height: 640 } });
  await go('actions');
  const found = await openLevel(page).locator('.arc').evaluateAll((arcs) => arcs.map((arc) => {
    const box = arc.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top];
    // From its top down to where the next arc begins.
    const own = Array.from({ length: 60 }, (_, down) => document.elementFromPoint(x, y + down)).filter((one) => one === arc).length;
    const words = document.createRange();
    words.selectNode(arc.firstChild);
    const number = words.getBoundingClientRect();
    return { own, seen: document.elementFromPoint(number.left + number.width / 2, number.top + number.height / 2) === arc };
  }));
  assert.ok(found.every(({ own, seen }) => own >= 24 && seen), JSON.stringify(found));
});

test('the way between the two positions is drawn from the one to the other, in both directions', async (t) => {
  const { page, go } = await start(t);
  await go('reaction');
  const middle = (stop) => stop.evaluate((one) => one.getBoundingClientRect().left + one.getBoundingClientRect().width / 2);
  await openStep(page).locator('.stop').nth(2).click();
  await go('position');
  const stops = openStep(page).locator('.stop');
  const drawn = () => openStep(page).locator('.trail').evaluate((trail) => [trail.getBoundingClientRect().left, trail.getBoundingClientRect().right]);
  const isNear = ([left, right], from, to) => Math.abs(left - from) < 2 && Math.abs(right - to) < 2;
  const start2 = await middle(stops.nth(2));
  assert.ok(isNear(await drawn(), start2, start2), 'nothing is drawn before the second answer');
  for (const at of [4, 0, 2]) {
    await stops.nth(at).click();
    const ends = [start2, await middle(stops.nth(at))].sort((a, b) => a - b);
    assert.ok(isNear(await drawn(), ...ends), at + ': ' + await drawn() + ' for ' + ends);
  }
});

test('a card turns when it is laid down, and lies there at once for who asks for less motion', async (t) => {
  for (const [reducedMotion, moves] of [['no-preference', true], ['reduce', false]]) {
    const { page, card } = await start(t, { reducedMotion });
    await page.evaluate(() => addEventListener('transitionrun', ({ propertyName }) => { if (propertyName === 'scale') document.body.dataset.turned = ''; }));
    await openCard(page, card.id);
    // A transition that was begun says so with the second picture at the latest.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.equal(await page.locator('body[data-turned]').count(), moves ? 1 : 0, reducedMotion);
    await page.emulateMedia({ media: 'print' });
    await page.locator('.view.open .card.big').evaluate(atRest);
    assert.ok((await page.locator('.view.open .card.big').boundingBox()).width > 300, 'it is whole on paper');
  }
});
