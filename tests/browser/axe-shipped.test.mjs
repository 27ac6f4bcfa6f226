// axe over all that ships: every situation as it is read without a script in every language, what answers make of every situation
// in one language and of every kind of item in each, and every step, with its colours and sizes, in one language for every theme
// and every kind of item. A step is judged by itself, and the whole page at the end of a situation, where all that the script has
// made is in it: what stands around the steps is the same at each.
import assert from 'node:assert/strict';
import test from 'node:test';
import { violations } from './axe.mjs';
import { launch, openPage } from './browser.mjs';
import { LANGUAGES, SHIPPED_DECK, build, situationFiles } from './packages.mjs';
import { serve } from './server.mjs';
import { openCard, walkSituation } from './walk.mjs';

const SITUATIONS = situationFiles(LANGUAGES[0]).length;
const MOODLE = { viewport: { width: 714, height: 666 }, reducedMotion: 'reduce' };
const OPEN = '.view.open .step.open';
const LAST = 'synthesis';
// The steps whose texts and elements the script makes new once something was answered.
const ANSWERED = ['reaction', 'dilemma', 'quiz', 'position', LAST];
const kindsOf = ({ items }) => items.map(({ kind }) => kind);

// Situations that have every kind of item between them, the richest first.
function everyKind(situations) {
  const wanted = new Set(situations.flatMap(kindsOf));
  const chosen = [];
  while (wanted.size) {
    const fresh = (one) => new Set(kindsOf(one).filter((kind) => wanted.has(kind))).size;
    const next = situations.reduce((best, one) => (fresh(one) > fresh(best) ? one : best));
    chosen.push(next.id);
    kindsOf(next).forEach((kind) => wanted.delete(kind));
  }
  return chosen;
}

async function asRead(browser, origin, { name }, rules) {
  const { page, context } = await openPage(browser, MOODLE);
  await page.route('**/module.js', (route) => route.abort());
  await page.goto(origin + '/p/' + name + '/index.html');
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
  assert.deepEqual(await violations(page, rules), [], name + ' without a script');
  await context.close();
}

async function asPlayed(browser, origin, { name, course }, chosen, entire) {
  const { page, context } = await openPage(browser, MOODLE);
  await page.goto(origin + '/p/' + name + '/index.html');
  await page.waitForSelector('html.js');
  let runs = 0;
  for (const { id } of course.situations.filter((one) => chosen.includes(one.id))) {
    const all = entire.includes(id);
    await openCard(page, id);
    const seen = await walkSituation(page, {
      at: async (step) => {
        if (!all && !ANSWERED.includes(step)) return;
        runs += 1;
        const found = await (step === LAST ? violations(page, all ? 'all' : 'words') : violations(page, all ? 'all' : 'texts', OPEN));
        assert.deepEqual(found, [], name + ' ' + id + ' ' + step);
      },
    });
    assert.equal(seen.at(-1), LAST, name + ' ' + id);
    // axe only asks for a review where an id stands twice.
    const ids = await page.locator('[id]').evaluateAll((all) => all.map((one) => one.id));
    assert.deepEqual(ids.filter((one, at) => ids.indexOf(one) !== at), [], name + ' ' + id);
  }
  await context.close();
  return runs;
}

for (const language of LANGUAGES) {
  test('all that ships in ' + language, async (t) => {
    const modules = build(t, SHIPPED_DECK, '--lang', language);
    const { origin } = await serve(t, modules);
    const browser = await launch(t);
    const situations = modules.flatMap(({ course }) => course.situations);
    assert.equal(situations.length, SITUATIONS);
    const whole = language === LANGUAGES[0];
    const chosen = whole ? situations.map(({ id }) => id) : everyKind(situations);
    const entire = whole ? [...everyKind(situations), ...modules.map(({ course }) => course.situations[0].id)] : [];
    let runs = 0;
    for (const one of modules) {
      await asRead(browser, origin, one, whole ? 'all' : 'words');
      runs += await asPlayed(browser, origin, one, chosen, entire);
    }
    t.diagnostic(modules.length + ' pages as they are read, ' + runs + ' steps of ' + chosen.length + ' situations as they are played');
  });
}
