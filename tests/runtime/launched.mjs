// A learner's visits to a module that is launched over the web, without a browser: the adapter as a package delivers it, a line that
// can fail in every way, and a clock that runs only when it is told to.
import assert from 'node:assert/strict';
import { ACTIVITY, createLms } from '../browser/cmi5-lms.mjs';
import { load, source } from './load.mjs';

export const { createTracker } = load('createTracker');
const FILES = ['xapi.js', 'alone.js', 'statements.js', 'launch.js', 'nearby.js'];

// As `src/package/launched.rs` writes it.
const TABLE = {
  deck: 'https://example.org/deck', module: ACTIVITY,
  verbs: 'http://adlnet.gov/expapi/verbs/',
  types: ['module', 'lesson', 'cmi.interaction'].map((name) => 'http://adlnet.gov/expapi/activities/' + name),
  cmi5: 'https://w3id.org/xapi/cmi5/context/categories/cmi5',
  moveon: 'https://w3id.org/xapi/cmi5/context/categories/moveon',
  profile: 'https://example.org/xapi/v1.0',
  masteryscore: 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore',
  progress: 'https://w3id.org/xapi/cmi5/result/extensions/progress',
  resume: 'https://example.org/xapi/resources/resume',
  versions: { 'https://example.org/xapi/extensions/deck-version': '1.0.0' },
  texts: { en: { window: 'Open elsewhere', leave: 'Back', failed: 'Not recorded', network: 'Allow it' } },
};

// `line(request, number)` may give an answer of its own, throw, or give nothing and let the request through.
export function createVisit(lms, course, { format = 'cmi5', line = () => null, query = lms.launch(), storage = new Map(), more = {}, start = 1e12, permissions, page = 'http://lms.test/p/index.html' } = {}) {
  const visit = { lms, sent: [], notices: [], links: [], policies: [], signals: [], now: start, ahead: 0, timers: [], storage, line, online: [], troubles: [] };
  const element = (tag) => ({ tag, setAttribute: () => null });
  const document = {
    documentElement: { lang: 'en' }, createElement: element, head: { append: (meta) => visit.policies.push(meta.content) },
    getElementById: () => ({ append: (link) => visit.links.push(link), after: (notice) => visit.notices.push(notice.textContent) }),
  };
  const window = { location: { search: '?' + query, href: page, hostname: new URL(page).hostname }, navigator: { permissions }, addEventListener: (name, act) => visit[name].push(act) };
  Object.assign(window, more);
  window.location.toString = () => window.location.href;
  const sessionStorage = {
    getItem: (key) => (storage.has(key) ? storage.get(key) : null), setItem: (key, value) => storage.set(key, value), removeItem: (key) => storage.delete(key),
  };
  class Clock extends Date {
    constructor(...given) { super(...(given.length ? given : [Clock.now()])); }
    static now() { return visit.now + visit.ahead; }
  }
  const outside = {
    window, document, sessionStorage, Date: Clock, performance: { now: () => visit.now - start }, fetch: (url, options = {}) => request(visit, url, options),
    setTimeout: (act, wait) => { visit.timers.push({ at: visit.now + wait, act }); },
  };
  const code = 'const XAPI=' + JSON.stringify(TABLE) + ';' + [...FILES, format + '.js'].map(source).join('\n') + '\nreturn createAdapter(window);';
  visit.adapter = new Function(...Object.keys(outside), "'use strict';" + code)(...Object.values(outside));
  visit.begin = (since) => begin(visit, course, since);
  return visit;
}

async function request(visit, url, options) {
  const { pathname, searchParams } = new URL(url);
  const headers = Object.fromEntries(Object.entries(options.headers || {}).map(([name, value]) => [name.toLowerCase(), value]));
  const asked = { method: options.method, path: pathname, query: Object.fromEntries(searchParams), headers, body: options.body, keepalive: options.keepalive };
  visit.sent.push(asked);
  visit.signals.push({ signal: options.signal });
  const answer = Promise.race([visit.line(asked, visit.sent.length), aborted(options.signal)]);
  const { status, headers: given, body } = await answer || visit.lms.answer(asked);
  return new Response(status === 204 ? null : body, { status, headers: given });
}

const aborted = (signal) => new Promise((resolve, reject) => {
  if (signal) signal.addEventListener('abort', () => reject(new Error('aborted')));
});

async function begin(visit, course, since = null) {
  let ready = false;
  visit.adapter.ready.then(() => { ready = true; });
  await settle(visit);
  for (let seconds = 0; !ready && seconds < 60; seconds += 1) await settle(visit, 1000);
  visit.tracker = createTracker(course, visit.adapter, {
    now: () => visit.now, elapsed: () => visit.now, online: () => true, later: (act, wait) => visit.timers.push({ at: visit.now + wait, act }),
  });
  visit.tracker.onTrouble((kind) => { if (Boolean(visit.troubles[visit.troubles.length - 1]) !== Boolean(kind)) visit.troubles.push(Boolean(kind)); });
  visit.opened = visit.tracker.start(since);
  await settle(visit);
  return visit;
}

// Lets everything happen that is under way, and what is due within so many milliseconds.
export async function settle(visit, milliseconds = 0) {
  const until = visit.now + milliseconds;
  for (let left = 2000; left > 0; left -= 1) {
    for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
    visit.timers.sort((a, b) => a.at - b.at);
    if (!visit.timers.length || visit.timers[0].at > until) break;
    const { at, act } = visit.timers.shift();
    visit.now = Math.max(visit.now, at);
    act();
  }
  visit.now = until;
}

// The page goes; nothing that it asks later counts.
export async function leave(visit) {
  visit.tracker.suspend(false);
  visit.tracker.suspend(true);
  await settle(visit);
}

export const lmsFor = (more) => createLms(more);
export const noFaults = (lms) => assert.deepEqual(lms.faults, []);
export const html = (status = 200) => ({ status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: '<!doctype html><title>Wi-Fi</title>' });
export const fails = (status, headers = {}) => ({ status, headers: { 'Content-Type': 'application/json', ...headers }, body: '{}' });
export const lost = () => { throw new TypeError('Failed to fetch'); };
