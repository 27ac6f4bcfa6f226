// What the device remembers of an attempt: of this one and of no other, for two weeks, and nothing where the deck does without.
import assert from 'node:assert/strict';
import test from 'node:test';
import { both } from './editions.mjs';
import { SCORM, WORDS } from './load.mjs';
import { STEPS, course, createLms, kept, noFaults, play, visit } from './lms.mjs';

// A storage as browsers have it: its entries are its properties.
function createStorage(entries = {}) {
  const storage = Object.create({
    getItem: (key) => (key in storage ? storage[key] : null),
    setItem: (key, text) => { storage[key] = String(text); },
    removeItem: (key) => { delete storage[key]; },
  });
  return Object.assign(storage, entries);
}

const entryOf = (storage) => JSON.parse(Object.values(storage)[0]);
const markOf = (lms) => /M([0-9a-z]+)N/.exec(kept(lms).state)[1];

// The LMS's page as it comes out of the browser's history, with the data of its first opening.
const fromHistory = (key, localStorage) => ({
  localStorage, navigation: { currentEntry: { key } }, location: { origin: 'http://lms.test' },
  performance: { timeOrigin: 0, getEntriesByType: () => [{ type: 'back_forward', transferSize: 0 }] },
});
const fresh = (key, localStorage) => ({ ...fromHistory(key, localStorage), performance: { timeOrigin: 0, getEntriesByType: () => [{ type: 'navigate', transferSize: 300 }] } });

both('what an LMS lost is taken from the journal of the same attempt', (edition) => {
  const [lms, localStorage, given] = [createLms({}, edition), createStorage(), course('essential')];
  visit(lms, given, { more: { localStorage } }).leave();
  const early = structuredClone(lms.cmi);
  const session = visit(lms, given, { more: { localStorage } });
  given.situations.forEach((one) => play(session.tracker, one));
  session.leave();
  // It has only what it had before.
  lms.cmi = early;
  const again = visit(lms, given, { more: { localStorage } });
  assert.deepEqual([again.opened.status, again.opened.score], ['completed', 100]);
  again.leave();
  assert.deepEqual([kept(lms).status, kept(lms).score], ['completed', '100']);
  noFaults(session, again);
});

both('a journal of another attempt is never read', (edition) => {
  const [one, other, localStorage, given] = [createLms({}, edition), createLms({}, edition), createStorage(), course('essential', 1)];
  const first = visit(one, given, { more: fresh('k1', localStorage) });
  play(first.tracker, given.situations[0]);
  first.leave();
  const second = visit(other, given, { more: fresh('k2', localStorage) });
  assert.deepEqual([second.opened.status, second.opened.score, second.opened.resumed], ['incomplete', null, false]);
  second.leave();
  assert.notEqual(markOf(one), markOf(other));
  assert.equal(Object.keys(localStorage).length, 2);
});

both('a page out of the history goes on with the journal of its own place, and writes nothing where there is none', (edition) => {
  const [lms, localStorage, given] = [createLms({}, edition), createStorage(), course('essential', 2)];
  const first = visit(lms, given, { more: fresh('k1', localStorage) });
  play(first.tracker, given.situations[0]);
  first.leave();
  const full = structuredClone(lms.cmi);
  // The page holds the data that it was opened with: none.
  const back = visit(createLms({}, edition), given, { more: fromHistory('k1', localStorage) });
  assert.equal(back.opened.situations['t2-s01'].done, true);
  assert.equal(back.opened.recorded, true);
  for (const [key, storage] of [['k2', localStorage], ['k1', createStorage()], ['k1', undefined]]) {
    const stranger = visit(createLms({}, edition), given, { more: fromHistory(key, storage) });
    assert.deepEqual([stranger.opened.recorded, stranger.kinds.includes('never'), stranger.tracker.now().detail], [false, true, WORDS.old]);
    play(stranger.tracker, given.situations[1]);
    stranger.leave();
    assert.deepEqual(stranger.log.filter(({ call }) => /Set|Commit|Finish|Terminate/.test(call)), []);
  }
  lms.cmi = full;
});

