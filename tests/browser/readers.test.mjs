// What readers set on their device, in every language of the interface: a page at 400 %, forced colours, less motion.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { WELL, everywhere, losses } from './layout.mjs';
import { everyLanguage } from './packages.mjs';
import { serve } from './server.mjs';

// `look(page, where)` at every step of the first situation and on every page, in each language.
async function inEveryLanguage(t, options, look) {
  const packages = everyLanguage(t);
  const { origin } = await serve(t, packages);
  const browser = await launch(t);
  for (const { name, course } of packages) {
    const { page, context } = await openPage(browser, options);
    await page.goto(origin + '/p/' + name + '/index.html');
    await page.waitForSelector('html.js');
    await everywhere(page, { situations: course.situations.slice(0, 1) }, (where) => look(page, name + ' ' + where));
    await context.close();
  }
}

// What the focus reaches, of the view that is shown, and does not come into sight, or has something over its words: an arc of the board lies
// behind the smaller ones, and its number stays clear of them.
function hidden() {
  const all = Array.from(document.querySelectorAll('a[href], button:not(:disabled), input, textarea, select, summary'));
  return all.filter((one) => one.getClientRects().length && one.checkVisibility({ visibilityProperty: true }) && !one.closest('.skip')).filter((one) => {
    one.focus();
    const box = one.getBoundingClientRect();
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, window.innerHeight)];
    if (bottom - top < Math.min(box.height, 20)) return true;
    const words = document.createRange();
    words.selectNodeContents(one);
    const clear = one.matches('.arc') ? words.getBoundingClientRect() : { left: box.left, width: box.width, top, bottom };
    const over = document.elementFromPoint(clear.left + clear.width / 2, (clear.top + clear.bottom) / 2);
    return !over || !(one.contains(over) || over.contains(one) || over.closest('label')?.contains(one));
  }).map((one) => one.tagName + ' ' + (one.textContent || one.name || one.type).trim().slice(0, 40));
}

test('at 400 %, all that the focus reaches comes into sight, and nothing lies over it', async (t) => {
  await inEveryLanguage(t, { viewport: { width: 320, height: 256 }, reducedMotion: 'reduce' }, async (page, where) => {
    assert.deepEqual(await page.evaluate(losses), WELL, where);
    assert.deepEqual(await page.evaluate(hidden), [], where);
  });
});

// What says something by its colour alone, and has the colour of what is under it: drawings, suits, levels, and what is chosen.
function unseen() {
  const ground = getComputedStyle(document.body).backgroundColor;
  const shown = (selector) => Array.from(document.querySelectorAll(selector)).filter((one) => one.getClientRects().length && one.checkVisibility());
  const name = (one) => one.tagName + ' ' + (one.getAttribute('class') || '');
  const lost = shown('.scene').filter((one) => getComputedStyle(one).stroke === ground);
  lost.push(...shown('.suit').filter((one) => [ground, 'rgba(0, 0, 0, 0)'].includes(getComputedStyle(one).backgroundColor)));
  lost.push(...shown('button, .first, .pick').filter((one) => !parseFloat(getComputedStyle(one).borderTopWidth)));
  const dots = shown('.dot').map((one) => [one.previousElementSibling.checked, getComputedStyle(one).backgroundColor]);
  const chosen = dots.filter(([checked, colour]) => checked && dots.some((other) => !other[0] && other[1] === colour));
  return [...lost.map(name), ...chosen.map(() => 'a place that is chosen')];
}

const moving = () => document.getAnimations().length + Array.from(document.querySelectorAll('body *')).filter((one) => one.checkVisibility() && parseFloat(getComputedStyle(one).transitionDuration) > 0.01).length;

test('in forced colours everything that means something is seen, and nothing moves for those who want no motion', async (t) => {
  const options = { viewport: { width: 714, height: 666 }, forcedColors: 'active', reducedMotion: 'reduce' };
  await inEveryLanguage(t, options, async (page, where) => {
    assert.deepEqual(await page.evaluate(unseen), [], where);
    assert.equal(await page.evaluate(moving), 0, where);
  });
});
