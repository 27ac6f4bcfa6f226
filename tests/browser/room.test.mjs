// The room: two windows from a folder that stay together whatever happens to one of them, one window where there is only one
// screen, the keyboard alone, and what the group takes away.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { violations } from './axe.mjs';
import { launch } from './browser.mjs';
import { tabTo } from './keys.mjs';
import { LANGUAGES, SHIPPED_DECK, run, temporary } from './packages.mjs';
import { CARD, KINDS, connected, follows, forward, fromFolder, isHeld, kind, knob, openConsole, openTable, phase, play, printed, stored, walk } from './room.mjs';

const SMALL = { width: 1024, height: 768 };
const LARGE = { width: 1920, height: 1080 };

// The screen draws itself anew once it has another size.
async function fits(screen, what) {
  const whole = () => [document.querySelector('.cloth')].every((cloth) => cloth.scrollHeight <= cloth.clientHeight + 1 && cloth.scrollWidth <= cloth.clientWidth + 1);
  await screen.waitForFunction(whole).catch(() => assert.fail('does not fit: ' + what));
}

for (const language of LANGUAGES) {
  test('a card from the first passage to the end in two windows, in ' + language, async (t) => {
    const one = printed(t, language);
    const { page, context, watch } = await openConsole(await launch(t), one);
    const screen = await openTable(page, context);
    await screen.setViewportSize(SMALL);
    assert.deepEqual(await violations(page), [], 'the console before');
    assert.deepEqual(await violations(screen), [], 'the screen before');
    await play(page);
    const passages = [];
    const judged = new Set();
    const seen = await walk(page, async (now, at) => {
      await follows(page, screen);
      if (now === 'part') passages.push(...await page.locator('.passages .story').allTextContents());
      for (const size of [LARGE, SMALL]) {
        await screen.setViewportSize(size);
        await fits(screen, now + ' in ' + size.width);
      }
      const isNew = !judged.has(at);
      judged.add(at);
      // The words differ from one language to another, the colours do not.
      for (const [colorScheme, rules] of language === 'fr' ? [['light', 'all'], ['dark', 'colours']] : [['light', 'words']]) {
        await page.emulateMedia({ colorScheme });
        await screen.emulateMedia({ colorScheme });
        if (isNew) assert.deepEqual(await violations(page, rules), [], 'console, phase ' + at + ' ' + colorScheme);
        assert.deepEqual(await violations(screen, rules), [], 'screen, ' + now + ' ' + colorScheme);
      }
    });
    assert.deepEqual(seen, KINDS);
    assert.ok(passages.length > 1 && passages.every((text) => text.trim().split(/\s+/).length <= 60), 'large parts of sixty words at most');
    assert.equal(await page.locator('[role="status"], [aria-live]').count(), 1, 'one live region on the console');
    assert.equal(await screen.locator('[role="status"], [aria-live]').count(), 0, 'and none on the screen');
    assert.deepEqual(await stored(page), [0, 0, 0], 'nothing is kept');
    fromFolder(one, watch);
  });
}

test('a fold that is opened stays open, however soon the console is drawn again', async (t) => {
  const { page } = await openConsole(await launch(t), printed(t));
  const [old, fresh] = await page.evaluate((card) => {
    const find = (key) => document.querySelector('[data-k="' + key + '"]');
    const before = find('fold-cards');
    before.click();
    find('card-' + card).click();
    return [before.isConnected, find('fold-cards').parentElement.open];
  }, CARD);
  assert.deepEqual([old, fresh], [false, true], 'drawn again, and open');
});

test('a screen that is closed is missed, and comes back as it was', async (t) => {
  const one = printed(t);
  const { page, context } = await openConsole(await launch(t), one);
  let screen = await openTable(page, context);
  await play(page);
  await forward(page);
  await follows(page, screen);
  await screen.reload();
  await follows(page, screen);
  await screen.close();
  await page.waitForSelector('.flap .state-of.lost');
  assert.match(await page.locator('#_said').textContent(), /perdu/);
  screen = await Promise.all([context.waitForEvent('page'), knob(page, 'open-top').click()]).then(([opened]) => opened);
  await connected(page);
  await follows(page, screen);
});

