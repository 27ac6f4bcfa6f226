// The room to the eye: the screen read four metres away, the console on narrow screens, enlarged, in forced colours, with other
// spacing, and that it follows what a remote shows.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch } from './browser.mjs';
import { LANGUAGES } from './packages.mjs';
import { forward, kind, knob, openConsole, openTable, phase, play, printed, walk } from './room.mjs';

const FAR = 31.5;
const LONGEST = { fr: 't1-s06', en: 't1-s06', ro: 't1-s06', el: 't1-s06' };

// The smallest text of the screen, in pixels, with its words.
const smallest = () => {
  const texts = document.createTreeWalker(document.querySelector('.screen .cloth'), NodeFilter.SHOW_TEXT);
  let least = [Infinity, ''];
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    const size = parseFloat(getComputedStyle(parentElement).fontSize);
    if (data.trim() && size < least[0]) least = [size, data];
  }
  return least;
};

for (const language of LANGUAGES) {
  test('nothing on a screen of 1920 by 1080 is smaller than 32 pixels, which are read four metres away, in ' + language, async (t) => {
    const one = printed(t, language);
    const { page, context } = await openConsole(await launch(t), one);
    const screen = await openTable(page, context);
    await screen.setViewportSize({ width: 1920, height: 1080 });
    await play(page, LONGEST[language]);
    let seen = 0;
    for (let step = 0; step < 80; step += 1) {
      const shown = await page.locator('.mirror .cloth').evaluate((cloth) => cloth.textContent);
      await screen.waitForFunction((words) => document.querySelector('.screen .cloth').textContent === words, shown);
      const [size, words] = await screen.evaluate(smallest);
      assert.ok(size >= FAR, size + ' pixels: ' + words);
      seen += 1;
      const now = await kind(screen);
      if (now === 'position' || now === 'seats') await knob(page, now === 'seats' ? 'next-seat' : (await phase(page) === '2' ? 'before0+' : 'after4+')).click();
      if (now === 'closing') await knob(page, 'round').check();
      if (now === 'thanks') break;
      await forward(page);
    }
    assert.ok(seen > 15);
  });
}

test('the console follows a remote: what is on the screen is in view, with the hands that belong to it', async (t) => {
  const one = printed(t);
  const { page } = await openConsole(await launch(t), one);
  await play(page);
  const inView = (selector) => page.locator(selector).first().evaluate((place) => {
    const { top, bottom } = place.getBoundingClientRect();
    return top >= 0 && bottom <= document.querySelector('.console > .moves').getBoundingClientRect().top;
  });
  for (let step = 0; step < 80; step += 1) {
    const now = await kind(page.locator('.mirror'));
    if (now === 'feelings') assert.ok(await inView('[data-k="feelings3+"]'), now);
    if (now === 'prompt') assert.ok(await inView('[data-k^="show-prompt"][aria-pressed="true"]'), now);
    if (now === 'decision') {
      assert.ok(await inView('[data-k="decision1+"]') && await inView('[data-k="decide-stop"]'), now);
      return;
    }
    await page.locator('#_phase').evaluate((heading) => heading.focus({ preventScroll: true }));
    const before = await page.locator('.seen > p').textContent();
    await page.keyboard.press('PageDown');
    await page.waitForFunction((text) => document.querySelector('.seen > p').textContent !== text, before);
  }
  assert.fail('the decision was never shown');
});

for (const [what, viewport] of Object.entries({ '320 pixels wide': { width: 320, height: 640 }, 'enlarged to 400 %': { width: 320, height: 200 }, 'on a phone': { width: 360, height: 640 } })) {
  test(what + ', nothing sticks out, nothing is covered, and the phase at work is in view', async (t) => {
    const one = printed(t, 'el');
    const { page } = await openConsole(await launch(t), one, { viewport });
    const look = async (where, at) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, where + ' is ' + wide + ' pixels too wide');
      const tab = await page.locator('.phase[aria-current]').evaluate((one) => [one.getBoundingClientRect(), one.closest('ol').getBoundingClientRect()].map(({ left, right }) => [left, right]));
      assert.ok(tab[0][0] >= tab[1][0] - 1 && Math.min(tab[0][1], tab[0][0] + 60) <= tab[1][1] + 1, 'phase ' + at + ' is at ' + tab);
      if (viewport.height < 400) assert.equal(await page.locator('.console > .moves').evaluate((bar) => getComputedStyle(bar).position), 'static');
    };
    await look('before', '1');
    await play(page);
    await walk(page, look);
  });
}

test('on a phone half of the console at least is what is worked with', async (t) => {
  const one = printed(t);
  const { page } = await openConsole(await launch(t), one, { viewport: { width: 360, height: 640 } });
  await play(page);
  const flap = await page.locator('.console .flap').evaluate((head) => head.getBoundingClientRect().height);
  assert.ok(flap <= 240, 'the head is ' + flap + ' pixels high');
});

const picture = async (page, selector) => (await page.locator(selector).first().screenshot()).toString('base64');

test('in forced colours one sees what is pressed, where one is, whose turn it is and what is right', async (t) => {
  const one = printed(t);
  const { page, context } = await openConsole(await launch(t), one, { forcedColors: 'active', reducedMotion: 'reduce' });
  const screen = await openTable(page, context);
  await play(page);
  // A picture before and after, without the ring of the focus.
  const differs = async (window, selector, act, what) => {
    const before = await picture(window, selector);
    await act();
    await page.locator('#_phase').evaluate((heading) => heading.focus({ preventScroll: true }));
    await window.waitForTimeout(100);
    assert.notEqual(await picture(window, selector), before, what);
  };
  const click = (key) => () => knob(page, key).click();
  await differs(page, '[data-k="phase-say"]', click('phase-say'), 'the phase at work');
  await differs(page, '[data-k="passed1"]', click('passed1'), 'what is pressed');
  await differs(screen, '.ring li:first-child', click('next-seat'), 'whose turn it is');
  await click('phase-light')();
  await click('show-quiz/0')();
  await screen.waitForSelector('.of-quiz');
  await click('answer/0')();
  await screen.waitForSelector('.of-answer');
  const [right, other] = await screen.locator('.options').evaluate((list) => ['.right', '.other'].map((which) => getComputedStyle(list.querySelector(which)).borderLeftWidth));
  assert.notEqual(right, other, 'what is right');
  assert.equal(await screen.evaluate(() => document.getAnimations().length), 0, 'nothing moves');
});

test('with other spacing of text nothing is cut', async (t) => {
  const one = printed(t);
  const { context } = await openConsole(await launch(t), one);
  const spaced = await context.newPage();
  await spaced.goto(one.address);
  await spaced.waitForSelector('.console');
  await spaced.setViewportSize({ width: 714, height: 666 });
  await spaced.evaluate(() => document.querySelectorAll('*').forEach((one) => Object.assign(one.style, { lineHeight: '1.5', letterSpacing: '.12em', wordSpacing: '.16em' })));
  const cut = await spaced.locator('.console button:visible').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.dataset.k));
  assert.deepEqual(cut, []);
  assert.ok(await spaced.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
