// Pictures for people to look at, when SHOTS names a folder: the overview, every step and every page, in three sizes, light and
// dark, and the sheets of print. Nothing is compared.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { OWN_DECK, build, shipped } from './packages.mjs';
import { serve } from './server.mjs';
import { openCard, walkSituation } from './walk.mjs';

const OUT = process.env.SHOTS;
const SIZES = [[1280, 800], [714, 666], [360, 640]];
const PAGES = ['_game', '_board', '_capsules', '_privacy', '_credits', '_overview'];

async function takeAll(page, { name, course }, folder) {
  let number = 0;
  const take = async (what, fullPage = true) => {
    number += 1;
    await page.screenshot({ path: join(folder, String(number).padStart(2, '0') + '-' + what.replace(/\W/g, '-') + '.png'), fullPage });
  };
  await take('overview');
  const { id } = course.situations[0];
  await openCard(page, id);
  await take('first-view', false);
  await walkSituation(page, { at: take });
  await take('overview-after');
  for (const view of PAGES) {
    await page.evaluate((hash) => { window.location.hash = hash; }, '#' + view);
    await page.waitForSelector('#' + view + '.open');
    await take(view);
  }
  await page.locator('#_tools button').click();
  await take('display-of-' + name, false);
}

test('pictures', { skip: OUT ? false : 'set SHOTS to a folder' }, async (t) => {
  const packages = [shipped(t), ...build(t, OWN_DECK, '--lang', 'el', '--tracking', 'reflective')];
  const { origin } = await serve(t, packages);
  const browser = await launch(t);
  for (const one of packages) {
    for (const [width, height] of SIZES) {
      for (const colorScheme of ['light', 'dark']) {
        const { page, context } = await openPage(browser, { viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
        await page.goto(origin + '/p/' + one.name + '/index.html');
        await page.waitForSelector('html.js');
        const folder = join(OUT, one.name + '-' + width + 'x' + height + '-' + colorScheme);
        mkdirSync(folder, { recursive: true });
        await takeAll(page, one, folder);
        await context.close();
      }
    }
    const { page, context } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(origin + '/p/' + one.name + '/index.html');
    await page.pdf({ path: join(OUT, one.name + '.pdf'), format: 'A4', printBackground: false });
    await context.close();
  }
});