for (const way of ['the channel', 'messages']) {
  test('a console that is loaded anew, or closed, takes the session back from the screen, by ' + way, async (t) => {
    const one = printed(t);
    const browser = await launch(t);
    const { page, context } = await openConsole(browser, one);
    if (way === 'messages') {
      await context.addInitScript(() => { delete window.BroadcastChannel; });
      await page.reload();
    }
    const screen = await openTable(page, context);
    await play(page);
    await forward(page);
    await forward(page);
    await knob(page, 'feelings0+').click();
    await knob(page, 'feelings0+').click();
    const title = await page.locator('.mirror').textContent();
    await page.waitForFunction(isHeld, '"feelings":[2,');
    await page.reload();
    await page.waitForSelector('.offer');
    await knob(page, 'go-on').click();
    await page.waitForFunction((text) => document.querySelector('.mirror').textContent === text, title);
    assert.equal(await page.locator('.hands output').first().textContent(), '2');
    await connected(page);
    await forward(page);
    await follows(page, screen);
    if (way === 'messages') return;
    await page.close();
    const again = await context.newPage();
    await again.goto(one.address);
    await again.waitForSelector('.offer');
    await knob(again, 'go-on').click();
    await connected(again);
    await forward(again);
    await follows(again, screen);
  });
}

test('a foreign or broken message changes nothing, and a second console does not take the screen', async (t) => {
  const one = printed(t);
  const { page, context, watch } = await openConsole(await launch(t), one);
  const screen = await openTable(page, context);
  await play(page);
  await follows(page, screen);
  const stranger = await context.newPage();
  await stranger.goto(one.address);
  await stranger.evaluate(() => {
    const channel = new BroadcastChannel('cartable-table/dlis/fr');
    const mark = 'cartable-table/dlis/fr';
    const state = { session: 'aaaaaaaa', v: 99, phase: 'read', show: 'rules' };
    [null, 1, 'x', { mark }, { mark, kind: 'state' }, { mark, kind: 'state', session: 'aaaaaaaa', state }, { mark, kind: 'state', session: 'aaaaaaaa', state: { ...state, ideas: [{ text: '<img>' }] } },
      { mark, kind: 'last', session: 'aaaaaaaa', state }, { mark, kind: 'here', session: 'aaaaaaaa', v: 1 }, { mark, kind: 'key', session: 'aaaaaaaa', key: 'PageDown' }].forEach((one, at) => channel.postMessage(one && one.mark ? { number: 'other/' + at, ...one } : one));
  });
  // A second console is offered the session and does not take it.
  await stranger.locator('.offer').waitFor();
  await forward(page);
  await follows(page, screen);
  // One that knows the session still cannot say what is none.
  await stranger.evaluate(() => new Promise((done) => {
    const channel = new BroadcastChannel('cartable-table/dlis/fr');
    channel.onmessage = ({ data }) => {
      if (data.kind !== 'beat') return;
      const { mark, session } = data;
      [{}, { session }, { session, v: 9999, phase: 'read', show: 'part/0', card: 'none' }, { session, v: 9999, phase: 'nowhere' }].forEach((state, at) => channel.postMessage({ mark, number: 'liar/' + at, kind: 'state', session, state }));
      done();
    };
  }));
  await forward(page);
  await follows(page, screen);
  assert.deepEqual(watch.troubles, []);
});

