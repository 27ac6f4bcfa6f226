// A learner's visits in an LMS that lives in the browser: scorm-again behind the strict wrapper, with what was committed kept
// by the test from one visit to the next.
import assert from 'node:assert/strict';
import { strictLms } from '../runtime/strict-lms.mjs';

export const LEARNER = 'Marker Learner';

// What the LMS keeps. `core` may be set by a test: lesson_mode, credit, …
export function createRecord(core = {}, more = {}) {
  return { cmi: { core: { student_id: 'marker-id', student_name: LEARNER, ...core }, ...more } };
}

// Opens a package in the frame that Moodle gives it on a laptop.
export async function visit(page, origin, name, record, { hash = '', width = 714, height = 666 } = {}) {
  await page.goto(origin + '/lms');
  await page.evaluate(startSession, { cmi: record.cmi, strict: strictLms.toString() });
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

function startSession({ cmi, strict }) {
  window.log = [];
  window.inner = new window.Scorm12API({ autocommit: false, logLevel: 5 });
  window.inner.loadFromJSON(cmi, 'cmi');
  const api = new Function('return (' + strict + ')')()(window.inner, window.log);
  // What an LMS would send at this moment, with the time of the session added to the sum of the earlier ones.
  const keep = () => {
    const kept = window.inner.renderCMIToJSONObject().cmi;
    kept.core.total_time = window.inner.cmi.getCurrentTotalTime();
    kept.core.entry = kept.core.exit === 'suspend' ? 'resume' : '';
    kept.core.session_time = '';
    window.kept = kept;
  };
  ['LMSCommit', 'LMSFinish'].forEach((name) => {
    const call = api[name];
    api[name] = (text) => {
      if (name === 'LMSFinish') keep();
      const result = call(text);
      if (name === 'LMSCommit' && result === 'true') keep();
      return result;
    };
  });
  window.kept = null;
  window.API = api;
}

// A new session in the same window, as an LMS begins one when its player opens again.
export async function renew(session) {
  const cmi = await session.page.evaluate(() => window.kept);
  await session.page.evaluate(startSession, { cmi, strict: strictLms.toString() });
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
    await page.waitForFunction(() => window.log.some((entry) => entry.call === 'LMSFinish'));
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

export const sets = (log) => log.filter((entry) => entry.call === 'LMSSetValue');
export const commits = (log) => log.filter((entry) => entry.call === 'LMSCommit');
export const values = (log, name) => sets(log).filter((entry) => entry.name === name).map((entry) => entry.value);
export const noFaults = (log) => assert.deepEqual(log.filter((entry) => entry.fault), []);

// id → status of the objectives that the record holds.
export function objectives(record) {
  return Object.fromEntries(Object.values(record.cmi.objectives || {}).filter((one) => one && one.id).map((one) => [one.id, one.status]));
}
