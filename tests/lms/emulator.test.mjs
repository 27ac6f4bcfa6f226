// What facts/moodle.md says of Moodle, played on the test LMS: each test names the line.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createBrowser } from './browser/browser.mjs';
import { createMoodle, installIn } from './moodle.mjs';
import { chamilo } from '../../templates/studio/lms/profiles/chamilo.js';
import { frappe } from './profiles/frappe.mjs';
import { openEdx } from '../../templates/studio/lms/profiles/openedx.js';
import { getFails, getThrows } from './profiles/refusals.mjs';

const EDITIONS = {
  scorm12: {
    api: 'API', start: 'LMSInitialize', end: 'LMSFinish', get: 'LMSGetValue', set: 'LMSSetValue', commit: 'LMSCommit', error: 'LMSGetLastError',
    status: 'cmi.core.lesson_status', score: 'cmi.core.score.raw', exit: 'cmi.core.exit', mode: 'cmi.core.lesson_mode', entry: 'cmi.core.entry',
  },
  scorm2004: {
    api: 'API_1484_11', start: 'Initialize', end: 'Terminate', get: 'GetValue', set: 'SetValue', commit: 'Commit', error: 'GetLastError',
    status: 'cmi.completion_status', score: 'cmi.score.raw', exit: 'cmi.exit', mode: 'cmi.mode', entry: 'cmi.entry',
  },
};
const STATE = 'cmi.suspend_data';

// A learner with a browser whose module does nothing: the test speaks with the API itself.
function enter(edition, more = {}) {
  const site = createMoodle({ edition, package: { sco: 'sco' }, ...more });
  const browser = createBrowser({ site, learner: 'a', openModule: () => ({}), installPlayer: (window, page) => installIn(window, site, page) });
  const names = EDITIONS[edition];
  const tab = browser.openTab();
  const apiOf = (from) => {
    const api = from.window[names.api];
    return Object.fromEntries(['start', 'end', 'commit'].map((key) => [key, () => api[names[key]]('')])
      .concat([['get', (element) => api[names.get](element)], ['set', (element, value) => api[names.set](element, value)], ['error', () => api[names.error]()]]));
  };
  const open = (from = tab, query = 'mode=normal') => { from.go('/player?' + query); return apiOf(from); };
  return { site, browser, tab, names, open, apiOf, track: (attempt) => Object.fromEntries(site.track('a', attempt)) };
}

const each = (name, run) => Object.keys(EDITIONS).forEach((edition) => test(edition + ': ' + name, () => run(edition)));

function work(api, names, values = { [STATE]: 'one' }) {
  assert.equal(api.start(), 'true');
  api.set(names.exit, 'suspend');
  Object.entries(values).forEach(([element, value]) => assert.equal(api.set(element, value), 'true', element + ' ' + api.error()));
  return api.commit();
}

each('the player is cacheable, and going back by the history shows the old data', (edition) => {
  const { open, tab, names, apiOf } = enter(edition);
  work(open(), names);
  tab.go('/course');
  tab.back();
  const old = apiOf(tab);
  assert.equal(tab.window.performance.getEntriesByType('navigation')[0].type, 'back_forward');
  assert.equal(old.start(), 'true');
  assert.equal(old.get(STATE), '');
  tab.reload();
  const fresh = apiOf(tab);
  fresh.start();
  assert.equal(fresh.get(STATE), 'one');
});

each('a request that fails becomes a beacon: the commit says true and nothing is stored; a 502 says false', async (edition) => {
  const { open, names, browser, track, site } = enter(edition);
  const api = open();
  work(api, names);
  const seen = new browser.tabs[0].window.PerformanceObserver(() => {});
  seen.observe({ type: 'resource' });
  browser.line(false);
  api.set(STATE, 'two');
  assert.equal(api.commit(), 'true');
  assert.equal(track()[STATE], 'one');
  assert.deepEqual(seen.takeRecords().map((entry) => [entry.initiatorType, entry.responseStatus]), [['xmlhttprequest', 0]]);
  browser.line(true);
  browser.gateway = true;
  api.set(STATE, 'three');
  assert.equal(api.commit(), 'false');
  assert.equal(api.error(), '101');
  browser.gateway = false;
  assert.equal(api.commit(), 'true');
  // 1.2 believes that it has sent them; 2004 sends all again.
  assert.equal(track()[STATE], edition === 'scorm12' ? 'one' : 'three');
  assert.equal(site.posts.some((post) => post.beacon), false);
});

