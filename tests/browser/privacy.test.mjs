// What a learner types leaves the page by the learner's own hand only. A marker goes into every field of every step; it must be
// in no call, request, address, title, storage or cookie, and it must be in the sheet that the learner prints or saves.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { launch, noTrouble, openPage } from './browser.mjs';
import { LEARNER, createRecord, noFaults, visit } from './lms.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';
import { doTurn, eachTurn, openCard, openStep, walkSituation } from './walk.mjs';

const MARK = 'ZQMARKER';

// Types a marker with a number of its own into every field that is shown.
async function typeAll(root, marks) {
  for (const field of await root.locator('textarea:visible, input[type=text]:visible').all()) {
    marks.push(MARK + marks.length + 'x');
    await field.fill(marks[marks.length - 1] + ' "<b>é</b>;|');
  }
}

async function save(session, at) {
  const [file] = await Promise.all([session.page.waitForEvent('download'), openStep(session.sco).locator('.doing button').nth(at).click()]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

// What stands on paper when the sheet is printed.
async function printed(session) {
  await session.sco.evaluate(() => { window.print = () => {}; });
  await openStep(session.sco).locator('.doing button').nth(0).click();
  await session.page.emulateMedia({ media: 'print' });
  const text = await session.sco.locator('body').innerText();
  await session.sco.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await session.page.emulateMedia({ media: 'screen' });
  return text;
}

// Everything in the browser that outlives the page or can be seen from outside it.
const traces = (sco) => sco.evaluate(async () => JSON.stringify({
  local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie, bases: await indexedDB.databases(),
  caches: await caches.keys(), address: location.href, title: document.title, name: window.name, state: history.state,
  frames: [parent.location.href, parent.document.title],
}));

for (const tracking of ['essential', 'reflective']) {
  test(tracking + ': a marker in every field is nowhere but on the learner’s own sheet', async (t) => {
    const [one] = build(t, OWN_DECK, '--lang', 'fr', '--tracking', tracking);
    const { origin, requests } = await serve(t, [one]);
    const { page, watch } = await openPage(await launch(t), { acceptDownloads: true });
    const record = createRecord();
    const session = await visit(page, origin, one.name, record);
    const { sco } = session;
    if (tracking === 'reflective') {
      await sco.locator('.foot a[href="#_privacy"]').click();
      await sco.locator('#_consent label').last().click();
      await sco.locator('.foot a[href="#_overview"]').click();
    }
    for (const { id, steps } of one.course.situations) {
      const marks = [];
      const found = [];
      await openCard(sco, id);
      await walkSituation(sco, {
        work: async (frame, step) => {
          await eachTurn(frame, async (root) => {
            await doTurn(frame, root, step);
            await typeAll(root, marks);
          });
          found.push(await traces(sco));
        },
        at: async (step) => {
          if (step !== 'synthesis') return;
          const html = await save(session, 1);
          const paper = await printed(session);
          assert.equal(html.name, id + '.html');
          for (const mark of marks) for (const text of [html.text, paper]) assert.ok(text.includes(mark), mark + ' is missing from the sheet');
          assert.ok(html.text.includes('&lt;b&gt;'), 'what is typed is text, not markup');
        },
      });
      t.diagnostic(id + ': ' + marks.length + ' fields in ' + steps.length + ' steps');
      assert.ok(marks.length >= steps.length - 3);
      assert.ok(!found.join().includes(MARK), 'a trace of what was typed: ' + found.find((text) => text.includes(MARK)));
    }
    const log = await session.leave();
    noFaults(log);
    noTrouble(watch, origin, one.name);
    for (const given of [JSON.stringify(log), JSON.stringify(record), requests.join(), watch.urls.join()]) assert.ok(!given.includes(MARK));
    assert.ok(!JSON.stringify(log).includes(LEARNER), 'nobody asks for the name');
    assert.deepEqual(await page.context().cookies(), []);
  });
}