test('where pop-ups are blocked, the page opened by hand becomes the screen', async (t) => {
  const one = printed(t);
  const browser = await launch(t);
  const { page, context, watch } = await openConsole(browser, one);
  await context.addInitScript(() => { window.open = () => null; });
  await page.reload();
  await knob(page, 'open').click();
  assert.match(await page.locator('.panel-of .state-of').textContent(), /bloqué/);
  const screen = await context.newPage();
  await screen.goto(one.address);
  await screen.waitForSelector('.console');
  await knob(screen, 'screen').click();
  await screen.waitForSelector('.screen .rules');
  await connected(page);
  await play(page);
  await follows(page, screen);
  // A remote sends its keys to the window that has the focus.
  await screen.bringToFront();
  await screen.keyboard.press('PageDown');
  await page.waitForFunction(() => /2 sur 2/.test(document.querySelector('.seen > p').textContent));
  await follows(page, screen);
  await screen.keyboard.press('b');
  await screen.waitForSelector('.screen.blank');
  assert.equal(await screen.locator('.cloth').textContent(), '');
  await screen.keyboard.press('b');
  await screen.waitForSelector('.screen:not(.blank)');
  await follows(page, screen);
  assert.deepEqual(watch.troubles, []);
});

test('with one screen, it fills the window and the console is a drawer', async (t) => {
  const one = printed(t);
  const { page, watch } = await openConsole(await launch(t), one);
  await knob(page, 'stage').click();
  await page.waitForSelector('#_stage .screen .rules');
  await play(page);
  await page.locator('#_phase').focus();
  await page.keyboard.press('c');
  await page.waitForSelector('.console', { state: 'hidden' });
  const box = await page.locator('#_stage .screen').boundingBox();
  assert.deepEqual([box.width, box.height], [1280, 800]);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('#_stage .stitches .here:nth-child(2)'));
  assert.deepEqual(await violations(page), []);
  await knob(page, 'drawer').click();
  await page.waitForSelector('.console', { state: 'visible' });
  assert.deepEqual(await violations(page), []);
  await knob(page, 'stage-top').click();
  await page.waitForSelector('#_stage', { state: 'hidden' });
  assert.deepEqual(watch.troubles, []);
});

test('nothing is stored unless asked; then a session outlives both windows, and goes with its end', async (t) => {
  const one = printed(t);
  const { page, context } = await openConsole(await launch(t), one);
  await play(page);
  assert.deepEqual(await stored(page), [0, 0, 0]);
  await knob(page, 'phase-before').click();
  await knob(page, 'keep').check();
  await knob(page, 'phase-read').click();
  assert.deepEqual(await stored(page), [1, 0, 0]);
  await page.close();
  const again = await context.newPage();
  await again.goto(one.address);
  await knob(again, 'go-on').click();
  await again.waitForFunction(() => document.querySelector('.phase[aria-current] b').textContent === '2');
  await knob(again, 'phase-end').click();
  await knob(again, 'phase-finish').click();
  assert.equal(await phase(again), '6', 'the closing round comes first');
  assert.match(await again.locator('#_said').textContent(), /dernier tour/);
  await knob(again, 'round').check();
  await knob(again, 'phase-finish').click();
  assert.equal(await phase(again), '7');
  await knob(again, 'erase').click();
  assert.deepEqual(await stored(again), [0, 0, 0]);
  assert.equal(await phase(again), '1');
});

test('a whole card with the keyboard alone', async (t) => {
  const one = printed(t, 'en');
  const { page, watch } = await openConsole(await launch(t), one);
  const session = { page, sco: page };
  const press = async (text) => {
    await tabTo(session, (now) => now.tag === 'BUTTON' && now.text === text);
    await page.keyboard.press('Enter');
  };
  await press('Draw a card');
  await press('Put it on the table');
  await page.waitForFunction(() => document.querySelector('.phase[aria-current] b').textContent === '2');
  assert.equal(await page.evaluate(() => document.activeElement.id), '_phase', 'reading goes on at the phase');
  await walk(page, async (now) => {
    if (now !== 'board') return;
    for (const [text, level] of [['Turn the screen', '1'], ['Read ten files together', '2']]) {
      await tabTo(session, (one) => one.id === '_idea');
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
      await page.keyboard.press(level);
      assert.equal(await page.evaluate(() => document.activeElement.id), '_idea', 'the next idea can be typed');
    }
    assert.deepEqual(await page.locator('.mirror .board section').evaluateAll((all) => all.map((level) => level.querySelectorAll('li').length)), [1, 1, 0, 0]);
    await press('Undo');
    assert.equal(await page.locator('.mirror .loose li').count(), 1, 'the last move is taken back');
    // In a field the digits are digits.
    await tabTo(session, (one) => one.id === '_idea', 'Shift+Tab');
    await page.keyboard.type('b1c');
    assert.equal(await page.locator('#_idea').inputValue(), 'b1c');
  });
  assert.deepEqual(watch.troubles, []);
});

