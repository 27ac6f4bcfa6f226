// The studio's simulated LMS, as an author uses it: play a quiz, see the call, the state and the tutor's cell, leave and come back, lose
// the connection, look in review.
import assert from 'node:assert/strict';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { readFileSync, readdirSync } from 'node:fs';
import { violations } from './axe.mjs';
import { launch, openPage } from './browser.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { CARD, answerWrongly, goTo } from './studio-learner.mjs';
import { serveStudio, textsOf } from './studio-lms.mjs';
import { pressOn } from './walk.mjs';

const TEXTS = textsOf('fr');

// The page of the studio with the module open in its LMS. `act` presses a button and waits until the player has done it.
async function start(t, { format = 'scorm12', profile = 'moodle45', page: options = {}, host, languages = 'fr', ...setup } = {}) {
  const [one] = build(t, OWN_DECK, '--lang', languages, '--to', format, '--tracking', 'standard');
  const origin = await serveStudio(t, one, { format, profile, ...setup }, { host });
  const { page, watch } = await openPage(await launch(t), { viewport: { width: 1280, height: 1100 }, locale: 'fr-FR', reducedMotion: 'reduce', ...options });
  await page.goto(origin + '/');
  const answered = async (ask) => {
    const before = (await studio.heard('visit')).length;
    await ask();
    await page.waitForFunction((count) => window.heard.filter(({ cartable }) => cartable === 'visit').length > count, before);
  };
  const studio = {
    page, watch, course: one.course, answered,
    heard: (kind) => page.evaluate((wanted) => window.heard.filter((message) => message.cartable === wanted), kind),
    state: async () => (await studio.heard('state')).at(-1),
    visit: async () => (await studio.heard('visit')).at(-1),
    module: (tab = 0) => moduleOf(page, tab),
    view: async (key) => { await page.click('#lms-tab-' + key); return page.locator('#lms-view-' + key); },
    act: (act) => answered(() => page.click('[data-act=' + act + ']')),
    // The player is another process: all that it was asked is done, and all that it has told is here, once it has answered this.
    played: () => answered(() => page.evaluate(() => window.play({ cartable: 'do', act: 'nothing' }))),
    // The module is open, and what its opening told is here.
    arrived: async (tab = 0) => {
      const module = await studio.module(tab);
      await studio.played();
      return module;
    },
  };
  await studio.arrived();
  return studio;
}

// The frame of the module in a tab of the learner: studio, player, the LMS's page, module.
async function moduleOf(page, tab) {
  const player = await (await page.waitForSelector('main > iframe')).contentFrame();
  await player.waitForFunction((at) => document.querySelectorAll('#tabs > iframe').length > at, tab);
  const outer = await (await player.$$('#tabs > iframe'))[tab].contentFrame();
  const inner = await (await outer.waitForSelector('iframe')).contentFrame();
  await inner.waitForSelector('html.js', { state: 'attached' });
  return inner;
}

const saved = (module) => module.locator('#_saved').textContent();
const calls = async (studio, name, element) => (await studio.heard('call')).filter((call) => call.name.endsWith(name) && call.args[0] === element);

test('a wrong answer is seen as a call, in the state, as what left, and in the tutor’s report', async (t) => {
  const studio = await start(t);
  await studio.page.waitForFunction(() => window.heard.some(({ cartable }) => cartable === 'sent'));
  const facts = (await studio.view('left')).locator('tr', { hasText: 'Vos réponses aux questions' });
  assert.match(await facts.innerText(), new RegExp(TEXTS.left.no));
  await answerWrongly(await studio.module());
  await studio.page.waitForFunction(() => window.heard.some(({ cartable, values }) => cartable === 'state' && values['cmi.interactions.0.result']));
  const [result] = await calls(studio, 'SetValue', 'cmi.interactions.0.result');
  assert.deepEqual([result.args[1], result.result, result.error], ['wrong', 'true', '0']);
  assert.match(await (await studio.view('calls')).innerText(), /cmi\.interactions\.0\.result = wrong/);
  assert.equal((await studio.state()).values['cmi.interactions.0.result'], 'wrong');
  const state = await (await studio.view('state')).innerText();
  assert.match(state, /cmi\.interactions\.0\.result\s+wrong/);
  assert.match(state, /cmi\.suspend_data[^\n]*\d sur 64[\s ]?000/);
  const left = await studio.view('left');
  assert.match(await facts.innerText(), /Oui[\s\S]*cmi\.interactions\.0\.result = wrong/);
  assert.equal(await left.locator('.alarm').count(), 0);
  const [interactions] = await (await studio.view('tutor')).locator('table', { hasText: TEXTS.reports.interactions }).all();
  const cells = await interactions.locator('tr').evaluateAll((rows) => rows.map((row) => Array.from(row.cells, (cell) => cell.textContent)));
  const cell = (heading) => cells[1][cells[0].indexOf(heading)];
  assert.deepEqual([cell('Nom'), cell('Tentative'), cell('Résultat 0')], ['Ada Marker', '1', 'wrong']);
  assert.notEqual(cell('Réponse 0'), cell('Réponse correcte 0'));
  assert.deepEqual(studio.watch.troubles, []);
});