both('an old state that the LMS has cut takes nothing of the journal', (edition) => {
  const [lms, localStorage, given] = [createLms({}, edition), createStorage(), course('reflective', 2)];
  const steps = (session, id, count) => STEPS.slice(0, count).forEach((step) => session.tracker.step(id, step));
  const first = visit(lms, given, { more: { localStorage } });
  ['t2-s01', 't2-s02'].forEach((id) => steps(first, id, 2));
  first.leave();
  const early = structuredClone(lms.cmi);
  const second = visit(lms, given, { more: { localStorage } });
  second.tracker.consent(true);
  steps(second, 't2-s01', 6);
  second.leave();
  const state = early.suspend_data;
  for (let length = state.indexOf(';') + 1; length < state.length; length += 1) {
    lms.cmi = { ...early, suspend_data: state.slice(0, length) };
    const { situations, consent } = visit(lms, given, { more: { localStorage: createStorage({ ...localStorage }) } }).opened;
    assert.deepEqual([consent, ...['t2-s01', 't2-s02'].map((id) => situations[id].steps.length)], [true, 6, 2], lms.cmi.suspend_data);
  }
});

both('a withdrawn agreement is not taken back from the LMS by an older state', (edition) => {
  const [lms, localStorage, given] = [createLms({}, edition), createStorage(), course('reflective', 1)];
  const first = visit(lms, given, { more: { localStorage } });
  first.tracker.consent(true);
  play(first.tracker, given.situations[0]);
  first.leave();
  const agreed = structuredClone(lms.cmi);
  const second = visit(lms, given, { more: { localStorage } });
  second.tracker.consent(false);
  second.leave();
  lms.cmi = agreed;
  const third = visit(lms, given, { more: { localStorage } });
  assert.equal(third.opened.consent, false);
  third.leave();
  assert.doesNotMatch(kept(lms).state, /C1|R3/);
});

test('entries are let go after two weeks; what others keep under a like name stays and harms nothing', () => {
  const old = JSON.stringify({ id: 'dlis-t2', mark: 'aaaaaa', at: Date.now() - 15 * 86400000, state: '1|MaaaaaaN9;t2-s01Ssf;' });
  for (const junk of ['', '{', 'null', '[]', '"x"', '{"at":"x"}']) {
    const localStorage = createStorage({ 'cartable.journal.aaaaaa': old, 'cartable.journal.b': junk, 'cartable.display': '{}' });
    const lms = createLms({ suspend_data: '1|MaaaaaaN1;' });
    const session = visit(lms, course('essential', 1), { more: { localStorage } });
    assert.equal(session.opened.situations['t2-s01'].done, false);
    assert.equal(localStorage['cartable.display'], '{}');
    assert.deepEqual(entryOf({ x: localStorage['cartable.journal.aaaaaa'] }).situations, {});
    noFaults(session);
  }
});

test('nothing typed, no name and no answer that the level does not track is in it', () => {
  for (const level of ['essential', 'standard', 'reflective']) {
    const localStorage = createStorage();
    const given = course(level, 1, { kinds: ['fact', 'position', 'note'] });
    const session = visit(createLms(), given, { more: { localStorage } });
    play(session.tracker, given.situations[0], { fact: [1], position: 3, note: 'MARKER' });
    const text = Object.values(localStorage)[0];
    assert.doesNotMatch(text, /MARKER|student|learner/);
    assert.equal(/A1\./.test(text), level !== 'essential');
    assert.doesNotMatch(text, /R2\./);
  }
});

test('a deck without a journal, and a browser without storage, leave nothing behind and record all the same', () => {
  for (const [journal, storage] of [[false, createStorage()], [true, undefined], [true, { get length() { throw new Error('SecurityError'); } }]]) {
    SCORM.journal = journal;
    const lms = createLms();
    const session = visit(lms, course('essential', 1), { more: { localStorage: storage } });
    play(session.tracker, course('essential', 1).situations[0]);
    session.leave();
    SCORM.journal = true;
    assert.equal(kept(lms).status, 'completed');
    assert.deepEqual(Object.keys(storage || {}).filter((key) => key !== 'length'), []);
    noFaults(session);
  }
});