test('single keys can be switched off; what a remote sends still works', async (t) => {
  const one = printed(t);
  const { page } = await openConsole(await launch(t), one);
  await knob(page, 'keys').uncheck();
  await play(page);
  await page.locator('#_phase').focus();
  for (const key of ['b', 't', '.']) {
    await page.keyboard.press(key);
    assert.equal(await page.locator('.screen.blank').count(), 0, key);
    assert.equal(await page.locator('#_clock').isVisible(), true, key);
  }
  await forward(page);
});

test('a card is drawn once, its note first, and one that is put aside does not come back', async (t) => {
  const one = printed(t);
  const { page } = await openConsole(await launch(t), one);
  const left = async () => Number(/\d+/.exec(await page.locator('.doing .fine').filter({ hasText: /Cartes à tirer/ }).textContent())[0]);
  const quiet = await left();
  await knob(page, 'theme').selectOption('t4');
  assert.equal(await left(), 3, 'without the card that opens on a note');
  await knob(page, 'noted').check();
  assert.equal(await left(), 4);
  const drawn = new Set();
  for (let at = 0; at < 4; at += 1) {
    await knob(page, 'draw').click();
    drawn.add(await page.locator('#_drawn').textContent());
    await knob(page, 'never').click();
  }
  assert.equal(drawn.size, 4);
  assert.equal(await left(), 0);
  assert.equal(await knob(page, 'draw').getAttribute('aria-disabled'), 'true');
  await knob(page, 'back').click();
  assert.equal(await left(), 4);
  assert.ok(quiet > 15);
  await knob(page, 'fold-cards').click();
  await knob(page, 'card-' + CARD).click();
  assert.match(await page.locator('.drawn .note').textContent(), /santé mentale/);
});

// Plays to the end with a group of so many, and gives what is taken away.
async function taken(t, people, typed) {
  const one = printed(t);
  const { page } = await openConsole(await launch(t), one);
  for (let at = 6; at > people; at -= 1) await knob(page, 'seats-').click();
  await play(page);
  await walk(page, async (now) => {
    if (now === 'feelings') for (let hand = 0; hand < 3; hand += 1) await knob(page, 'feelings0+').click();
    if (now !== 'board') return;
    await knob(page, 'idea').fill(typed);
    await page.keyboard.press('Enter');
    await page.keyboard.press('3');
  });
  await knob(page, 'summary').fill('Relire ensemble.');
  const sheet = await page.locator('#_sheet').textContent();
  const warned = await page.locator('.note li').allTextContents();
  const save = async (key) => {
    const [file] = await Promise.all([page.waitForEvent('download'), knob(page, key).click()]);
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
  };
  const [saved, rows] = [await save('save'), await save('csv')];
  assert.doesNotMatch(await page.locator('#_said').textContent(), /enregistré|sauvegardé/i, 'nobody knows whether a file was saved');
  return { page, sheet, warned, saved, rows };
}

