// Modules for cmi5 and for tincan.xml in a browser, against a strict LMS of another origin: played to the end, left, gone on with,
// looked at, without a line, in another language.
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { violations } from './axe.mjs';
import { launch, openPage } from './browser.mjs';
import { ACTOR, isSatisfied, unitsOf } from './cmi5-lms.mjs';
import { serveLaunched, until } from './launched.mjs';
import { LANGUAGES, OWN_DECK, archives, build, courseOf, temporary } from './packages.mjs';
import { doStep, eachTurn, openCard, openStep, pressOn, walkModule, walkSituation } from './walk.mjs';

async function start(t, { format = 'cmi5', tracking = 'standard', lang = 'en', locale = 'en-GB', ...more } = {}) {
  const [one] = build(t, OWN_DECK, '--to', format, '--lang', lang, '--tracking', tracking);
  const served = await serveLaunched(t, one, { plain: format === 'xapi', ...more });
  const browser = await launch(t);
  const enter = async (address = served.address()) => {
    const opened = await openPage(browser, { locale });
    await opened.page.goto(address);
    await opened.page.waitForSelector('html.js');
    return opened;
  };
  return { one, enter, ...served };
}

// As a learner leaves who was told that all is saved: what was said once is noted as said.
const isSettled = (lms) => Object.values((lms.resume() || { said: {} }).said).every((said) => said === true);
const leave = async (page, lms) => {
  await until(() => isSettled(lms));
  await leaveAtOnce(page, lms);
};
const leaveAtOnce = (page, lms) => Promise.all([page.goto('about:blank'), until(() => lms.told().slice(-1)[0] === 'terminated')]);
const count = (lms, name) => lms.told().filter((told) => told === name).length;
const sound = ({ lms, watch }) => {
  assert.deepEqual(lms.faults, []);
  // A browser mentions that there is no document yet.
  assert.deepEqual(watch.troubles.filter((trouble) => !trouble.includes('404')), []);
  assert.equal(new Set(lms.statements.map(({ id }) => id)).size, lms.statements.length);
};

for (const format of ['cmi5', 'xapi']) {
  for (const tracking of ['essential', 'standard']) {
    test(format + ', ' + tracking + ': played to the end, left, opened again', async (t) => {
      const { one, lms, enter } = await start(t, { format, tracking });
      const { page, watch } = await enter();
      await page.waitForFunction(() => document.querySelector('#_saved').textContent === 'Progress saved');
      await walkModule(page, one.course);
      await until(() => count(lms, 'completed') === 1);
      assert.equal(await page.locator('.card.done').count(), one.course.situations.length);
      await leave(page, lms);
      const ids = one.course.situations.map(({ id }) => id);
      const told = lms.told().filter((name) => !name.startsWith('answered'));
      assert.deepEqual(told, ['initialized', ...ids.map((id) => 'experienced ' + id), 'completed', 'progressed', 'terminated']);
      assert.equal(lms.told().some((name) => name.startsWith('answered')), tracking === 'standard');
      const again = await enter();
      assert.equal(await again.page.locator('.card.done').count(), ids.length);
      await leave(again.page, lms);
      assert.deepEqual(lms.told().slice(told.length + count(lms, 'answered')).slice(-2), ['initialized', 'terminated']);
      assert.equal(count(lms, 'completed'), 1);
      sound({ lms, watch });
      if (format === 'xapi') assert.ok(!JSON.stringify(lms.statements).includes(ACTOR.name));
    });
  }
}

for (const format of ['cmi5', 'xapi']) {
  test(format + ': left in the middle and gone on with to the end, by the way back where the platform gave one', async (t) => {
    const { one, lms, files, enter } = await start(t, { format });
    const [first, ...others] = one.course.situations;
    const { page, watch } = await enter();
    await openCard(page, first.id);
    await pressOn(page);
    const back = page.locator('#_tools a', { hasText: 'Back to the platform' });
    assert.equal(await back.count(), format === 'cmi5' ? 1 : 0);
    if (format === 'cmi5') {
      await back.click();
      await page.waitForURL(files + '/home');
      await until(() => lms.told().slice(-1)[0] === 'terminated');
    } else await leave(page, lms);
    assert.deepEqual(lms.told(), ['initialized', 'progressed', 'terminated']);
    const later = await enter();
    await later.page.locator('a.first[href="#' + first.id + '"]').click();
    await later.page.waitForSelector('.view.open .step.open');
    assert.equal(await later.page.locator('.view.open .thread a.done').count(), 1);
    assert.deepEqual(await violations(later.page), []);
    await walkSituation(later.page);
    for (const { id } of others) {
      await openCard(later.page, id);
      await walkSituation(later.page);
    }
    await until(() => count(lms, 'completed') === 1);
    await leave(later.page, lms);
    assert.deepEqual(one.course.situations.map(({ id }) => count(lms, 'experienced ' + id)), one.course.situations.map(() => 1));
    sound({ lms, watch });
  });
}

