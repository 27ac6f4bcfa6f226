// The small browser in node does what Chromium does: the same visits in both, with an empty page in the place of a module, give the same.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch } from '../browser/browser.mjs';
import { createBrowser } from './browser/browser.mjs';
import { serveLms } from './http.mjs';
import { createMoodle, installIn } from './moodle.mjs';

const EMPTY = '<!doctype html><html lang="en"><meta charset="utf-8"><title>module</title></html>';
const createSite = (edition) => createMoodle({ edition, package: { sco: 'sco' }, files: () => ['text/html', EMPTY] });

// Runs in the frame of the module: what a module can see and say there. `window` is the frame's.
function probe(window, act) {
  const top = window.parent;
  const twelve = Boolean(top.API);
  const api = top.API || top.API_1484_11;
  const name = (what) => (twelve ? 'LMS' : '') + what;
  const type = (of) => of.performance.getEntriesByType('navigation')[0].type;
  if (act === 'open') {
    top.seen = new top.PerformanceObserver(() => {});
    top.seen.observe({ type: 'resource' });
    return [api[name('Initialize')](''), String(api[name('GetValue')]('cmi.suspend_data')), type(top), type(window), typeof top.navigation.currentEntry.key];
  }
  if (act === 'key') return top.navigation.currentEntry.key;
  if (act === 'online') return window.navigator.onLine;
  if (act === 'store') { window.localStorage.setItem('a', String(window.localStorage.getItem('a')) + '1'); return window.localStorage.getItem('a'); }
  if (act === 'large') return window.navigator.sendBeacon('/prereqs', 'x'.repeat(70000));
  api[name('SetValue')](twelve ? 'cmi.core.exit' : 'cmi.exit', 'suspend');
  api[name('SetValue')]('cmi.suspend_data', act);
  top.seen.takeRecords();
  const result = api[name('Commit')]('');
  return [result, ...top.seen.takeRecords().filter((entry) => !/prereqs/.test(entry.name)).map((entry) => [entry.initiatorType, entry.responseStatus, entry.transferSize > 0])];
}

// The same way in any browser: `hands` are what a learner does. A commit that failed goes out once more as a beacon: `beacons(count)` waits
// until that many have failed too, or a late one would find the server up again.
async function visits(hands) {
  const heard = [];
  const say = async (act) => heard.push(act + ': ' + JSON.stringify(await hands.probe(act)));
  await hands.go('/player?mode=normal');
  await say('open');
  const key = await hands.probe('key');
  await say('one');
  await hands.offline(true);
  await say('online');
  await say('two');
  await hands.beacons(1);
  await hands.offline(false);
  await hands.gateway(true);
  await say('three');
  await hands.gateway(false);
  await hands.refuse(true);
  await say('four');
  await hands.beacons(2);
  await hands.refuse(false);
  await say('large');
  await say('store');
  await hands.go('/course');
  await hands.back();
  await say('open');
  heard.push('the same entry: ' + (await hands.probe('key') === key));
  await hands.reload();
  await say('open');
  await say('store');
  await hands.go('/player?mode=normal');
  await say('open');
  heard.push('the same entry: ' + (await hands.probe('key') === key));
  return heard;
}

async function inNode(edition) {
  const site = createSite(edition);
  const browser = createBrowser({ site, learner: 'a', openModule: () => ({}), installPlayer: (window, page) => installIn(window, site, page) });
  const tab = browser.openTab();
  return visits({
    go: (address) => tab.go(address), back: () => tab.back(), reload: () => tab.reload(), probe: (act) => probe(tab.frame, act),
    beacons: () => browser.settle(), offline: (off) => browser.line(!off), gateway: (on) => { browser.gateway = on; }, refuse: (on) => { browser.refused = on; },
  });
}

async function inChromium(t, edition) {
  const site = createSite(edition);
  const http = await serveLms(site);
  t.after(http.stop);
  const context = await (await launch(t)).newContext();
  const page = await context.newPage();
  await page.goto(http.origin + '/login?learner=a');
  const frame = async () => (await page.waitForSelector('#scorm_object')).contentFrame();
  return visits({
    go: (address) => page.goto(http.origin + address), back: () => page.goBack(), reload: () => page.reload(),
    probe: async (act) => (await frame()).evaluate('(' + probe + ')(window, ' + JSON.stringify(act) + ')'),
    beacons: (count) => page.waitForFunction((least) => performance.getEntriesByType('resource').filter((entry) => entry.initiatorType === 'beacon').length >= least, count),
    offline: (off) => context.setOffline(off), gateway: (on) => http.badGateway(on), refuse: (on) => (on ? http.stop() : http.start()),
  });
}

for (const edition of ['scorm12', 'scorm2004']) {
  test(edition + ': Chromium and the small browser see the same', async (t) => {
    assert.deepEqual(await inNode(edition), await inChromium(t, edition));
  });
}
