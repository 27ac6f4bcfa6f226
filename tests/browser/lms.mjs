// A learner's visits in an LMS that lives in the browser: scorm-again behind the strict wrapper, with what was committed kept
// by the test from one visit to the next.
import assert from 'node:assert/strict';
import { EDITIONS, SCORM12 } from '../runtime/editions.mjs';
import { strictLms } from '../runtime/strict-lms.mjs';

export const LEARNER = 'Marker Learner';

// What the LMS keeps, in SCORM 1.2. `core` may be set by a test: lesson_mode, credit, …
export function createRecord(core = {}, more = {}) {
  return { edition: SCORM12, cmi: { core: { student_id: 'marker-id', student_name: LEARNER, ...core }, ...more } };
}

// The same in any edition; a test may set `mode`, `credit`, `status`, `score`.
export function recordOf(edition, given = {}) {
  return { edition, cmi: edition.learner(edition.record(given), 'marker-id', LEARNER) };
}

// The edition of a package.
export const editionOf = (name) => EDITIONS.find(({ key }) => name.endsWith('-' + key));

// What the record says, whatever its edition calls it.
export const held = (record) => record.edition.read(record.cmi);

// Opens a package in the frame that Moodle gives it on a laptop.
export async function visit(page, origin, name, record, { hash = '', width = 714, height = 666 } = {}) {
  await page.goto(origin + '/lms');
  await page.evaluate(startSession, start(record.edition, record.cmi));
  await page.evaluate(openFrame, { src: '/p/' + name + '/index.html' + hash, width, height });
  const session = { page, record, sco: await frameOf(page), log: (from = 0) => page.evaluate((at) => window.log.slice(at), from) };
  session.heard = (act) => heard(session, act);
  session.value = (element) => page.evaluate((given) => String(window.inner.getCMIValue(given)), element);
  session.leave = (way) => leave(session, way);
  return session;
}

export async function frameOf(page) {
  const sco = await (await page.waitForSelector('iframe')).contentFrame();
  await sco.waitForSelector('html.js');
  return sco;
}

// What a session begins with, in a form that can go into a page.
const start = (edition, cmi) => ({
  cmi, api: edition.Api.name, global: edition.global, calls: edition.calls,
  texts: { strict: strictLms.toString(), rules: edition.rules.toString(), keep: edition.keep.toString() },
});

function startSession({ cmi, api: name, global, calls, texts }) {
  const made = (text) => new Function('return (' + text + ')')();
  window.log = [];
  window.inner = new window[name]({ autocommit: false, logLevel: 5 });
  window.inner.loadFromJSON(cmi, 'cmi');
  const api = made(texts.strict)(window.inner, window.log, made(texts.rules)());
  // What an LMS would send at this moment, with the time of the session added to the sum of the earlier ones.
  const keep = () => { window.kept = made(texts.keep)(window.inner.renderCMIToJSONObject().cmi, window.inner.cmi.getCurrentTotalTime()); };
  const { [calls.commit]: commit, [calls.end]: end } = api;
  api[calls.commit] = (text) => {
    const result = commit(text);
    if (result === 'true') keep();
    return result;
  };
  api[calls.end] = (text) => {
    keep();
    return end(text);
  };
  window.kept = null;
  window[global] = api;
}

// A new session in the same window, as an LMS begins one when its player opens again.
export async function renew(session) {
  const cmi = await session.page.evaluate(() => window.kept);
  await session.page.evaluate(startSession, start(session.record.edition, cmi));
}

function openFrame({ src, width, height }) {
  const frame = document.createElement('iframe');
  Object.assign(frame, { width, height, title: 'module', src });
  frame.style.border = '0';
  document.body.append(frame);
}

// `closed`: the frame is taken away. `gone`: it goes to another page. `crashed`: no goodbye at all.
async function leave(session, way = 'closed') {
  const { page, record } = session;
  if (way === 'closed') await page.evaluate(() => document.querySelector('iframe').remove());
  if (way === 'gone') {
    await page.evaluate(() => { document.querySelector('iframe').src = 'about:blank'; });
    await page.waitForFunction(() => window.log.some((entry) => /(Finish|Terminate)$/.test(entry.call)));
  }
  record.cmi = (await page.evaluate(() => window.kept)) || record.cmi;
  return session.log();
}

// Runs `act` and gives what the LMS heard of it.
async function heard(session, act) {
  const from = await session.page.evaluate(() => window.log.length);
  await act();
  return session.log(from);
}

export const sets = (log) => log.filter((entry) => /SetValue$/.test(entry.call));
export const commits = (log) => log.filter((entry) => /Commit$/.test(entry.call));
export const values = (log, name) => sets(log).filter((entry) => entry.name === name).map((entry) => entry.value);
export const noFaults = (log) => assert.deepEqual(log.filter((entry) => entry.fault), []);

// id → status of the objectives that the record holds.
export const objectives = (record) => held(record).objectives;