test('scorm12: only what changed is sent, and a value that failed goes out again only as another one', () => {
  const { open, names, site, browser, track } = enter('scorm12');
  const api = open();
  work(api, names, { [STATE]: 'one', [names.score]: '50' });
  browser.refused = true;
  api.set(names.score, '60');
  api.commit();
  browser.refused = false;
  api.set(names.score, '60');
  api.commit();
  assert.deepEqual(site.posts.at(-1).pairs, []);
  assert.equal(track()[names.score], '50');
  api.set(names.score, '70');
  api.commit();
  assert.deepEqual(site.posts.at(-1).pairs, [[names.score, '70']]);
});

test('scorm12: the first commit of a page sends all that was restored into its lists', () => {
  const { open, names, site } = enter('scorm12');
  work(open(), names, { 'cmi.objectives.0.id': 'x', 'cmi.objectives.0.status': 'completed' });
  const api = open();
  api.start();
  api.commit();
  assert.deepEqual(site.posts.at(-1).pairs, [['cmi.objectives.0.id', 'x'], ['cmi.objectives.0.status', 'completed']]);
});

test('scorm2004: every commit sends every value that is not the one of the opening', () => {
  const { open, names, site } = enter('scorm2004');
  const api = open();
  work(api, names, { [STATE]: 'one', 'cmi.objectives.0.id': 'x', 'cmi.objectives.0.completion_status': 'completed' });
  api.commit();
  assert.deepEqual(new Map(site.posts.at(-1).pairs), new Map([['cmi.exit', 'suspend'], [STATE, 'one'], ['cmi.objectives.0.completion_status', 'completed'], ['cmi.objectives.0.id', 'x']]));
});

test('scorm12: Initialize and Finish alone complete the activity, in preview too; the next entry is review', () => {
  for (const mode of ['normal', 'browse']) {
    const { open, tab, names, site, track } = enter('scorm12');
    const api = open(tab, 'mode=' + mode);
    api.start();
    assert.equal(api.get(names.mode), mode);
    assert.equal(api.end(), 'true');
    assert.equal(track()[names.status], 'completed');
    assert.equal(site.completed('a'), true);
    const next = open();
    next.start();
    assert.equal(next.get(names.mode), 'review');
  }
  const { open, tab, names, site } = enter('scorm12');
  const api = open(tab, 'mode=browse');
  work(api, names, { [names.status]: 'browsed' });
  api.end();
  assert.equal(site.completed('a'), false);
});

each('review and preview store what is sent: a grade of 80 becomes 10', (edition) => {
  const { open, names, site, tab } = enter(edition);
  const api = open();
  work(api, names, { [names.score]: '80', [names.status]: 'completed' });
  api.end();
  assert.equal(site.grade('a'), 80);
  const review = open();
  review.start();
  assert.deepEqual([review.get(names.mode), review.get(edition === 'scorm12' ? 'cmi.core.credit' : 'cmi.credit')], ['review', 'no-credit']);
  review.set(names.score, '10');
  review.commit();
  assert.equal(site.grade('a'), 10);
  const anew = open(tab, 'mode=normal&anew=1');
  anew.start();
  assert.deepEqual([anew.get(names.mode), anew.get(STATE)], ['normal', '']);
});

