// How the page looks is the learner's choice: it changes at once, lasts, and is all that is kept on the device.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, noTrouble, openPage } from './browser.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';

async function start(t, options) {
  const [one] = build(t, OWN_DECK, '--lang', 'en');
  const { origin } = await serve(t, [one]);
  const opened = await openPage(await launch(t), options);
  await opened.page.goto(origin + '/p/' + one.name + '/index.html');
  await opened.page.waitForSelector('html.js');
  return { one, origin, ...opened };
}

const look = (page) => page.evaluate(() => {
  const style = getComputedStyle(document.querySelector('#_overview .story'));
  return { size: parseFloat(style.fontSize), line: parseFloat(style.lineHeight) / parseFloat(style.fontSize), letters: style.letterSpacing, ground: getComputedStyle(document.body).backgroundColor, ink: style.color };
});

async function pick(page, name) {
  if (!await page.locator('#_display').isVisible()) await page.locator('#_tools button').click();
  await page.locator('#_display label', { hasText: new RegExp('^' + name + '$') }).first().click();
}

test('size, spacing and colours change at once and last', async (t) => {
  const { one, origin, page, watch } = await start(t);
  const first = await look(page);
  await pick(page, 'Very large');
  assert.ok((await look(page)).size > first.size * 1.2);
  await pick(page, 'Very wide');
  const airy = await look(page);
  assert.ok(airy.line > first.line || airy.letters !== first.letters);
  await pick(page, 'Dark');
  const dark = await look(page);
  assert.notEqual(dark.ground, first.ground);
  await page.reload();
  await page.waitForSelector('html.js');
  assert.deepEqual(await look(page), dark, 'as it was set');
  const kept = await page.evaluate(() => ({ ...localStorage }));
  assert.deepEqual(Object.keys(kept), ['cartable.display']);
  assert.deepEqual(JSON.parse(kept['cartable.display']), { size: '3', spacing: '3', theme: 'dark' });
  noTrouble(watch, origin, one.name);
});

test('the page’s own colours outweigh those of the device', async (t) => {
  const { page } = await start(t, { colorScheme: 'dark' });
  const grounds = { dark: (await look(page)).ground };
  await pick(page, 'Light');
  grounds.light = (await look(page)).ground;
  await page.emulateMedia({ colorScheme: 'light' });
  assert.equal((await look(page)).ground, grounds.light);
  await pick(page, 'Dark');
  assert.equal((await look(page)).ground, grounds.dark);
  await pick(page, 'As the device');
  assert.equal((await look(page)).ground, grounds.light);
  assert.notEqual(grounds.light, grounds.dark);
});

test('on paper every look is dark on white', async (t) => {
  const { page } = await start(t);
  for (const name of ['Light', 'Dark', 'High contrast']) {
    await page.emulateMedia({ media: 'screen' });
    await pick(page, name);
    await page.emulateMedia({ media: 'print' });
    const found = await page.evaluate(() => ['body', '.flap', '.card'].map((one) => getComputedStyle(document.querySelector(one))).map(({ backgroundColor, color }) => backgroundColor + ' ' + color));
    assert.deepEqual(new Set(found), new Set(['rgb(255, 255, 255) rgb(0, 0, 0)']), name);
  }
});

test('what is kept may be broken, or forbidden', async (t) => {
  const { origin, one, page, context, watch } = await start(t);
  for (const text of ['{', 'null', '7', '{"size":"<b>","theme":{"a":1}}']) {
    await page.evaluate((given) => localStorage.setItem('cartable.display', given), text);
    await page.reload();
    await page.waitForSelector('html.js');
    await pick(page, 'Large');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.size), '2');
  }
  await context.addInitScript(() => { Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('forbidden'); } }); });
  await page.reload();
  await page.waitForSelector('html.js');
  await pick(page, 'Large');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.size), '2');
  noTrouble(watch, origin, one.name);
});

test('who wants less motion gets none', async (t) => {
  const { page } = await start(t, { reducedMotion: 'reduce' });
  const moving = await page.evaluate(() => Array.from(document.querySelectorAll('*')).filter((one) => {
    const style = getComputedStyle(one);
    return parseFloat(style.transitionDuration) > 0.01 || (style.animationName !== 'none' && parseFloat(style.animationDuration) > 0.01);
  }).map((one) => one.className));
  assert.deepEqual(moving, []);
});

test('letters of twice the size in the browser’s own settings stay on a phone’s screen', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'el');
  const { origin } = await serve(t, [one]);
  const browser = await launch(t, { args: ['--no-sandbox', '--blink-settings=defaultFontSize=32'] });
  const { page } = await openPage(browser, { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true });
  await page.goto(origin + '/p/' + one.name + '/index.html');
  await page.waitForSelector('html.js');
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px');
  const wide = [];
  const views = one.course.situations.flatMap(({ id, steps }) => steps.map((step) => id + '/' + step));
  for (const view of ['_overview', ...views]) {
    await page.evaluate((hash) => { window.location.hash = hash; }, '#' + view);
    await page.waitForSelector('[id="' + view + '"].open');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 360) wide.push(view + ': ' + width);
  }
  assert.deepEqual(wide, []);
});