for (const format of ['cmi5', 'xapi']) {
  test(format + ': completed, then gone through again with worse answers: nothing is lowered and nothing said twice', async (t) => {
    const { one, lms, enter } = await start(t, { format, tracking: 'essential' });
    const { page, watch } = await enter();
    await walkModule(page, one.course);
    await until(() => count(lms, 'completed') === 1);
    await leave(page, lms);
    const { status, score } = lms.resume();
    assert.deepEqual([status, score], ['completed', 100]);
    const again = await enter();
    await openCard(again.page, one.course.situations[1].id);
    await walkSituation(again.page, { work: async (frame, step) => {
      if (step !== 'quiz') return;
      await openStep(frame).locator('.choice label').first().click();
      await openStep(frame).locator('.item .doing button').click();
    } });
    assert.equal(await again.page.locator('.card.done').count(), one.course.situations.length);
    await leave(again.page, lms);
    assert.equal(count(lms, 'completed'), 1);
    assert.deepEqual(one.course.situations.map(({ id }) => count(lms, 'experienced ' + id)), one.course.situations.map(() => 1));
    assert.deepEqual([lms.resume().status, lms.resume().score], [status, score]);
    sound({ lms, watch });
  });
}

for (const mode of ['Browse', 'Review']) {
  test(mode + ': the module works; begun and ended, and nothing else', async (t) => {
    const { one, lms, enter } = await start(t, { mode });
    const { page, watch } = await enter();
    await walkModule(page, one.course);
    assert.equal(await page.locator('.card.done').count(), one.course.situations.length);
    await leave(page, lms);
    assert.deepEqual(lms.told(), ['initialized', 'terminated']);
    assert.equal(lms.resume(), null);
    sound({ lms, watch });
  });
}

test('left while a step is on its way: the step is kept, whatever comes first', async (t) => {
  const { one, lms, place, enter } = await start(t);
  const { page, watch } = await enter();
  const [first] = one.course.situations;
  await openCard(page, first.id);
  // The first one is on its way and keeps the second one from going.
  place.held = [];
  await pressOn(page);
  await until(() => place.held.length === 1);
  await pressOn(page);
  await page.goto('about:blank');
  await until(() => place.held.length === 2 && lms.told().includes('progressed'));
  const held = place.held;
  place.held = null;
  held.forEach((give) => give());
  const later = await enter();
  await later.page.locator('a.first[href="#' + first.id + '"]').click();
  await later.page.waitForSelector('.view.open .step.open');
  assert.equal(await later.page.locator('.view.open .thread a.done').count(), 2);
  sound({ lms, watch });
});

test('no line for a while: said, nothing lost, nothing told twice', async (t) => {
  const { one, lms, place, enter } = await start(t);
  const { page } = await enter();
  await until(() => lms.told().length === 1);
  const [first] = one.course.situations;
  place.down = true;
  await openCard(page, first.id);
  await walkSituation(page);
  await page.waitForFunction(() => document.querySelector('#_saved').classList.contains('trouble'));
  assert.equal(await page.locator('.card.done').count(), 1);
  place.down = false;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await page.waitForFunction(() => !document.querySelector('#_saved').classList.contains('trouble'));
  await leave(page, lms);
  assert.equal(count(lms, 'experienced ' + first.id), 1);
  assert.deepEqual(lms.faults, []);
});

test('while the store has not answered, the page says that it is being saved', async (t) => {
  const { one, lms, place, enter } = await start(t);
  const { page } = await enter();
  const says = (text) => page.waitForFunction((wanted) => document.querySelector('#_saved').textContent === wanted, text);
  await says('Progress saved');
  place.held = [];
  await openCard(page, one.course.situations[0].id);
  await walkSituation(page);
  await says('Being saved…');
  assert.equal(await page.locator('#_bar').isHidden(), true);
  await until(() => place.held.length);
  place.held.splice(0).forEach((give) => give());
  place.held = null;
  await says('Progress saved');
  await leave(page, lms);
});