test('scorm12: the mastery score overwrites the status at the end', () => {
  const { open, names, track } = enter('scorm12', { masteryscore: '70' });
  const api = open();
  work(api, names, { [names.score]: '65', [names.status]: 'completed' });
  api.end();
  assert.equal(track()[names.status], 'failed');
});

each('a dead session key never saves again, not even after signing in anew', (edition) => {
  const { open, names, browser, site, track } = enter(edition);
  const api = open();
  work(api, names);
  site.signOut(browser.cookie);
  api.set(STATE, 'two');
  assert.equal(api.commit(), 'false');
  browser.signIn();
  api.set(STATE, 'three');
  assert.equal(api.commit(), 'false');
  assert.equal(track()[STATE], 'one');
});

each('two tabs have a copy each, and the older undoes the newer', (edition) => {
  const { open, names, browser, track } = enter(edition);
  work(open(), names, { 'cmi.objectives.0.id': 'x', ['cmi.objectives.0.' + (edition === 'scorm12' ? 'status' : 'completion_status')]: 'incomplete' });
  const first = open();
  const second = open(browser.openTab());
  first.start();
  second.start();
  const status = 'cmi.objectives.0.' + (edition === 'scorm12' ? 'status' : 'completion_status');
  second.set(status, 'completed');
  second.commit();
  assert.equal(track()[status], 'completed');
  first.commit();
  assert.equal(track()[status], 'incomplete');
});

test('scorm12 restores everything, 2004 only after suspend', () => {
  for (const [edition, exit, state] of [['scorm12', '', 'one'], ['scorm12', 'suspend', 'one'], ['scorm2004', 'suspend', 'one'], ['scorm2004', 'normal', ''], ['scorm2004', '', '']]) {
    const { open, names } = enter(edition);
    const api = open();
    api.start();
    if (exit || edition === 'scorm2004') api.set(names.exit, exit);
    api.set(STATE, 'one');
    api.end();
    const next = open();
    next.start();
    assert.equal(next.get(STATE), state, edition + ' ' + exit);
    assert.equal(next.get(names.entry), state && exit ? 'resume' : edition === 'scorm12' ? '' : 'ab-initio');
  }
});

test('a second Initialize: 101 and a TypeError once lists were sent in 1.2, 103 and 104 in 2004', () => {
  const twelve = enter('scorm12');
  const api = twelve.open();
  work(api, twelve.names, { [STATE]: 'one' });
  assert.equal(api.start(), 'false');
  assert.equal(api.error(), '101');
  api.set('cmi.objectives.0.id', 'x');
  api.commit();
  assert.throws(() => api.start(), TypeError);
  const other = enter('scorm2004');
  const second = other.open();
  work(second, other.names);
  assert.equal(second.start(), 'false');
  assert.equal(second.error(), '103');
  assert.equal(second.get(STATE), '', 'the data of the opening again');
  assert.equal(second.end(), 'true');
  assert.equal(second.start(), 'false');
  assert.equal(second.error(), '104');
  assert.equal(second.set(STATE, 'x'), 'false');
  assert.equal(second.error(), '133');
});

