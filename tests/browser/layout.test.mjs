// The page on a small screen, with the learner's own spacing, and under a thumb: nothing is cut, nothing is out of reach.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { SMALLEST, SPACING, WELL, everywhere, losses, smallTargets } from './layout.mjs';
import { OWN_DECK, SHIPPED_DECK, build, everyLanguage, shipped } from './packages.mjs';
import { serve } from './server.mjs';

async function start(t, packages, width) {
  const { origin } = await serve(t, packages);
  const browser = await launch(t);
  return async ({ name }) => {
    // The spacing of a reader's own comes from outside the page; only here its policy is set aside.
    const { page } = await openPage(browser, { viewport: { width, height: 640 }, bypassCSP: true, reducedMotion: 'reduce' });
    await page.goto(origin + '/p/' + name + '/index.html');
    await page.waitForSelector('html.js');
    return page;
  };
}

test('320 pixels wide: no scrolling sideways, no text cut, targets large enough', async (t) => {
  const packages = [...everyLanguage(t), shipped(t)];
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
  const packages = everyLanguage(t);
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

test('a card’s drawing and its words keep apart, on a screen and on paper, whatever the font', async (t) => {
  const packages = build(t, SHIPPED_DECK, '--lang', 'fr,el');
  for (const width of [360, 714, 1280]) {
    const open = await start(t, packages, width);
    for (const one of packages) {
      const page = await open(one);
      for (const media of ['screen', 'print']) {
        await page.emulateMedia({ media });
        assert.deepEqual(await page.evaluate(touching), [], one.name + ' ' + width + ' ' + media);
      }
      await page.context().close();
    }
  }
});

// Texts of cards that their drawing touches. All situations are shown for it.
function touching() {
  document.querySelectorAll('.view, .step').forEach((one) => one.classList.add('open'));
  return Array.from(document.querySelectorAll('.hand .card, .card.big')).filter((card) => {
    const scene = card.querySelector('.scene').getBoundingClientRect();
    const range = document.createRange();
    const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    const boxes = [];
    while (texts.nextNode()) {
      // The number's box is much higher than a digit is.
      if (texts.currentNode.parentElement.closest('.index')) continue;
      range.selectNodeContents(texts.currentNode);
      boxes.push(...range.getClientRects());
    }
    // The lines of a drawing keep a little off the edge of its square.
    const edge = scene.width / 12;
    return boxes.some((box) => box.width && box.left < scene.right - edge && box.right > scene.left + edge && box.top < scene.bottom - edge && box.bottom > scene.top + edge);
  }).map((card) => (card.getAttribute('href') || card.closest('.situation').id));
}

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
