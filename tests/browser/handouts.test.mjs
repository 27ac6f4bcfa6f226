// What a capsule gives to be filled in: it works with the keyboard and without a script, it leaves no trace anywhere, and on paper
// it is one page.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { violations } from './axe.mjs';
import { launch, noTrouble, openPage } from './browser.mjs';
import { createRecord, noFaults, sets, visit } from './lms.mjs';
import { LANGUAGES, SHIPPED_DECK, archives, build } from './packages.mjs';
import { print } from './pdf.mjs';
import { serve } from './server.mjs';
import { openCard, openStep } from './walk.mjs';

const HANDOUTS = ['faire-avec', 'agilite-numerique'];
const MARK = 'ZQMARKER';
const at = (id) => '[id="_handout-' + id + '"]';

const theme = (t, ...options) => build(t, SHIPPED_DECK, ...options).find(({ course }) => course.id.endsWith('-t2'));

// Writes into every field, ticks every box, chooses the last step of every scale.
async function fill(frame, within) {
  const root = frame.locator(within);
  for (const field of await root.locator('input[type=text]').all()) await field.fill(MARK);
  for (const box of await root.locator('input[type=checkbox]').all()) await box.check();
  for (const group of await root.locator('[role=radiogroup]').all()) await group.locator('input').last().check();
  return root.locator('input').count();
}

// Everything in the browser that outlives the page or can be seen from outside it.
const traces = (frame) => frame.evaluate(async () => JSON.stringify({
  local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie, bases: await indexedDB.databases(),
  caches: await caches.keys(), title: document.title, name: window.name, state: history.state, search: location.search,
}));

test('filling in a handout changes nothing that is kept or sent, and a reload empties it', async (t) => {
  const one = theme(t, '--lang', 'fr', '--tracking', 'reflective');
  const { origin, requests } = await serve(t, [one]);
  const { page, watch } = await openPage(await launch(t));
  const record = createRecord();
  const session = await visit(page, origin, one.name, record);
  const { sco } = session;
  await openCard(sco, one.course.situations[1].id);
  for (const id of HANDOUTS) {
    await sco.evaluate((hash) => { window.location.hash = hash; }, '#_handout-' + id);
    await sco.waitForSelector('#_capsules.open');
    await sco.locator(at(id) + ' > summary').click();
    const [before, said, asked] = [await traces(sco), sets(await session.log()).length, requests.length];
    assert.ok(await fill(sco, at(id)) > 10);
    assert.equal(await traces(sco), before, 'nothing is stored');
    assert.equal(sets(await session.log()).length, said, 'nothing is told to the platform');
    assert.equal(requests.length, asked, 'nothing is asked for');
  }
  // The rest of the page goes on as if it had not been there.
  await sco.evaluate((id) => { window.location.hash = '#' + id + '/synthesis'; }, one.course.situations[1].id);
  await openStep(sco).waitFor();
  assert.ok(!(await openStep(sco).innerText()).includes(MARK));
  const log = await session.leave();
  noFaults(log);
  noTrouble(watch, origin, one.name);
  for (const given of [JSON.stringify(log), JSON.stringify(record), requests.join(), watch.urls.join()]) assert.ok(!given.includes(MARK));
  const again = await visit(page, origin, one.name, record, { hash: '#_handout-faire-avec' });
  const values = await again.sco.locator('.handout input').evaluateAll((all) => all.filter((input) => input.checked || input.value.includes('ZQ')).length);
  assert.equal(values, 0);
});

test('nothing is said to a record store either, and the page says that nothing is', async (t) => {
  const one = archives(t, SHIPPED_DECK, '--lang', 'fr', '--to', 'xapi').find(({ name }) => name.includes('-t2-'));
  const { origin, requests } = await serve(t, [one]);
  const { page } = await openPage(await launch(t));
  const store = origin + '/p/' + one.name + '/xapi/';
  const said = [];
  await page.route('**/xapi/**', (route) => {
    said.push(route.request().method() + ' ' + (route.request().postData() || ''));
    const isState = route.request().url().includes('activities/state');
    return route.fulfill({ status: isState && route.request().method() === 'GET' ? 404 : 200, body: '[]', headers: { 'X-Experience-API-Version': '1.0.3' } });
  });
  const launchWords = new URLSearchParams({ endpoint: store, auth: 'Basic eA==', actor: JSON.stringify({ mbox: ['mailto:a@example.org'] }) });
  await page.goto(origin + '/p/' + one.name + '/index.html?' + launchWords + '#_handout-faire-avec');
  await page.waitForSelector('#_capsules.open');
  await page.locator(at('faire-avec') + ' > summary').click();
  await page.waitForLoadState('networkidle');
  const before = said.length;
  assert.ok(before > 0, 'the page speaks to the store otherwise');
  await fill(page, at('faire-avec'));
  await page.waitForLoadState('networkidle');
  assert.deepEqual(said.slice(before), []);
  assert.ok(!said.join().includes(MARK) && !requests.join().includes(MARK));
  assert.ok((await page.locator(at('faire-avec')).innerText()).includes('n’est enregistré ni envoyé'));
});