test('what the inventory does not name is an alarm once it has left, and not before', async (t) => {
  const studio = await start(t);
  const alarm = (await studio.view('left')).locator('.alarm');
  const say = async (name) => (await studio.module()).evaluate((call) => window.parent.API[call](...(call === 'LMSCommit' ? [''] : ['cmi.comments', 'a secret'])), name);
  await studio.act('offline');
  await say('LMSSetValue');
  await say('LMSCommit');
  assert.equal(await alarm.count(), 0);
  await studio.act('online');
  await (await studio.module()).evaluate(() => window.parent.API.LMSSetValue('cmi.comments', 'another'));
  await say('LMSCommit');
  await alarm.waitFor();
  assert.match(await alarm.innerText(), /cmi\.comments/);
});

for (const format of ['scorm12', 'scorm2004']) {
  test(format + ': a learner closes the tab and comes back three days later where they were', async (t) => {
    const studio = await start(t, { format });
    const steps = studio.course.situations[0].steps;
    await goTo(await studio.module(), steps[0]);
    await pressOn(await studio.module());
    await studio.act('close');
    assert.deepEqual([(await studio.visit()).open, await studio.page.locator('main > iframe').count()], [false, 1]);
    assert.match(await studio.page.locator('#panel .status').innerText(), new RegExp(TEXTS.visit.closed));
    // The goodbye of the module arrived: the time of the session was added.
    const { values } = await studio.state();
    const time = (await studio.view('left')).locator('tr', { hasText: 'La durée de chaque visite' });
    assert.match(await time.innerText(), /Oui[\s\S]*total_time = [^\n]*[1-9]/);
    assert.equal(values[format === 'scorm12' ? 'cmi.core.lesson_location' : 'cmi.location'].split('/')[0], CARD);
    await studio.act('later');
    assert.equal((await studio.visit()).days, 3);
    const heard = (await studio.heard('call')).length;
    await studio.act('open');
    const module = await studio.arrived();
    const told = (await studio.heard('call')).slice(heard);
    assert.equal(told.find(({ args }) => args[0] === 'cmi.suspend_data').result, values['cmi.suspend_data']);
    await module.locator('a.first[href="#' + CARD + '"]').click();
    await module.waitForSelector('[id="' + CARD + '"].open .step.open');
    assert.deepEqual(await module.locator('.view.open .thread a.done').evaluateAll((links) => links.map((link) => link.hash.split('/')[1])), [steps[0]]);
    const [{ started, last }] = (await studio.state()).attempts;
    assert.ok(last - started >= 3 * 86400000, 'the tutor sees the later day');
  });

  test(format + ': without a connection the page does not say that anything is saved, and with one it does again', async (t) => {
    const studio = await start(t, { format });
    const module = await studio.module();
    const before = await saved(module);
    await studio.act('offline');
    const { values } = await studio.state();
    await goTo(module, studio.course.situations[0].steps[0]);
    await pressOn(module);
    await module.waitForFunction((text) => document.getElementById('_saved').textContent !== text || document.getElementById('_bar')?.getClientRects().length, before);
    assert.deepEqual((await studio.state()).values, values, 'nothing arrived');
    await studio.act('online');
    await module.waitForFunction((text) => document.getElementById('_saved').textContent === text, before);
    await studio.played();
    assert.notEqual((await studio.state()).values['cmi.suspend_data'], values['cmi.suspend_data']);
  });
}

