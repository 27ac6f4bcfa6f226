// The studio's LMS that keeps to the letter of the standard, held against scorm-again: the same calls get the same answers and errors.
import assert from 'node:assert/strict';
import { both } from '../runtime/editions.mjs';
import { createBrowser } from './browser/browser.mjs';
import { createMoodle, installIn } from './moodle.mjs';
import { habitsOf } from '../../templates/studio/lms/moodle.js';
import { strict } from '../../templates/studio/lms/profiles/strict.js';

const SCRIPTS = {
  scorm12: [
    ['get', 'cmi.suspend_data'], ['set', 'cmi.suspend_data', 'x'], ['commit'], ['end'],
    ['initialize'], ['initialize'],
    ['get', 'cmi.core.lesson_status'], ['get', 'cmi.core.lesson_mode'], ['get', 'cmi.core.credit'], ['get', 'cmi.objectives._count'], ['get', 'cmi.core.exit'],
    ['get', 'cmi.nothing'], ['get', 'cmi.core.session_time'], ['set', 'cmi.nothing', '1'],
    ['set', 'cmi.core.lesson_mode', 'normal'], ['set', 'cmi.core.student_name', 'x'], ['set', 'cmi.core.lesson_status', 'unknown'], ['set', 'cmi.core.lesson_status', 'incomplete'],
    ['set', 'cmi.core.score.raw', '101'], ['set', 'cmi.core.score.raw', 'x'], ['set', 'cmi.core.score.raw', '50'], ['get', 'cmi.core.score.raw'],
    ['set', 'cmi.core.session_time', '1:2'], ['set', 'cmi.core.session_time', '00:01:00'],
    ['set', 'cmi.suspend_data', 'x'.repeat(4097)], ['set', 'cmi.suspend_data', 'x'.repeat(4096)], ['set', 'cmi.core.lesson_location', 'x'.repeat(256)], ['set', 'cmi.core.lesson_location', 'here'],
    ['set', 'cmi.objectives.1.id', 'b'], ['set', 'cmi.objectives.0.id', 'a'], ['set', 'cmi.objectives.0.status', 'completed'], ['get', 'cmi.objectives.0.status'], ['get', 'cmi.objectives._count'],
    ['set', 'cmi.interactions.0.id', 'q'], ['set', 'cmi.interactions.0.type', 'choice'], ['set', 'cmi.interactions.0.type', 'other'], ['set', 'cmi.interactions.0.student_response', 'a'],
    ['set', 'cmi.interactions.0.result', 'incorrect'], ['set', 'cmi.interactions.0.result', 'wrong'], ['get', 'cmi.interactions.0.id'],
    ['set', 'cmi.core.exit', 'normal'], ['set', 'cmi.core.exit', 'suspend'],
    ['commit'], ['end'], ['get', 'cmi.suspend_data'], ['set', 'cmi.suspend_data', 'x'], ['commit'], ['end'],
  ],
  scorm2004: [
    ['get', 'cmi.suspend_data'], ['set', 'cmi.suspend_data', 'x'], ['commit'], ['end'],
    ['initialize'], ['initialize'],
    ['get', 'cmi.completion_status'], ['get', 'cmi.mode'], ['get', 'cmi.credit'], ['get', 'cmi.objectives._count'], ['get', 'cmi.exit'],
    ['get', 'cmi.nothing'], ['get', 'cmi.session_time'], ['set', 'cmi.nothing', '1'],
    ['set', 'cmi.mode', 'normal'], ['set', 'cmi.completion_status', 'passed'], ['set', 'cmi.completion_status', 'incomplete'],
    ['set', 'cmi.score.scaled', '2'], ['set', 'cmi.score.scaled', 'x'], ['set', 'cmi.score.scaled', '0.5'], ['get', 'cmi.score.scaled'], ['set', 'cmi.progress_measure', '1.5'],
    ['set', 'cmi.session_time', '1:2'], ['set', 'cmi.session_time', 'PT1M'],
    ['set', 'cmi.suspend_data', 'x'.repeat(64001)], ['set', 'cmi.suspend_data', 'x'.repeat(64000)], ['set', 'cmi.location', 'here'],
    ['set', 'cmi.objectives.1.id', 'b'], ['set', 'cmi.objectives.0.success_status', 'passed'], ['set', 'cmi.objectives.0.id', 'a'], ['set', 'cmi.objectives.0.completion_status', 'completed'], ['get', 'cmi.objectives._count'],
    ['set', 'cmi.objectives.0.id', 'other'], ['set', 'cmi.objectives.1.id', 'a'],
    ['set', 'cmi.interactions.0.type', 'choice'], ['set', 'cmi.interactions.0.id', 'q'], ['set', 'cmi.interactions.0.learner_response', 'a'], ['set', 'cmi.interactions.0.type', 'choice'],
    ['set', 'cmi.interactions.0.learner_response', 'a[,]b'], ['set', 'cmi.interactions.0.result', 'wrong'], ['set', 'cmi.interactions.0.result', 'incorrect'],
    ['set', 'cmi.exit', 'gone'], ['set', 'cmi.exit', 'suspend'],
    ['commit'], ['end'], ['initialize'], ['get', 'cmi.suspend_data'], ['set', 'cmi.suspend_data', 'x'], ['commit'], ['end'],
  ],
};

