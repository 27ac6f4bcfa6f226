// One real browser for each test file, and pages that are watched: what they ask for, what they complain about.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const PATH = process.env.CHROMIUM || '/usr/bin/chromium';
const ARGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const WAIT = 15000;

export async function launch(t, more = {}) {
  if (!existsSync(PATH)) throw new Error(PATH + ' is missing: install the package chromium, or set CHROMIUM');
  const browser = await chromium.launch({ executablePath: PATH, args: ARGS, ...more });
  t.after(() => browser.close());
  return browser;
}

// A page in a context of its own. `watch` gathers: `urls` asked for, `troubles` (errors of the console and of scripts, refusals
// by the content security policy, listeners that no page may have).
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
  context.setDefaultTimeout(WAIT);
  const watch = { urls: [], troubles: [] };
  await context.exposeFunction('__trouble', (text) => watch.troubles.push(text));
  await context.addInitScript(listenForTrouble);
  const page = await context.newPage();
  page.on('request', (request) => watch.urls.push(request.url()));
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) watch.troubles.push('console: ' + message.text()); });
  page.on('pageerror', (error) => watch.troubles.push('script: ' + error.message));
  page.on('dialog', (dialog) => {
    // A page on which somebody has written asks before it goes; the learner of the tests goes.
    if (dialog.type() === 'beforeunload') return dialog.accept();
    watch.troubles.push('dialog: ' + dialog.message());
    return dialog.dismiss();
  });
  return { page, context, watch };
}

// Whether the browser would ask before this page goes.
export const asksToStay = (page) => page.evaluate(() => {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
});

function listenForTrouble() {
  document.addEventListener('securitypolicyviolation', (event) => window.__trouble('policy: ' + event.violatedDirective + ' ' + event.blockedURI));
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function listen(type, ...rest) {
    // Nobody listens to a page that goes, but for the question that is asked while words stand on it.
    const isAsked = type === 'beforeunload' && (document.querySelector('.notebook .sheet') || Array.from(document.querySelectorAll('textarea, .part-fields input')).some((area) => area.value.trim()));
    if (this === window && /^(before)?unload$/.test(type) && !isAsked && /\/p\//.test(window.location.pathname)) window.__trouble('listens to ' + type);
    return add.call(this, type, ...rest);
  };
}

// Nothing was asked for outside the folder `inside` of the server, but for the page of the LMS.
export function noTrouble(watch, origin, inside) {
  assert.deepEqual(watch.troubles, []);
  const known = ['/lms', '/run-time.js'].map((path) => origin + path);
  const foreign = watch.urls.filter((url) => !known.includes(url) && !url.startsWith(origin + '/p/' + inside + '/') && !/^(data:,|blob:http:\/\/127)/.test(url));
  assert.deepEqual(foreign, [], 'asked for outside the package');
}