test('an LMS with room for 4,096 characters: one more is refused, in words, and the state stays', async (t) => {
  const studio = await start(t, { profile: 'short' });
  const set = async (length) => (await studio.module()).evaluate((count) => {
    const { API } = window.parent;
    const answer = API.LMSSetValue('cmi.suspend_data', 'x'.repeat(count));
    return [answer, API.LMSGetLastError(), API.LMSCommit('')];
  }, length);
  assert.deepEqual(await set(4096), ['true', '0', 'true']);
  assert.deepEqual(await set(4097), ['false', '405', 'true']);
  const view = await studio.view('calls');
  assert.match(await view.locator('tr.fault').last().innerText(), new RegExp('405.*' + TEXTS.errors12['405']));
  const rows = await view.locator('tbody tr:visible').count();
  await view.locator('input').check();
  assert.ok(await view.locator('tbody tr:visible').count() < rows);
  assert.equal(await view.locator('tbody tr:not(.fault):visible').count(), 0);
  assert.equal((await studio.state()).values['cmi.suspend_data'].length, 4096);
  assert.match(await (await studio.view('state')).locator('.full').innerText(), /^4\s?096 sur 4\s?096$/);
});

for (const [act, format] of [['review', 'scorm12'], ['review', 'scorm2004'], ['browse', 'scorm12'], ['browse', 'scorm2004']]) {
  test(format + ': in ' + act + ' the module records nothing', async (t) => {
    const studio = await start(t, { format });
    await studio.act('close');
    const { values } = await studio.state();
    await studio.act('open');
    await studio.module();
    // Straight from one visit to the next: the goodbye of the first has arrived when the second opens.
    await studio.act(act);
    const total = format === 'scorm12' ? 'cmi.core.total_time' : 'cmi.total_time';
    const read = await (await studio.module()).evaluate(([api, get, name]) => window.parent[api][get](name), format === 'scorm12' ? ['API', 'LMSGetValue', total] : ['API_1484_11', 'GetValue', total]);
    assert.deepEqual([read === values[total], read], [false, (await studio.state()).values[total]]);
    assert.deepEqual([(await studio.visit()).mode, await studio.page.locator('#panel .status').innerText()], [act, TEXTS.visit[act]]);
    const [before, sent] = [(await studio.state()).values, (await studio.heard('sent')).length];
    await answerWrongly(await studio.module());
    await studio.act('close');
    assert.deepEqual((await studio.state()).values, before);
    // The LMS's own page sends its sum of times again, which is what it was.
    assert.deepEqual((await studio.heard('sent')).slice(sent).flatMap(({ elements }) => elements).filter((name) => !/total_time$/.test(name)), []);
  });
}

test('a second tab: the older one falls silent, and calls are told apart', async (t) => {
  const studio = await start(t);
  await goTo(await studio.module(), studio.course.situations[0].steps[0]);
  await pressOn(await studio.module());
  await studio.act('second');
  const second = await studio.module(1);
  assert.equal((await studio.visit()).tabs, 2);
  await goTo(second, studio.course.situations[0].steps[1]);
  await pressOn(second);
  await studio.played();
  assert.ok((await studio.heard('call')).some(({ tab, name }) => tab === 2 && name === 'LMSCommit'));
  await (await studio.module()).waitForFunction(() => document.getElementById('_bar')?.dataset.kind === 'impossible');
});

for (const format of ['scorm12', 'scorm2004']) {
  test(format + ': a learner who changes the language in the module goes on in the same session, with or without a connection', async (t) => {
    const studio = await start(t, { format, languages: 'fr+en' });
    const steps = studio.course.situations[0].steps;
    const change = async (tongue) => {
      await (await studio.module()).evaluate((language) => {
        document.querySelector('#_tongues a[hreflang="' + language + '"]').click();
        document.querySelector('.ask:not([hidden]) button:nth-last-of-type(2)')?.click();
      }, tongue);
      const module = await studio.module();
      await module.waitForSelector('html.js[lang="' + tongue + '"]', { state: 'attached' });
      return module;
    };
    await goTo(await studio.module(), steps[0]);
    await pressOn(await studio.module());
    await change('en');
    assert.equal((await calls(studio, 'Initialize', '')).length, 1);
    await studio.act('offline');
    const french = await change('fr');
    await goTo(french, steps[1]);
    await pressOn(french);
    assert.equal(await french.evaluate(() => navigator.onLine), false);
    await french.waitForFunction(() => document.getElementById('_saved').classList.contains('trouble'));
    await studio.act('online');
    await french.waitForFunction(() => !document.getElementById('_saved').classList.contains('trouble'));
    assert.deepEqual(studio.watch.troubles, []);
  });
}