test('the keyboard opens it, ticks, chooses and goes on; a step leads to it', async (t) => {
  const one = theme(t, '--lang', 'fr');
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t));
  await page.goto(origin + '/p/' + one.name + '/index.html#t2-s03/capsules');
  await page.waitForSelector('html.js');
  const pointer = openStep(page).locator('.to-handout a').first();
  assert.equal(await openStep(page).locator('input').count(), 0, 'it is filled in at one place only');
  await pointer.focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('#_capsules.open');
  const focus = () => page.evaluate(() => ({ tag: document.activeElement.tagName, id: document.activeElement.id, type: document.activeElement.type, name: document.activeElement.name, checked: document.activeElement.checked }));
  assert.equal((await focus()).id, '_handout-faire-avec');
  await page.keyboard.press('Tab');
  assert.equal((await focus()).tag, 'SUMMARY');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal((await focus()).type, 'text');
  await page.keyboard.type('Nom');
  // Enter in a field sends no form: there is none.
  await page.keyboard.press('Enter');
  assert.equal(await page.locator(at('faire-avec') + ' input').first().inputValue(), 'Nom');
  while ((await focus()).type !== 'checkbox') await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  assert.equal((await focus()).checked, true);
  await page.locator(at('agilite-numerique') + ' > summary').press('Enter');
  await page.keyboard.press('Tab');
  const first = await focus();
  await page.keyboard.press('ArrowRight');
  const second = await focus();
  assert.deepEqual([first.type, second.type, second.checked, second.name], ['radio', 'radio', true, first.name]);
  await page.keyboard.press('Tab');
  assert.notEqual((await focus()).name, first.name, 'Tab leaves the group');
});

test('without a script it opens and can be filled in', async (t) => {
  const one = theme(t, '--lang', 'fr');
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t), { javaScriptEnabled: false });
  await page.goto(origin + '/p/' + one.name + '/index.html');
  for (const id of HANDOUTS) {
    await page.locator('a[href="#_handout-' + id + '"]').first().click();
    await page.locator(at(id) + ' > summary').click();
    assert.ok(await fill(page, at(id)) > 10);
  }
});

test('axe finds nothing and nothing is cut, in a module, on a site and on paper, in every language', async (t) => {
  const browser = await launch(t);
  for (const language of LANGUAGES) {
    const one = theme(t, '--lang', language);
    const [paper, web] = archives(t, SHIPPED_DECK, '--lang', language, '--to', 'print,web');
    const { page } = await openPage(browser, { viewport: { width: 320, height: 640 } });
    const look = async (url, name, within) => {
      await page.goto(url);
      await page.evaluate(() => document.querySelectorAll('details.handout').forEach((sheet) => { sheet.open = true; }));
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page, undefined, within), [], name + ' ' + colorScheme);
      }
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 320, name + ' is ' + width + ' pixels wide');
    };
    await look(pathToFileURL(join(one.folder, 'index.html')).href + '#_capsules', one.name);
    for (const id of HANDOUTS) {
      for (const { name, folder } of [paper, web]) await look(pathToFileURL(join(folder, 'handout-' + id + '.html')).href, name + ' ' + id);
    }
    await page.close();
  }
});

test('each takes one page of A4, in print and on the site, in every language, with a line for each field', async (t) => {
  const browser = await launch(t);
  for (const language of LANGUAGES) {
    for (const { name, folder } of archives(t, SHIPPED_DECK, '--lang', language, '--to', 'print,web')) {
      for (const id of HANDOUTS) {
        const { page } = await openPage(browser);
        await page.goto(pathToFileURL(join(folder, 'handout-' + id + '.html')).href);
        const pages = name.endsWith('print') ? await print(page) : await onA4(page);
        assert.equal(pages.length, 1, name + ' ' + id);
        await page.close();
      }
    }
  }
});

// A page that says no size of its own, with the margins that browsers leave.
async function onA4(page) {
  const margin = { top: '10mm', bottom: '10mm', left: '10mm', right: '10mm' };
  const pdf = await page.pdf({ format: 'A4', margin });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g);
}
