// A module of many situations: they stand on the page as texts until they are asked for, and nobody notices.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, noTrouble, openPage } from './browser.mjs';
import { createRecord, noFaults, visit } from './lms.mjs';
import { SHIPPED_DECK, build, temporary } from './packages.mjs';
import { serve } from './server.mjs';
import { doStep, openCard, openStep, pressOn, walkSituation } from './walk.mjs';

const LARGE = fileURLToPath(new URL('../../benches/large-deck.mjs', import.meta.url));
const [FEW, MANY] = [23, 300];
// Of one card of the overview, and the element in which its situation waits.
const MOST_ELEMENTS = 14;
const DEEP = 287;

// The cards of the deck that ships again and again, in one theme.
function repeated(t, count) {
  const deck = join(temporary(t), 'deck');
  execFileSync(process.execPath, [LARGE, SHIPPED_DECK, deck, '1', String(count)]);
  const [one] = build(t, deck, '--tracking', 'standard');
  return { ...one, name: 'cards-' + count };
}

async function enterable(t) {
  const one = repeated(t, MANY);
  const { origin } = await serve(t, [one]);
  const browser = await launch(t);
  const enter = async (record, more) => {
    const { page, watch } = await openPage(browser);
    return { session: await visit(page, origin, one.name, record, more), page, watch };
  };
  return { one, origin, browser, enter, deep: one.course.situations[DEEP] };
}

const made = (sco) => sco.locator('.situation').evaluateAll((all) => all.map(({ id }) => id));
const lead = (sco, hash) => sco.evaluate((to) => { window.location.hash = to; }, hash);

test('a card more costs a card of the overview and no situation', async (t) => {
  const [few, many] = [repeated(t, FEW), repeated(t, MANY)];
  const { origin } = await serve(t, [few, many]);
  const browser = await launch(t);
  const elements = async ({ name }) => {
    const { page } = await openPage(browser);
    await page.goto(origin + '/p/' + name + '/index.html');
    await page.waitForSelector('html.js');
    return page.evaluate(() => ({ all: document.getElementsByTagName('*').length, hand: document.querySelectorAll('.hand *').length }));
  };
  const [small, large] = [await elements(few), await elements(many)];
  t.diagnostic(FEW + ' situations: ' + small.all + ' elements, ' + MANY + ': ' + large.all);
  assert.ok(large.all - small.all < (MANY - FEW) * MOST_ELEMENTS, 'as many as ' + large.all);
  assert.equal(large.hand * FEW, small.hand * MANY, 'the overview is whole');
});

test('in a browser that lacks what the script needs, all situations are there to read', async (t) => {
  const { one, origin, browser } = await enterable(t);
  const { page, watch } = await openPage(browser);
  await page.addInitScript(() => { delete Element.prototype.replaceChildren; });
  await page.goto(origin + '/p/' + one.name + '/index.html');
  assert.equal(await page.locator('.situation').count(), MANY);
  assert.ok(await page.locator('.situation').last().isVisible());
  noTrouble(watch, origin, one.name);
});

test('left deep inside, it goes on there, and is played to its end', async (t) => {
  const { enter, origin, one, deep } = await enterable(t);
  const record = createRecord();
  const first = await enter(record);
  assert.deepEqual(await made(first.session.sco), [], 'nothing is made that was not asked for');
  await openCard(first.session.sco, deep.id);
  await doStep(first.session.sco, 'read');
  await pressOn(first.session.sco);
  noFaults(await first.session.leave());
  const { session, watch } = await enter(record);
  const { sco } = session;
  const title = await sco.locator('.card[href="#' + deep.id + '"] .name').innerText();
  assert.ok((await sco.locator('.strap .first').innerText()).includes(title), 'the way back says where it leads');
  await sco.locator('.strap .first').click();
  await sco.waitForSelector('.view.open .step.open');
  assert.equal(await openStep(sco).getAttribute('id'), deep.id + '/' + deep.steps[1]);
  assert.deepEqual(await walkSituation(sco), deep.steps.slice(1));
  assert.equal(await sco.locator('.card.done').count(), 1);
  assert.deepEqual(await made(sco), [deep.id]);
  noFaults(await session.leave());
  noTrouble(watch, origin, one.name);
});

test('every address finds what it names', async (t) => {
  const { enter, one, deep } = await enterable(t);
  const { session } = await enter(createRecord(), { hash: '#' + deep.id + '/' + deep.items.slice(-1)[0].id });
  const { sco } = session;
  assert.ok(await sco.locator('[id="' + deep.id + '/' + deep.items.slice(-1)[0].id + '"]').isVisible(), 'a question');
  await lead(sco, '#' + deep.id + '/read');
  await sco.waitForSelector('.view.open .step-read.open');
  const scene = await sco.locator('.view.open .big .scene use').evaluate((use) => use.getBBox().width);
  assert.ok(scene > 0, 'the scene of the card is drawn');
  await lead(sco, '#' + deep.id + '/capsules');
  await sco.waitForSelector('.view.open .step-capsules.open details.capsule[open] .story');
  const capsules = sco.locator('#_capsules .capsule');
  const asked = await capsules.count();
  await lead(sco, '#_handout-faire-avec');
  await sco.waitForSelector('#_capsules.open');
  assert.ok(await sco.locator('#_handout-faire-avec').isVisible());
  assert.ok(await capsules.count() > asked, 'the page of the capsules has all of them');
  assert.equal(await sco.locator('#_capsules noscript').count(), 0);
  await lead(sco, '#' + one.course.situations[3].id);
  await sco.waitForSelector('[id="' + one.course.situations[3].id + '"].open .step.open');
  await sco.locator('.home').click();
  await sco.waitForSelector('#_overview.open');
});

test('what is open is printed, with all its steps', async (t) => {
  const { enter, deep } = await enterable(t);
  const { session, page } = await enter(createRecord());
  await openCard(session.sco, deep.id);
  await page.emulateMedia({ media: 'print' });
  for (const step of deep.steps) assert.ok(await session.sco.locator('[id="' + deep.id + '/' + step + '"]').isVisible(), step);
  assert.equal(await session.sco.locator('.view:visible').count(), 1);
});

test('without the script all of it is there to read and to print', async (t) => {
  const { one, origin, browser } = await enterable(t);
  const { page } = await openPage(browser, { javaScriptEnabled: false });
  await page.goto(origin + '/p/' + one.name + '/index.html');
  for (const media of ['screen', 'print']) {
    await page.emulateMedia({ media });
    const hidden = (all) => all.filter((element) => element.getBoundingClientRect().height < 50).map(({ id }) => id);
    assert.deepEqual(await page.locator('.view').evaluateAll(hidden), [], media);
    assert.equal(await page.locator('.situation').count(), MANY);
  }
  const [last] = one.course.situations.slice(-1);
  await page.emulateMedia({ media: 'screen' });
  await page.locator('.card[href="#' + last.id + '"]').click();
  await page.locator('[id="' + last.id + '"] .story').first().waitFor();
  await page.locator('[id="' + last.id + '"] .prompts').waitFor();
  const gap = await page.locator('.situation').nth(1).evaluate((view) => view.getBoundingClientRect().top - document.querySelector('.situation').getBoundingClientRect().bottom);
  assert.ok(gap > 20, 'situations stand apart: ' + gap);
});
