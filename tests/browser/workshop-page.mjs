// The workshop's page in a browser, for its tests: opened, given files, and asked whether it kept quiet.
import assert from 'node:assert/strict';
import { launch, openPage } from './browser.mjs';
import { serve } from './server.mjs';
import { WEB, filesOf, others, program } from './workshop.mjs';

export const LONG = 60000;
export const upload = (name, bytes) => ({ name, mimeType: 'application/zip', buffer: Buffer.from(bytes) });
export const packed = (files) => program()({ ask: 'pack' }, files).files[0][1];
export const packedDeck = (deck) => packed(filesOf(deck).map(([path, bytes]) => ['deck/' + path, bytes]));

// The page, ready for visits without a connection.
export async function start(t, { language = 'en', browser, ...options } = {}) {
  const server = await serve(t, [{ name: 'web', folder: WEB }]);
  const { page, context, watch } = await openPage(browser || await launch(t), options);
  const base = server.origin + '/p/web/';
  await page.goto(base + 'index.html?lang=' + language);
  await page.waitForSelector('body[data-offline]', { timeout: LONG });
  return { ...server, page, context, watch, base, asked: server.requests.length };
}

export async function add(page, ...files) {
  const count = await page.locator('article.opened').count();
  await page.locator('#file').setInputFiles(files);
  await page.waitForFunction((wanted) => document.querySelectorAll('article.opened[data-done]').length === wanted, count + files.length, { timeout: LONG });
}

// Nothing was asked for since the page was ready, and no policy was broken.
export function quiet({ watch, requests, asked, origin }) {
  assert.deepEqual(watch.troubles, []);
  assert.deepEqual(others(requests.slice(asked)), []);
  assert.deepEqual(watch.urls.filter((url) => !url.startsWith(origin + '/p/web/') && !/^(blob:http:\/\/127|data:)/.test(url)), []);
}
