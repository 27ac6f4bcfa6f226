// A learner's visits, one after the other, in one LMS: scorm-again behind the strict wrapper.
import assert from 'node:assert/strict';
import { SCORM12 } from './editions.mjs';
import { load, loadAdapter, worldOf } from './load.mjs';
import { strictLms } from './strict-lms.mjs';

const { createTracker } = load('createTracker');

// What an LMS keeps between visits. A test may set `mode`, `credit`, `status`, `score` and whatever else the edition holds.
export function createLms(given = {}, edition = SCORM12) {
  return { edition, cmi: edition.record(given), visits: [] };
}

// Opens the module. `wrap(api)` puts another LMS's habits between the package and the API.
// `more` is what else the page's window has.
export function visit(lms, course, { wrap = (api) => api, wait = 0, more = {} } = {}) {
  const { edition } = lms;
  const inner = createApi(edition);
  inner.loadFromJSON(structuredClone(lms.cmi), 'cmi');
  const log = [];
  const page = { [edition.global]: strictLms(wrap(inner), log, edition.rules()) };
  page.parent = page;
  Object.assign(page, { document: { documentElement: { lang: 'en' } } }, more);
  const clock = { now: 1000 };
  const session = { edition, page, log, clock, inner, leave: () => leave(lms, session) };
  openPage(session, course);
  clock.now += wait;
  lms.visits.push(session);
  return session;
}

export function createApi(edition) {
  return new edition.Api({ autocommit: false, logLevel: 5 });
}

// An API whose functions a test can replace one by one.
export function bound(edition, api) {
  const all = Object.values(edition.calls);
  return Object.fromEntries(all.map((name) => [name, (...values) => api[name](...values)]));
}

function openPage(session, course, since) {
  const { createAdapter } = loadAdapter(session.edition.key, 'createAdapter');
  const tracker = createTracker(course, createAdapter(session.page), worldOf(session.clock));
  const [troubles, kinds] = [[], []];
  tracker.onTrouble((kind) => {
    kinds.push(kind);
    if (Boolean(troubles[troubles.length - 1]) !== Boolean(kind)) troubles.push(Boolean(kind));
  });
  Object.assign(session, { tracker, troubles, kinds, opened: tracker.start(since) });
}

// The learner changes the language: the page hands its session over and goes, the page of the other language goes on with it.
export function turn(session, course, anyway) {
  const old = session.tracker;
  const since = old.handOver(anyway);
  if (since === null) return null;
  old.suspend(false);
  old.suspend(true);
  openPage(session, course, since);
  return old;
}

function leave(lms, session) {
  session.tracker.suspend(false);
  session.tracker.suspend(true);
  keep(lms, session);
}

// What the LMS keeps, whether or not the page said goodbye.
export function keep(lms, session) {
  lms.cmi = lms.edition.keep(session.inner.renderCMIToJSONObject().cmi, session.inner.cmi.getCurrentTotalTime());
}

// What the LMS holds, whatever the edition calls it.
export const kept = (lms) => lms.edition.read(lms.cmi);

export const sets = (log) => log.filter((entry) => /SetValue$/.test(entry.call));
export const commits = (log) => log.filter((entry) => /Commit$/.test(entry.call));
export const faults = (log) => log.filter((entry) => entry.fault);
export const value = (log, name) => sets(log).filter((entry) => entry.name === name).map((entry) => entry.value);

export function noFaults(...sessions) {
  sessions.forEach((session) => assert.deepEqual(faults(session.log), []));
}

// Runs `act` and gives what the LMS heard of it.
export function heard(session, act) {
  const from = session.log.length;
  act();
  return session.log.slice(from);
}

export const STEPS = ['read', 'reaction', 'prompts', 'dilemma', 'capsules', 'quiz', 'actions', 'position', 'synthesis'];
export const LEVELS = {
  essential: ['status', 'situations', 'progress', 'place', 'time', 'score'],
  standard: ['status', 'situations', 'progress', 'place', 'time', 'score', 'facts'],
  reflective: ['status', 'situations', 'progress', 'place', 'time', 'score', 'facts', 'reflections'],
};

// As the build writes them: for `match` and `sort` the options are the places, and `right` has one for each thing.
const ITEMS = [
  { kind: 'fact', options: ['a-chacune-pour-soi', 'b-l-employeur'], right: [1] },
  { kind: 'facts', options: ['a-un', 'b-deux', 'c-trois', 'd-quatre'], right: [0, 1] },
  { kind: 'position', right: [], steps: 5 },
  { kind: 'sort', options: ['a-seule', 'b-equipe', 'c-institution'], right: [0, 0, 1, 1, 2, 2] },
  { kind: 'order', options: ['a-un', 'b-deux', 'c-trois', 'd-quatre', 'e-cinq'], right: [0, 1, 2, 3, 4] },
  { kind: 'match', options: ['a-un', 'b-deux', 'c-trois'], right: [0, 1, 2] },
  { kind: 'perspectives', options: ['a-un', 'b-deux', 'c-trois'], right: [] },
  { kind: 'note', right: [] },
];

export function situation(id, kinds = ['fact', 'facts', 'position', 'sort'], steps = STEPS) {
  const items = kinds.map((kind, i) => ({
    ...ITEMS.find((item) => item.kind === kind), id: 'q' + (i + 1), label: id + '_q' + (i + 1) + '_une-question',
  }));
  return { id, steps, items };
}

export function course(level, count = 3, more = {}) {
  const situations = Array.from({ length: count }, (_, i) => situation('t2-s' + String(i + 1).padStart(2, '0'), more.kinds));
  const given = { id: 'dlis-t2', version: '0.1.0', level, tracked: LEVELS[level], required: count, success: null, situations, ...more };
  return { columns: columns(given), ...given };
}

// As the register of a new deck has them.
export function columns({ tracked, situations }) {
  const datum = (kind) => (/^facts?$/.test(kind) ? 'facts' : kind === 'note' ? null : 'reflections');
  return situations.flatMap(({ id, items }) => items.filter((item) => tracked.includes(datum(item.kind))).map((item) => id + '/' + item.id));
}

export const ANSWERS = {
  fact: [1], facts: [0, 1], position: 3, sort: [0, 1, 2, 0, 1, 2], order: [4, 3, 2, 1, 0], match: { 0: 2, 1: 1, 2: 0 },
  perspectives: [2], note: 'MARKER',
};

export function play(tracker, given, answers = ANSWERS) {
  given.items.forEach((item) => tracker.answer(given.id, item.id, answers[item.kind]));
  given.steps.forEach((step) => tracker.step(given.id, step));
}