test('every LMS opens the module; one that does not take the format is Moodle instead', async (t) => {
  for (const [profile, format, found] of [['strict', 'scorm12', 'strict'], ['strict', 'scorm2004', 'strict'], ['chamilo', 'scorm12', 'chamilo'], ['chamilo', 'scorm2004', 'moodle45'], ['openedx', 'scorm12', 'openedx'], ['openedx', 'scorm2004', 'openedx']]) {
    const studio = await start(t, { profile, format });
    await studio.page.waitForFunction(() => window.heard.some(({ cartable, elements }) => cartable === 'sent' && elements.includes('cmi.suspend_data')));
    assert.equal((await studio.heard('ready'))[0].profile, found);
    assert.deepEqual(studio.watch.troubles, [], profile + ' ' + format);
    await studio.page.context().close();
  }
});

test('an LMS that loses its connection: the page says so while it lasts, and nothing is lost', async (t) => {
  const studio = await start(t, { profile: 'drops' });
  const module = await studio.module();
  const before = await saved(module);
  await module.evaluate(() => {
    window.told = [];
    new MutationObserver(() => window.told.push(document.getElementById('_saved').textContent)).observe(document.getElementById('_saved'), { childList: true });
  });
  for (const step of studio.course.situations[0].steps.slice(0, 4)) {
    await goTo(module, step);
    await pressOn(module);
  }
  await module.waitForFunction((text) => window.told.some((one) => one !== text) && window.told.at(-1) === text, before);
  await studio.played();
  const written = (await calls(studio, 'SetValue', 'cmi.suspend_data')).at(-1).args[1];
  await studio.page.waitForFunction((text) => window.heard.filter(({ cartable }) => cartable === 'state').at(-1).values['cmi.suspend_data'] === text, written);
});

test('what the studio kept gives the learner back, with attempts, days and completion', async (t) => {
  const studio = await start(t);
  await goTo(await studio.module(), studio.course.situations[0].steps[0]);
  await pressOn(await studio.module());
  await studio.act('later');
  const { saved: kept, values } = await studio.state();
  const again = await start(t, { saved: kept });
  assert.equal((await again.visit()).days, 3);
  assert.match(await (await again.view('left')).locator('tr', { hasText: 'La dernière étape ouverte' }).innerText(), /Oui/, 'what left before the page was loaded again still did');
  const read = (await calls(again, 'GetValue', 'cmi.suspend_data'))[0];
  assert.equal(read.result, values['cmi.suspend_data']);
  // The same without a new page, and a learner who has nothing.
  await again.act('anew');
  await again.arrived();
  assert.equal((await again.visit()).days, 0);
  assert.equal((await calls(again, 'GetValue', 'cmi.suspend_data')).at(-1).result, '');
  await again.answered(() => again.page.evaluate((state) => window.play({ cartable: 'restore', state }), kept));
  await again.arrived();
  assert.equal((await calls(again, 'GetValue', 'cmi.suspend_data')).at(-1).result, values['cmi.suspend_data']);
});

// Where a browser blocks storage of other sites, as a private window does, a module in the studio has none. `localhost` is the same site.
test('what the device remembers is three days older, and another learner’s device remembers nothing', async (t) => {
  const studio = await start(t, { host: 'localhost' });
  const player = await (await studio.page.waitForSelector('main > iframe')).contentFrame();
  const remembered = () => player.evaluate(() => [localStorage, sessionStorage].flatMap((storage) => Object.keys(storage).filter((key) => key.startsWith('cartable.journal.')).map((key) => JSON.parse(storage.getItem(key)).at)));
  await studio.act('close');
  const before = await remembered();
  assert.equal(before.length, 2);
  await studio.act('later');
  assert.deepEqual(await remembered(), before.map((at) => at - 3 * 86400000));
  // After two weeks the module itself forgets.
  for (let times = 0; times < 4; times += 1) await studio.act('later');
  await studio.act('open');
  await studio.module();
  assert.ok((await remembered()).every((at) => at > Date.now() - 86400000));
  await studio.act('close');
  const [, mark] = /M([0-9a-z]+)/.exec((await studio.state()).values['cmi.suspend_data']);
  await studio.act('anew');
  await studio.module();
  await studio.page.waitForFunction((old) => !window.heard.filter(({ cartable }) => cartable === 'state').at(-1).values['cmi.suspend_data']?.includes(old), mark);
  assert.ok(!(await player.evaluate(() => Object.keys(localStorage).join())).includes(mark));
});

