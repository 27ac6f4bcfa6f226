// Ways of leaving × edition × level × language switch, in Chromium: nothing lost, nothing lowered, nothing claimed that is not true.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch } from '../browser/browser.mjs';
import { assertPromises, createLearner, startLms, versions } from './chromium.mjs';

const EDITIONS = ['scorm12', 'scorm2004'];
const LEVELS = ['essential', 'standard', 'reflective'];
const SITTINGS = 6;

const PREVIEWED = 'after a preview';

// Each way gets a tab in which a card and two steps were done, and leaves it. It gives what must be there afterwards: all that was done
// in the tab, unless the page said that it would not be.
const WAYS = {
  'by the Exit link': async ({ tab }) => tab.exit(),
  [PREVIEWED]: async ({ tab }) => tab.exit(),
  'by closing the tab': async ({ tab }) => tab.close(),
  'by a browser that is killed': async ({ tab }) => tab.kill(),
  'by Back from inside': async ({ tab }) => { await tab.page.evaluate(() => window.history.back()); await tab.exit(); },
  'by a reload': async ({ tab }) => { await tab.page.reload(); await tab.arrive(); await more(tab); await tab.exit(); },
  'by the history, back to the cached player': async ({ tab }) => {
    await tab.dashboard();
    await tab.back();
    await more(tab);
    await tab.exit();
  },
  'with the line down': async ({ tab, learner }) => {
    await learner.context.setOffline(true);
    await more(tab);
    await learner.context.setOffline(false);
    await tab.exit();
  },
  'with the line down to the end': async ({ tab, learner }) => {
    await learner.context.setOffline(true);
    await more(tab);
    await tab.close();
    await learner.context.setOffline(false);
  },
  'with the server stopped': async ({ tab, lms }) => {
    await lms.http.stop();
    await more(tab);
    await lms.http.start();
    await tab.exit();
  },
  'with a bad gateway': async ({ tab, lms }) => {
    lms.http.badGateway(true);
    await more(tab);
    lms.http.badGateway(false);
    await tab.exit();
  },
  'with a dead session': async ({ tab, learner, lms }) => {
    await learner.context.request.get(lms.http.origin + '/logout');
    await more(tab);
    await learner.context.request.get(lms.http.origin + '/login?learner=' + learner.name);
    await tab.exit();
  },
  'after a review of what is finished': async ({ tab, cards }) => {
    await tab.card(cards[0]);
    await tab.honest();
    await tab.exit();
    await tab.open();
    assert.notEqual(await tab.told(), 'saved');
    await tab.step(cards[0].id, 'read');
    tab.done = new Map();
    await tab.exit();
  },
  'with two tabs': async ({ tab, learner, cards }) => {
    const other = await learner.tab();
    await other.open();
    await other.step(cards[0].id, 'prompts');
    await other.honest();
    await more(tab);
    await tab.exit();
    await other.step(cards[0].id, 'capsules');
    await other.honest();
    await other.exit();
  },
  'with the package replaced meanwhile': async ({ tab, lms }) => {
    lms.site.replace({ sco: 'sco' });
    await more(tab);
    await tab.exit();
  },
};

// One more step. What is said of it must be true.
async function more(tab) {
  const before = new Map(tab.done);
  await tab.step('t1-s01', 'dilemma');
  const told = await tab.honest();
  if (told === 'impossible' || told === 'idle') tab.done = before;
  if (told !== 'saved') assert.equal(await tab.inView(), true, 'what is not saved is said in view');
}

async function play(t, browser, packages, { edition, switches, way }) {
  const lms = await startLms(t, edition, packages);
  const learner = await createLearner(t, browser, lms);
  const tab = await learner.tab();
  const cards = packages[0].course.situations;
  if (way === PREVIEWED) {
    await tab.open('mode=browse');
    await tab.step('t1-s01', 'read');
    assert.notEqual(await tab.told(), 'saved');
    await tab.exit();
  }
  await tab.open();
  assert.equal(await tab.told(), 'saved');
  await tab.card(cards[1]);
  if (switches) await tab.language('ro');
  await tab.step('t1-s01', 'read', 'reaction');
  assert.equal(await tab.honest(), 'saved');
  await WAYS[way]({ tab, learner, lms, cards });
  const again = await learner.tab();
  // What went with the page that was left may still be on its way: a second look.
  await again.open();
  if (again.lacks(tab.done).length) await again.open();
  assert.deepEqual(again.lacks(tab.done), [], 'what was done is there at the next opening');
  again.done = tab.done;
  await again.honest();
  assertPromises(lms);
  assert.deepEqual(learner.errors, []);
}

test('whatever way the learner takes', { concurrency: SITTINGS }, async (t) => {
  const browser = await launch(t);
  const runs = [];
  for (const edition of EDITIONS) {
    for (const level of LEVELS) {
      const packages = versions(t, edition, level, 'all');
      for (const switches of [false, true]) {
        for (const way of Object.keys(WAYS)) {
          const name = [edition, level, switches && 'two languages', way].filter(Boolean).join(', ');
          if (process.env.ONLY && !name.includes(process.env.ONLY)) continue;
          runs.push(t.test(name, (sub) => play(sub, browser, packages, { edition, switches, way })));
        }
      }
    }
  }
  await Promise.all(runs);
});