test('the sheet has no numbers that tell on a small group, and points at what looks like a name', async (t) => {
  const { page, sheet, warned, saved } = await taken(t, 4, 'Appeler Mme Durand, a.b@example.org, 06 12 34 56 78');
  assert.match(sheet, /surprise – la plupart/);
  assert.doesNotMatch(sheet, /surprise – \d/);
  assert.deepEqual(warned.map((text) => text.replace(/\s+/g, ' ')).sort(), ['06 12 34 56 78', 'Mme Durand', 'a.b@example.org,']);
  assert.match(saved.text, /^<!doctype html>\n<html lang="fr"><head><meta charset="utf-8">/);
  assert.match(saved.text, /Relire ensemble\./);
  assert.match(saved.text, /CC.BY.SA/, 'with the licence of the deck');
  await page.emulateMedia({ media: 'print' });
  const visible = await page.locator('main').evaluate((main) => main.innerText.trim());
  assert.match(visible, /^«\sNe l’écrivez pas\s»/, 'only the sheet is printed');
  assert.doesNotMatch(visible, /Console|Suite/);
});

test('with five people or more hands are numbers; an idea without names warns of nothing', async (t) => {
  const { sheet, warned } = await taken(t, 6, 'Ouvrir 2 temps de 45 minutes, M comme mardi, en 2026');
  assert.match(sheet, /surprise – 3/);
  assert.deepEqual(warned, []);
});

test('the session file is read by `cartable statements` and by `cartable report`', async (t) => {
  const { rows } = await taken(t, 3, 'Tourner l’écran');
  const folder = temporary(t);
  const file = join(folder, rows.name);
  writeFileSync(file, rows.text);
  const where = ['--home-page', 'https://table.example.org', '--timezone', 'Europe/Paris', '--deck', SHIPPED_DECK];
  const told = run('statements', file, ...where).trim().split('\n').map((line) => JSON.parse(line));
  assert.equal(told.length, 3, 'one for each seat');
  for (const statement of told) {
    assert.match(statement.object.id, new RegExp(CARD + '$'));
    assert.match(statement.verb.id, /completed$/);
    assert.match(statement.actor.account.name, /^table-[a-z0-9]{8}-[123]$/);
  }
  const table = join(folder, 'report.csv');
  run('report', file, ...where, '--lang', 'en', '--output', 'accompany', '--table', table);
  const report = readFileSync(table, 'utf8');
  assert.match(report, /\nLearners;3\r?\n/);
  assert.equal(report.match(/;gone through\r?\n/g).length, 3);
});

test('360 pixels wide: nothing sticks out, and every button is 44 pixels large', async (t) => {
  const one = printed(t, 'el');
  const { page } = await openConsole(await launch(t), one, { viewport: { width: 360, height: 740 } });
  const look = async (where) => {
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), where);
    const small = await page.locator('.console button:visible, .console summary:visible').evaluateAll((all) => all.map((one) => [one.dataset.k, one.getBoundingClientRect()]).filter(([, box]) => box.height < 43.9 || box.width < 43.9).map(([key]) => key));
    assert.deepEqual(small, [], where);
  };
  await look('before');
  await play(page);
  await walk(page, look);
});

test('a key on the screen moves the table by one, though it reaches the console by two ways', async (t) => {
  const one = printed(t);
  const { page, context } = await openConsole(await launch(t), one);
  const screen = await openTable(page, context);
  await play(page);
  await follows(page, screen);
  await page.evaluate(() => {
    window.arrived = 0;
    const count = ({ data }) => { if (data.kind === 'key') window.arrived += 1; };
    window.addEventListener('message', count);
    new BroadcastChannel('cartable-table/dlis/fr').addEventListener('message', count);
  });
  for (const [ways, wanted] of [[2, /histoire, 2 sur 2/], [4, /réaction/]]) {
    await screen.keyboard.press('PageDown');
    await page.waitForFunction((count) => window.arrived === count, ways);
    assert.match(await page.locator('.seen > p').textContent(), wanted);
    await follows(page, screen);
  }
});