test('what only the studio can do is asked of the studio', async (t) => {
  const studio = await start(t);
  await studio.page.click('[data-act=language]');
  await studio.page.click('[data-act=replace]');
  assert.deepEqual((await studio.heard('asked')).map(({ act }) => act), ['language', 'replace']);
});

test('a click while a place is looked for tells the place, and does nothing in the module', async (t) => {
  const studio = await start(t);
  const module = await studio.module();
  const card = module.locator('.card[href="#' + CARD + '"]');
  await studio.page.evaluate(() => window.play({ cartable: 'locate', on: true }));
  await studio.played();
  await card.click();
  await studio.page.waitForFunction(() => window.heard.some(({ cartable }) => cartable === 'place'));
  const [place] = await studio.heard('place');
  assert.match(place.id, /\S/);
  assert.doesNotMatch(await module.evaluate(() => window.location.hash), new RegExp(CARD));
  await studio.page.evaluate(() => window.play({ cartable: 'locate', on: false }));
  await studio.played();
  await card.click();
  await module.waitForSelector('[id="' + CARD + '"].open');
});

test('the player obeys its studio alone: not the module, not a page of another origin', async (t) => {
  const studio = await start(t);
  const module = await studio.module();
  const count = (await studio.heard('visit')).length;
  await module.evaluate(() => window.parent.parent.postMessage({ cartable: 'do', act: 'close' }, '*'));
  await studio.page.evaluate(() => { ['constructor', '__proto__', 'toString', null, 7].forEach((act) => window.play({ cartable: 'do', act })); window.play(null); window.play('close'); });
  await studio.page.waitForFunction((before) => window.heard.filter(({ cartable }) => cartable === 'visit').length >= before + 5, count);
  assert.equal((await studio.visit()).open, true);
  assert.deepEqual(studio.watch.troubles, []);
});

for (const colorScheme of ['light', 'dark']) {
  test('the panel is accessible, ' + colorScheme + ', at every width and in every view', async (t) => {
    const studio = await start(t, { page: { colorScheme } });
    await answerWrongly(await studio.module());
    for (const width of [1280, 714, 360, 320]) {
      await studio.page.setViewportSize({ width, height: 1100 });
      for (const key of ['calls', 'state', 'left', 'tutor']) {
        await studio.view(key);
        assert.deepEqual(await violations(studio.page.mainFrame(), colorScheme === 'dark' ? 'colours' : undefined, '#panel'), [], key + ' at ' + width);
        assert.ok(await studio.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), key + ' scrolls sideways at ' + width);
        if (process.env.SHOTS) await studio.page.screenshot({ path: process.env.SHOTS + '/lms-' + colorScheme + '-' + key + '-' + width + '.png', fullPage: true });
      }
    }
  });
}

test('everything by keyboard: a button that switches itself off keeps the focus, arrows move between the views', async (t) => {
  const studio = await start(t);
  const { page } = studio;
  const focused = () => page.evaluate(() => document.activeElement.dataset.act || document.activeElement.id);
  const visits = async () => (await studio.heard('visit')).length;
  await page.focus('[data-act=close]');
  const before = await visits();
  await page.keyboard.press('Enter');
  await page.waitForFunction((count) => window.heard.filter(({ cartable }) => cartable === 'visit').length > count, before);
  assert.deepEqual([await focused(), await page.getAttribute('[data-act=close]', 'aria-disabled')], ['close', 'true']);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'open');
  await page.focus('#lms-tab-calls');
  await page.keyboard.press('ArrowRight');
  assert.deepEqual([await focused(), await page.isVisible('#lms-view-state')], ['lms-tab-state', true]);
  await page.keyboard.press('End');
  assert.equal(await focused(), 'lms-tab-tutor');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(), 'lms-tab-calls');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'lms-view-calls');
});

test('the words are there in both languages, and the scripts are small', (t) => {
  const keys = (texts, path = '') => Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [path + key + ' ' + (value.match(/\{\w+\}/g) || []).sort()] : keys(value, path + key + '.')));
  assert.deepEqual(keys(textsOf('fr')), keys(textsOf('en')));
  const folder = new URL('../../templates/studio/lms/', import.meta.url);
  const files = readdirSync(folder, { recursive: true }).filter((name) => /\.\w+$/.test(name));
  const size = files.reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, folder))).length, 0);
  t.diagnostic(files.length + ' files, ' + size + ' bytes, each packed on its own');
  assert.ok(size < 45000, String(size));
});