// Where scorm-again is laxer than the standard, by the strict LMS's answer: what it takes and should refuse, a session that goes on after its
// end, an error that is older than the call.
const LAX = {
  scorm12: [
    'set cmi.suspend_data 4097 characters → false 405', 'set cmi.interactions.0.result incorrect → false 405', 'set cmi.core.exit normal → false 405',
    'get cmi.suspend_data →  301', 'set cmi.suspend_data x → false 301', 'commit → false 301', 'end → false 301',
  ],
  scorm2004: ['get cmi.completion_status → unknown 0'],
};

function play(edition, api) {
  return SCRIPTS[edition.key].map(([act, ...given]) => {
    const result = String(api[edition.calls[act]](...(given.length ? given : [''])));
    const told = given.map((text) => (text.length > 40 ? text.length + ' characters' : text));
    return [act, ...told, '→', result.length > 40 ? result.length : result, String(api[edition.calls.error]())].join(' ');
  });
}

// The profile imports what it needs, so its function is called as it is.
function strictApi(edition) {
  const site = createMoodle({ edition: edition.key, package: { sco: 'sco' }, standard: true });
  const { install } = habitsOf({ edition: edition.key, profile: strict });
  const browser = createBrowser({ site, learner: 'a', openModule: () => ({}), installPlayer: install });
  const tab = browser.openTab();
  tab.go('/player?mode=normal');
  return { api: tab.window[edition.global], site, browser };
}

both('the same calls get the same answers as from scorm-again, but where that is lax', (edition) => {
  const { api } = strictApi(edition);
  const inner = new edition.Api({ autocommit: false, logLevel: 5 });
  inner.loadFromJSON(edition.learner(edition.record({ mode: 'normal', credit: 'credit' }), 'a', 'a'), 'cmi');
  const [ours, theirs] = [play(edition, api), play(edition, inner)];
  assert.deepEqual(ours.filter((line, i) => line !== theirs[i]), LAX[edition.key]);
});

both('a commit that does not arrive says so, and the next one brings everything', (edition) => {
  const { api, site, browser } = strictApi(edition);
  const { calls, names } = edition;
  api[calls.initialize]('');
  api[calls.set](names.state, 'one');
  browser.line(false);
  assert.deepEqual([api[calls.commit](''), api[calls.error]()], ['false', edition.key === 'scorm12' ? '101' : '391']);
  browser.line(true);
  assert.deepEqual([api[calls.initialize](''), api[calls.get](names.state)], ['false', 'one'], 'a second Initialize changes nothing');
  assert.equal(api[calls.commit](''), 'true');
  assert.equal(site.track('a').get(names.state), 'one');
});
