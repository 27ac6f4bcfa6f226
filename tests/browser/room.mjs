// A room as a narrator meets it: the printed edition from a folder, its console, and the window of the table.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openPage } from './browser.mjs';
import { SHIPPED_DECK, archives } from './packages.mjs';

export const CARD = 't4-s01';
// What the phases show of a card with everything, in the order of a presenter's remote.
export const KINDS = ['part', 'feelings', 'position', 'seats', 'dilemma', 'prompt', 'capsule', 'quiz', 'answer', 'decision', 'board', 'position', 'compare', 'closing', 'care', 'thanks'];

export function printed(t, language = 'fr', deck = SHIPPED_DECK) {
  const [one] = archives(t, deck, '--to', 'print', '--lang', language);
  return { ...one, address: pathToFileURL(join(one.folder, 'table.html')).href };
}

export const knob = (page, key) => page.locator('[data-k="' + key + '"]');
export const phase = (page) => page.locator('.phase[aria-current] b').textContent();
export const kind = (screen) => screen.locator('.screen .cloth').first().evaluate((cloth) => cloth.className.replace(/.*of-/, ''));

// The console in a context of its own.
export async function openConsole(browser, { address }, options = {}) {
  const { page, context, watch } = await openPage(browser, options);
  await page.goto(address);
  await page.waitForSelector('.console');
  return { page, context, watch };
}

export async function openTable(page, context) {
  const [screen] = await Promise.all([context.waitForEvent('page'), knob(page, 'open').click()]);
  await connected(page);
  return screen;
}

export const connected = (page) => page.waitForSelector('.flap .state-of.there');

export async function play(page, id = CARD) {
  await knob(page, 'fold-cards').click();
  await knob(page, 'card-' + id).click();
  await knob(page, 'play').click();
  await page.waitForFunction(() => document.querySelector('.phase[aria-current] b').textContent === '2');
}

// The presenter's key; the console says by its bar when it has gone on.
export async function forward(page) {
  const before = await page.locator('.seen > p').textContent();
  await page.locator('#_phase').focus();
  await page.keyboard.press('PageDown');
  await page.waitForFunction((text) => document.querySelector('.seen > p').textContent !== text, before);
}

// Goes through a card with the remote, from the first passage to thanks; `at` is called at each kind of thing that is shown, once
// for each phase.
export async function walk(page, at) {
  const seen = [];
  for (let step = 0; step < 80; step += 1) {
    const now = await kind(page.locator('.mirror'));
    const place = await phase(page) + now;
    if (!seen.includes(place)) {
      seen.push(place);
      await at(now, await phase(page));
    }
    if (now === 'closing') await knob(page, 'round').check();
    if (now === 'thanks') return seen.map((one) => one.slice(1));
    await forward(page);
  }
  throw new Error('the card has no end: ' + seen);
}

// For `waitForFunction`: whether the name of the window holds a session with these words. It is written a moment after each change.
export async function isHeld(words) {
  const bytes = (code) => Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
  const [, key] = /^#k-(.+)$/.exec(window.location.hash) || [];
  if (!key || !window.name) return false;
  const own = await window.crypto.subtle.importKey('raw', bytes(key.replace(/-/g, '+').replace(/_/g, '/')), 'AES-GCM', false, ['decrypt']);
  const secret = bytes(window.name.replace(/^cartable-table\//, ''));
  const plain = await window.crypto.subtle.decrypt({ name: 'AES-GCM', iv: secret.slice(0, 12) }, own, secret.slice(12));
  return new TextDecoder().decode(plain).includes(words);
}

// The screen shows what the console says it shows.
export async function follows(page, screen) {
  const [wanted, text] = await page.locator('.mirror .cloth').evaluate((cloth) => [cloth.className, cloth.textContent]);
  await screen.waitForFunction(([name, words]) => {
    const cloth = document.querySelector('.screen .cloth');
    return cloth && cloth.className === name && cloth.textContent === words;
  }, [wanted, text]);
}

export async function stored(page) {
  return page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie.length]);
}

export function fromFolder(one, watch) {
  assert.deepEqual(watch.troubles, []);
  const folder = pathToFileURL(one.folder).href + '/';
  assert.deepEqual(watch.urls.filter((url) => !url.startsWith(folder) && !url.startsWith('blob:')), []);
}