test('a launch that is used a second time: said, and the module works', async (t) => {
  const { one, lms, address, enter } = await start(t);
  const query = address();
  const first = await enter(query);
  await leave(first.page, lms);
  const { page } = await enter(query);
  const notice = page.locator('.panel.ask[role=status]');
  assert.match(await notice.textContent(), /is not recorded/);
  assert.match(await page.locator('#_saved').textContent(), /Nothing is recorded/);
  assert.deepEqual(await violations(page), []);
  await openCard(page, one.course.situations[0].id);
  await pressOn(page);
  assert.deepEqual(lms.told(), ['initialized', 'terminated']);
  assert.deepEqual(lms.faults, []);
});

test('unpacked and looked at without a platform: nobody is asked for anything', async (t) => {
  const { one, files, enter } = await start(t);
  const { page, watch } = await enter(files + '/index.html');
  await openCard(page, one.course.situations[0].id);
  await pressOn(page);
  assert.deepEqual(watch.urls.filter((url) => !url.startsWith(files)), []);
  assert.deepEqual(watch.troubles, []);
});

test('the page may speak with the platform that launched it, and with nobody else', async (t) => {
  const { lms, enter } = await start(t);
  const { page, watch } = await enter();
  const reached = await page.evaluate((own) => Promise.all([own + '/lrs/x', 'http://127.0.0.1:9/'].map((url) => fetch(url).then(() => true, () => false))), lms.origin);
  assert.deepEqual(reached, [true, false]);
  assert.ok(await until(() => watch.troubles.some((trouble) => trouble.startsWith('policy: connect-src'))));
});

for (const format of ['cmi5', 'xapi']) {
  test(format + ': half in French, finished in Romanian, in one session', async (t) => {
    const { one, lms, enter } = await start(t, { format, lang: 'all', locale: 'fr-FR' });
    const { page, watch } = await enter();
    const [first, second] = one.course.situations;
    await openCard(page, first.id);
    await walkSituation(page);
    await openCard(page, second.id);
    await pressOn(page);
    await page.locator('#_tongues a[hreflang="ro"]').click();
    const ask = page.locator('.ask:visible');
    if (await ask.count()) await ask.locator('button').nth(-2).click();
    await page.waitForSelector('html.js[lang="ro"]');
    assert.equal(await page.locator('.view.open .thread a.done').count(), 1);
    const left = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, location.hash, history.state]));
    assert.doesNotMatch(left, /Basic|cartable\.session/);
    await walkSituation(page);
    await until(() => count(lms, 'completed') === 1);
    await leave(page, lms);
    assert.deepEqual(['initialized', 'completed', 'terminated', 'experienced ' + first.id, 'experienced ' + second.id].map((name) => count(lms, name)), [1, 1, 1, 1, 1]);
    assert.equal(lms.sessions.length, format === 'cmi5' ? 1 : 0);
    sound({ lms, watch });
  });
}

// ---- a course of several themes, and a threshold

// The deck of these tests, asking for 60 %: as it is, or with each of its situations in a theme of its own.
function deckOf(t, themes) {
  const deck = join(temporary(t), 'deck');
  cpSync(OWN_DECK, deck, { recursive: true });
  const toml = join(deck, 'deck.toml');
  appendFileSync(toml, '\n[success]\nthreshold = 60\n');
  if (themes === 1) return deck;
  writeFileSync(toml, readFileSync(toml, 'utf8').replace('["t1"]', '["t1", "t2"]'));
  for (const language of LANGUAGES) {
    const [one, two] = ['1-deborder', '2-repondre'].map((folder) => join(deck, language, folder));
    mkdirSync(two);
    renameSync(join(one, '02-message.md'), join(two, '01-message.md'));
    writeFileSync(join(two, 'theme.md'), readFileSync(join(one, 'theme.md'), 'utf8').replace('"t1"', '"t2"'));
  }
  return deck;
}

async function course(t, themes, ...options) {
  const [one] = archives(t, deckOf(t, themes), '--to', 'cmi5', '--split', 'deck', ...options);
  const units = unitsOf(readFileSync(join(one.folder, 'cmi5.xml'), 'utf8'));
  const served = await serveLaunched(t, one);
  const browser = await launch(t);
  const enter = async (unit, address = served.address(unit.url, unit)) => {
    const opened = await openPage(browser, { locale: 'en-GB' });
    await opened.page.goto(address);
    await opened.page.waitForSelector('html.js');
    return { ...opened, course: courseOf(await opened.page.content()) };
  };
  const last = () => served.lms.told(served.lms.sessions.slice(-1)[0]);
  const go = (page) => Promise.all([page.goto('about:blank'), until(() => last().slice(-1)[0] === 'terminated')]);
  return { units, enter, last, go, ...served };
}

