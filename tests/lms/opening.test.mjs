// How little a module says when it opens, before anything is done: `docs/figures.md` promises at most three values and one commit.
import assert from 'node:assert/strict';
import test from 'node:test';
import { course } from '../runtime/lms.mjs';
import { createBrowser } from './browser/browser.mjs';
import { startModule } from './module.mjs';
import { createMoodle, installIn } from './moodle.mjs';
import { chamilo } from '../../templates/studio/lms/profiles/chamilo.js';
import { frappe } from './profiles/frappe.mjs';
import { openEdx } from '../../templates/studio/lms/profiles/openedx.js';

const MOST = 3;
const PROFILES = { Moodle: {}, Chamilo: chamilo, Frappe: frappe, 'Open edX': openEdx };
const EDITIONS = { scorm12: ['API', 'LMSSetValue', 'LMSCommit'], scorm2004: ['API_1484_11', 'SetValue', 'Commit'] };

// A tab in which the API notes the elements that are set, and how often it is told to commit.
function enter(edition, level, profile) {
  const [object, set, commit] = EDITIONS[edition];
  const site = createMoodle({ edition, package: { sco: 'sco' }, ...profile });
  const heard = { set: [], commits: 0 };
  const installPlayer = (window, page) => {
    installIn(window, site, page);
    const api = window[object];
    const { [set]: write, [commit]: store } = api;
    api[set] = (element, value) => { heard.set.push(element); return write(element, value); };
    api[commit] = (text) => { heard.commits += 1; return store(text); };
  };
  const openModule = (window, { since }) => startModule(window, { format: edition, course: course(level, 3), since });
  const browser = createBrowser({ site, learner: 'a', openModule, installPlayer });
  const tab = browser.openTab();
  const open = async () => {
    Object.assign(heard, { set: [], commits: 0 });
    tab.go('/player?mode=normal');
    await browser.settle();
    return { set: heard.set, commits: heard.commits };
  };
  return { browser, tab, open };
}

for (const edition of Object.keys(EDITIONS)) {
  for (const level of ['essential', 'standard', 'reflective']) {
    for (const [name, profile] of Object.entries(PROFILES)) {
      test(edition + ', ' + level + ', ' + name + ': opening says at most three values', async () => {
        const { browser, tab, open } = enter(edition, level, profile);
        const first = await open();
        assert.ok(first.set.length > 0 && first.set.length <= MOST, first.set.join(' '));
        assert.equal(first.commits, 1);
        assert.ok(!first.set.some((element) => /score/.test(element)), 'a score before anything was answered: ' + first.set.join(' '));
        // Who comes back after a step and a right answer is told no more.
        const { tracker, course: { situations: [card] } } = tab.module;
        const fact = card.items.find((item) => item.kind === 'fact');
        tracker.step(card.id, card.steps[0]);
        tracker.answer(card.id, fact.id, fact.right);
        tracker.step(card.id, 'quiz');
        await browser.settle();
        tab.go('/course');
        const again = await open();
        assert.ok(again.set.length <= MOST && again.commits <= 1, again.set.join(' ') + ', ' + again.commits + ' commits');
      });
    }
  }
}
