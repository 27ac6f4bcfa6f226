// The page on a small screen, with the learner's own spacing, and under a thumb: nothing is cut, nothing is out of reach.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { LANGUAGES, OWN_DECK, SHIPPED_DECK, build, shipped } from './packages.mjs';
import { serve } from './server.mjs';
import { openCard, walkSituation } from './walk.mjs';

const PAGES = ['_overview', '_game', '_board', '_capsules', '_privacy', '_credits'];
const SMALLEST = 24;
const WELL = { wide: 0, out: [], cut: [], broken: [] };
// The text spacing of WCAG 1.4.12, which a reader may put on any page.
const SPACING = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}';

// Everything that sticks out of the window, and every text that its box cuts off.
function losses() {
  const wide = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
  const shown = Array.from(document.querySelectorAll('body *')).filter((one) => one.getClientRects().length && one.checkVisibility() && !one.closest('[aria-hidden=true], .unseen, .skip, svg'));
  const out = shown.filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && one.textContent.trim() && !one.children.length);
  const cut = shown.filter((one) => {
    const style = getComputedStyle(one);
    const clips = /hidden|clip/.test(style.overflowX + style.overflowY) && one.clientHeight > 2;
    return clips && one.textContent.trim() && (one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2);
  });
  const name = (one) => one.tagName.toLowerCase() + '.' + one.className + ' ' + one.textContent.trim().slice(0, 40);
  // A short word on two lines: its box was squeezed.
  const broken = shown.filter((one) => {
    if (one.children.length || one.clientWidth === 1 || !/^\S{1,10}$/.test(one.textContent.trim())) return false;
    const range = document.createRange();
    range.selectNodeContents(one);
    return new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top))).size > 1;
  });
  return { wide: Math.max(0, wide), out: out.map(name), cut: cut.map(name), broken: broken.map(name) };
}

// Controls whose target is too small. Links in running text are exempt; axe looks at the room around them.
function smallTargets(smallest) {
  const box = (one) => (one.closest('label') || one).getBoundingClientRect();
  return Array.from(document.querySelectorAll('a, button, input, select, textarea, summary'))
    .filter((one) => one.getClientRects().length && one.checkVisibility() && !one.closest('.unseen, .skip'))
    .filter((one) => !(one.tagName === 'A' && getComputedStyle(one).display === 'inline'))
    .filter((one) => box(one).width < smallest || box(one).height < smallest)
    .map((one) => one.tagName + ' ' + (one.textContent || one.type).trim().slice(0, 30) + ' ' + Math.round(box(one).width) + 'x' + Math.round(box(one).height));
}

async function everywhere(page, course, look) {
  for (const { id } of course.situations) {
    await openCard(page, id);
    await walkSituation(page, { at: (step) => look(id + ' ' + step) });
  }
  for (const view of PAGES) {
    await page.evaluate((hash) => { window.location.hash = hash; }, '#' + view);
    await page.waitForSelector('#' + view + '.open');
    await look(view);
  }
}

async function start(t, packages, width) {
  const { origin } = await serve(t, packages);
  const browser = await launch(t);
  return async ({ name }) => {
    // The spacing of a reader's own comes from outside the page; only here its policy is set aside.
    const { page } = await openPage(browser, { viewport: { width, height: 640 }, bypassCSP: true });
    await page.goto(origin + '/p/' + name + '/index.html');
    await page.waitForSelector('html.js');
    return page;
  };
}

test('320 pixels wide: no scrolling sideways, no text cut, targets large enough', async (t) => {
  const packages = [...build(t, OWN_DECK), shipped(t)];
  const open = await start(t, packages, 320);
  for (const one of packages) {
    const page = await open(one);
    await everywhere(page, one.course, async (where) => {
      assert.deepEqual(await page.evaluate(losses), WELL, one.name + ' ' + where);
      assert.deepEqual(await page.evaluate(smallTargets, SMALLEST), [], one.name + ' ' + where);
    });
    await page.locator('#_tools button').click();
    await page.locator('#_display label').nth(2).click();
    assert.equal((await page.evaluate(losses)).wide, 0, 'with very large text');
    await page.context().close();
  }
});