// Every first option, which is never all that is right.
async function doWrongly(sco, step) {
  if (step !== 'quiz') return doStep(sco, step);
  return eachTurn(sco, async (root) => {
    const item = root.locator('xpath=descendant-or-self::*[@data-item]').filter({ has: sco.locator('.choices') });
    if (!await item.count()) return;
    const wrong = await item.evaluate((element) => {
      const [situation] = element.id.split('/');
      const { right, options } = JSON.parse(document.getElementById('_course').textContent).situations.find(({ id }) => id === situation).items.find(({ id }) => id === element.dataset.item);
      return options.findIndex((_, at) => !right.includes(at));
    });
    await item.locator(`.choice:has(input[value="${Math.max(wrong, 0)}"]) label`).click();
    await item.locator('.doing button').click();
  });
}

for (const lang of ['en', 'all']) {
  test('a course of two themes, ' + lang + ': each unit is done by itself, and none touches the other', async (t) => {
    const { lms, units, enter, go } = await course(t, 2, '--lang', lang);
    assert.deepEqual(units.map(({ moveOn, masteryScore }) => [moveOn, masteryScore]), [['CompletedAndPassed', 0.6], ['CompletedAndPassed', 0.6]]);
    const satisfied = () => units.map((unit) => isSatisfied(lms, unit));
    const first = await enter(units[0]);
    await walkModule(first.page, first.course);
    await go(first.page);
    assert.deepEqual(satisfied(), [true, false]);
    const kept = JSON.stringify(lms.resume(units[0].activity));
    const second = await enter(units[1]);
    assert.equal(await second.page.locator('.card.done').count(), 0);
    if (lang === 'all') {
      await second.page.locator('#_tongues a[hreflang="ro"]').click();
      await second.page.waitForSelector('html.js[lang="ro"]');
    }
    await walkModule(second.page, second.course);
    await go(second.page);
    assert.deepEqual(satisfied(), [true, true], 'and so are both blocks and the course');
    assert.equal(JSON.stringify(lms.resume(units[0].activity)), kept);
    assert.deepEqual(lms.sessions.map((session) => lms.told(session).filter((name) => /^(completed|passed)$/.test(name))), [['completed', 'passed'], ['completed', 'passed']]);
    assert.notDeepEqual(first.course.situations.map(({ id }) => id), second.course.situations.map(({ id }) => id));
    const again = await enter(units[0]);
    assert.deepEqual([await again.page.locator('.thread a').count() > 0, await again.page.locator('.thread a:not(.done)').count()], [true, 0]);
    await go(again.page);
    sound({ lms, watch: second.watch });
  });
}

test('failed at the end of a visit, passed in the next; nothing more where the page comes back', async (t) => {
  const { lms, units: [unit], address, enter, last, go } = await course(t, 1, '--lang', 'all');
  const query = address(unit.url, unit);
  const { page, course: given, watch } = await enter(unit, query);
  await openCard(page, given.situations[0].id);
  await walkSituation(page, { work: doWrongly });
  await page.locator('#_tongues a[hreflang="fr"]').click();
  const ask = page.locator('.ask:visible');
  if (await ask.count()) await ask.locator('button').nth(-2).click();
  await page.waitForSelector('html.js[lang="fr"]');
  await openCard(page, given.situations[1].id);
  await walkSituation(page, { work: doWrongly });
  await until(() => last().includes('completed'));
  assert.ok(!last().includes('failed'), 'an answer can be given again until the end');
  await go(page);
  assert.deepEqual(last().slice(-3), ['progressed', 'failed', 'terminated']);
  assert.equal(isSatisfied(lms, unit), false);
  await page.goBack();
  await page.waitForSelector('.panel.ask[role=status]');
  await page.goto('about:blank');
  assert.equal(count(lms, 'failed'), 1);
  const next = await enter(unit);
  await walkModule(next.page, given);
  await go(next.page);
  assert.deepEqual(['completed', 'passed', 'failed'].map((name) => count(lms, name)), [1, 1, 1]);
  assert.equal(isSatisfied(lms, unit), true);
  sound({ lms, watch });
});