test('values that are refused, with the error', () => {
  const cases = {
    scorm12: [
      ['cmi.core.exit', 'normal', '405'], ['cmi.core.score.raw', '101', '405'], ['cmi.core.score.raw', '7,5', '405'],
      ['cmi.core.lesson_status', 'unknown', '405'], ['cmi.objectives.1.id', 'x', '201'], ['cmi.interactions.0.id', 'a b', '405'],
      ['cmi.interactions.0.result', 'incorrect', '405'], ['cmi.completion_status', 'completed', '201'], [STATE, 'x'.repeat(64001), '405'],
    ],
    scorm2004: [
      ['cmi.score.raw', '.5', '406'], ['cmi.score.scaled', '2', '407'], ['cmi.objectives.1.id', 'x', '351'],
      ['cmi.objectives.0.completion_status', 'completed', '408'], ['cmi.core.lesson_status', 'completed', '401'], ['cmi.mode', 'normal', '404'],
      [STATE, 'x'.repeat(64001), '406'],
    ],
  };
  Object.entries(cases).forEach(([edition, list]) => {
    const { open } = enter(edition);
    const api = open();
    api.start();
    list.forEach(([element, value, code]) => {
      assert.equal(api.set(element, value), 'false', element);
      assert.equal(api.error(), code, element);
    });
  });
  const { open } = enter('scorm12', { standard: true });
  const api = open();
  api.start();
  assert.equal(api.set(STATE, 'x'.repeat(4097)), 'false');
  const later = enter('scorm2004').open();
  later.start();
  later.set('cmi.interactions.0.id', 'q');
  assert.equal(later.set('cmi.interactions.0.learner_response', 'a'), 'false');
  assert.equal(later.error(), '408');
  later.set('cmi.interactions.0.type', 'choice');
  assert.equal(later.set('cmi.interactions.0.learner_response', 'a-b'), 'false');
  assert.equal(later.set('cmi.interactions.0.learner_response', 'a_b'), 'true');
});

test('scorm12: answers can be written and not read; the count is the number of indexes', () => {
  const { open, site } = enter('scorm12');
  site.tracks.insert('a', 1, 'sco', 'cmi.interactions.0.id', 'x');
  site.tracks.insert('a', 1, 'sco', 'cmi.interactions.2.id', 'z');
  const api = open();
  api.start();
  assert.equal(api.get('cmi.interactions._count'), 2);
  assert.equal(api.get('cmi.interactions.0.id'), '');
  assert.equal(api.error(), '404');
});

each('a beacon of more than 64 KiB is refused, and all in it is lost', (edition) => {
  const { open, names, tab, track } = enter(edition);
  const api = open();
  work(api, names);
  tab.window.dispatchEvent({ type: 'pagehide' });
  api.set(STATE, 'x'.repeat(63000));
  for (let n = 0; n < 20; n += 1) api.set('cmi.objectives.' + n + '.id', 'y'.repeat(200) + n);
  assert.equal(api.commit(), 'false');
  assert.equal(track()[STATE], 'one');
});

each('a package that is replaced keeps the attempts and the open players; another identifier keeps nothing', (edition) => {
  const { open, names, site, track } = enter(edition);
  const api = open();
  work(api, names);
  site.replace({ sco: 'sco' });
  api.set(STATE, 'two');
  assert.equal(api.commit(), 'true');
  assert.equal(track()[STATE], 'two');
  site.replace({ sco: 'other' });
  const next = open();
  next.start();
  assert.equal(next.get(STATE), '');
});

test('other LMSs: Chamilo, Open edX, Frappe, and those that refuse', async () => {
  const first = enter('scorm12', { profile: chamilo });
  work(first.open(), first.names);
  const again = first.open();
  again.start();
  assert.deepEqual([again.get(first.names.entry), again.get(STATE)], ['ab-initio', 'one']);
  const other = enter('scorm2004', { profile: chamilo });
  assert.throws(() => other.open().start());
  const late = enter('scorm12', { profile: openEdx });
  late.tab.go('/player?mode=normal');
  assert.equal(late.tab.window.API, undefined);
  await late.browser.clock.pass(1300);
  const api = late.apiOf(late.tab);
  work(api, late.names, { [late.names.status]: 'completed' });
  assert.equal(api.get(late.names.status), '');
  const empty = enter('scorm2004', { profile: frappe });
  work(empty.open(), empty.names, { [STATE]: 'one', [empty.names.status]: 'completed' });
  assert.equal(empty.site.frappeComplete, true);
  const anew = empty.open();
  anew.start();
  assert.equal(anew.get(STATE), '');
  const failing = enter('scorm12', { profile: getFails }).open();
  failing.start();
  assert.deepEqual([failing.get(STATE), failing.error()], ['', '101']);
  const throwing = enter('scorm2004', { profile: getThrows }).open();
  throwing.start();
  assert.throws(() => throwing.get(STATE));
});
