// The workshop in Firefox: a broken package is verified, packages are built, and a stranger's page reaches nothing. The rest is in workshop.test.mjs.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { launchFirefox } from './firefox.mjs';
import { OWN_DECK, temporary } from './packages.mjs';
import { serve } from './server.mjs';
import { WEB, filesOf, hostile, noWeb, others, program } from './workshop.mjs';

const LONG = { timeout: 60000 };

test('in Firefox: verified, built, and a frame that reaches nothing', { skip: noWeb }, async (t) => {
  const folder = temporary(t);
  const pack = (name, files) => {
    writeFileSync(join(folder, name), program()({ ask: 'pack' }, files).files[0][1]);
    return join(folder, name);
  };
  const stranger = pack('hostile.zip', hostile(9));
  const deck = pack('deck.zip', filesOf(OWN_DECK));
  const { origin, requests } = await serve(t, [{ name: 'web', folder: WEB }]);
  const browser = await launchFirefox(t);
  const page = await browser.newPage();
  await page.goto(origin + '/p/web/index.html?lang=en');
  await page.waitForSelector('body[data-offline]', LONG);
  const asked = requests.length;
  const input = await page.$('#file');
  await input.uploadFile(stranger);
  await page.waitForSelector('article.opened[data-done] .findings li.error', LONG);
  await page.click('article.opened .doing button');
  await page.waitForSelector('article.opened iframe', LONG);
  await page.click('article.opened .look input[type="checkbox"]');
  const told = () => page.frames().find((frame) => frame.url().includes('/look/'))?.evaluate(() => document.getElementById('r')?.textContent).catch(() => null);
  let said = null;
  for (let tries = 0; tries < 600 && !said; tries += 1) said = await told() || await new Promise((resolve) => { setTimeout(resolve, 100, null); });
  assert.equal(said, 'reached: ');
  for (const path of ['away.html', 'refresh.html']) {
    const refused = page.evaluate(() => new Promise((resolve) => { document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), { once: true }); }));
    await page.select('article.opened .look select', path);
    assert.equal(await refused, 'frame-src', path);
  }
  await input.uploadFile(deck);
  await page.waitForSelector('#build', LONG);
  await page.click('#build');
  await page.waitForSelector('.made td code', LONG);
  assert.match(await page.$eval('.made td code', (code) => code.textContent), /^[0-9a-f]{64}$/);
  assert.deepEqual(others(requests.slice(asked)), []);
});