test('in the frames of Moodle and on a desk: nothing cut, no word squeezed', async (t) => {
  const packages = [...build(t, OWN_DECK, '--lang', 'el'), shipped(t)];
  for (const width of [1280, 714]) {
    const open = await start(t, packages, width);
    for (const one of packages) {
      const page = await open(one);
      await everywhere(page, one.course, async (where) => assert.deepEqual(await page.evaluate(losses), WELL, one.name + ' ' + width + ' ' + where));
      await page.context().close();
    }
  }
});

test('the text spacing of WCAG 1.4.12 loses nothing', async (t) => {
  const packages = build(t, OWN_DECK, '--lang', LANGUAGES.slice(2).join(','));
  const open = await start(t, packages, 714);
  for (const one of packages) {
    const page = await open(one);
    await page.addStyleTag({ content: SPACING });
    await everywhere(page, one.course, async (where) => {
      assert.deepEqual(await page.evaluate(losses), WELL, one.name + ' ' + where);
    });
    await page.context().close();
  }
});

test('the buttons of an order stand beside their text where there is room, and under it where there is none', async (t) => {
  const packages = build(t, OWN_DECK, '--lang', 'fr');
  for (const [width, beside] of [[1280, true], [714, true], [360, false]]) {
    const page = await (await start(t, packages, width))(packages[0]);
    await page.evaluate((hash) => { window.location.hash = hash; }, '#' + packages[0].course.situations[0].id + '/' + packages[0].course.situations[0].items.find(({ kind }) => kind === 'order').id);
    await page.waitForSelector('.view.open .ordering');
    const found = await page.locator('.ordering li').evaluateAll((rows) => rows.map((row) => {
      const [text, buttons] = ['.piece', '.movers'].map((part) => row.querySelector(part).getBoundingClientRect());
      return buttons.top < text.bottom;
    }));
    assert.ok(found.length > 1);
    assert.deepEqual(found, found.map(() => beside), width + ' pixels');
    await page.context().close();
  }
});

test('a number of two digits keeps its distance from the title, on a narrow screen and on paper', async (t) => {
  const modules = build(t, SHIPPED_DECK, '--lang', 'fr');
  const large = modules.find(({ course }) => course.situations.length > 9);
  const page = await (await start(t, modules, 360))(large);
  for (const media of ['screen', 'print']) {
    await page.emulateMedia({ media });
    const near = await page.locator('.hand .card').last().evaluate((card) => {
      const name = document.createRange();
      name.selectNodeContents(card.querySelector('.name'));
      return name.getBoundingClientRect().left - card.querySelector('.index').getBoundingClientRect().right;
    });
    assert.ok(near > 6, media + ': ' + near + ' pixels');
  }
});

test('links to capsules are large enough whatever the font', async (t) => {
  const packages = build(t, OWN_DECK);
  const page = await (await start(t, packages, 640))(packages[0]);
  // A font whose lines are as low as those of no real one.
  await page.addStyleTag({ content: '@font-face{font-family:low;src:local("DejaVu Sans"),local("Liberation Sans"),local("Noto Sans");ascent-override:50%;descent-override:10%}*{font-family:low,sans-serif!important}' });
  const heights = await page.evaluate(() => {
    document.querySelectorAll('main [hidden]').forEach((one) => { one.hidden = false; });
    document.querySelectorAll('main *').forEach((one) => { if (one.querySelector('.pointers')) one.style.display = 'block'; });
    return Array.from(document.querySelectorAll('.pointers a'), (one) => one.getBoundingClientRect().height);
  });
  assert.ok(heights.length > 0 && heights.every((height) => height >= SMALLEST), JSON.stringify(heights));
});