test('a remote may send arrows and spaces; a button keeps its space, and a key that is held down is one', async (t) => {
  const one = printed(t);
  const { page, context } = await openConsole(await launch(t), one);
  const screen = await openTable(page, context);
  await play(page);
  const at = () => page.locator('.seen > p').textContent();
  const heading = () => page.locator('#_phase').focus();
  const first = await at();
  const goesOn = (from) => page.waitForFunction((text) => document.querySelector('.seen > p').textContent !== text, from);
  const comesBack = () => page.waitForFunction((text) => document.querySelector('.seen > p').textContent === text, first);
  await heading();
  await page.keyboard.press('Space');
  await goesOn(first);
  await page.keyboard.press('PageUp');
  await comesBack();
  for (const key of ['ArrowDown', 'Shift+Space', 'Control+ArrowRight']) {
    await page.keyboard.press(key);
    assert.equal(await at(), first, key + ' scrolls or is the browser’s');
  }
  await knob(page, 'blank').focus();
  await page.keyboard.press('Space');
  await screen.waitForSelector('.screen.blank');
  assert.match(await at(), /masqué/);
  await page.keyboard.press('Space');
  await comesBack();
  await screen.bringToFront();
  for (const [on, back] of [['ArrowDown', 'ArrowUp'], ['ArrowRight', 'ArrowLeft'], ['Space', 'PageUp']]) {
    await screen.keyboard.press(on);
    await goesOn(first);
    await screen.keyboard.press(back);
    await comesBack();
  }
  await screen.keyboard.down('PageDown');
  await goesOn(first);
  const second = await at();
  for (let held = 0; held < 5; held += 1) await screen.keyboard.down('PageDown');
  await screen.keyboard.up('PageDown');
  await follows(page, screen);
  assert.equal(await at(), second);
  await screen.keyboard.press('PageUp');
  await comesBack();
  // With one window, the arrows are the screen's once the console is out of the way.
  await knob(page, 'stage-top').click();
  await heading();
  await page.keyboard.press('c');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.querySelector('#_stage .stitches .here:nth-child(2)'));
});

for (const [what, prepare, warned] of [
  ['refuses', () => { Object.defineProperty(navigator, 'wakeLock', { value: { request: () => Promise.reject(new Error('not now')) } }); }, 1],
  ['knows nothing of it', () => { Object.defineProperty(navigator, 'wakeLock', { value: undefined }); }, 1],
  ['agrees', () => { Object.defineProperty(navigator, 'wakeLock', { value: { request: () => Promise.resolve(new EventTarget()) } }); }, 0],
  ['agrees, and takes it back', () => {
    Object.defineProperty(navigator, 'wakeLock', { value: { request: () => {
      const lock = new EventTarget();
      setTimeout(() => lock.dispatchEvent(new Event('release')), 50);
      return Promise.resolve(lock);
    } } });
  }, 1],
]) {
  test('the console says when the screen may go dark: the browser ' + what, async (t) => {
    const one = printed(t);
    const { page, context } = await openConsole(await launch(t), one);
    await context.addInitScript(prepare);
    await page.reload();
    await page.waitForSelector('.console');
    const warning = page.locator('.part > .note').filter({ hasText: /mise en veille/ });
    if (warned) await warning.waitFor();
    else await page.evaluate(() => new Promise((done) => { setTimeout(done, 100); }));
    assert.equal(await warning.count(), warned);
  });
}

test('the screen stays awake where the browser can', async (t) => {
  const one = printed(t);
  const browser = await launch(t);
  const { page, context } = await openConsole(browser, one);
  await context.addInitScript(() => {
    window.locks = 0;
    Object.defineProperty(navigator, 'wakeLock', { value: { request: () => { window.locks += 1; return Promise.reject(new Error('not now')); } } });
  });
  await page.reload();
  assert.equal(await page.evaluate(() => window.locks), 1);
  const screen = await openTable(page, context);
  assert.equal(await screen.evaluate(() => window.locks), 1);
  assert.equal(await kind(screen), 'rules');
});
