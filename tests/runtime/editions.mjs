// The editions of SCORM as the tests need them: the run-time that plays the LMS, its rules, how it calls things, and how its
// record is written and read.
import test from 'node:test';
import { Scorm12API } from 'scorm-again/scorm12';
import { Scorm2004API } from 'scorm-again/scorm2004';
import { rules12, rules2004 } from './rules.mjs';

const list = (held) => Object.values(held || {}).filter((one) => one && one.id);

// The functions of an API by what they do.
function calls(prefix, end) {
  const names = { initialize: 'Initialize', end, get: 'GetValue', set: 'SetValue', commit: 'Commit', error: 'GetLastError', text: 'GetErrorString', more: 'GetDiagnostic' };
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, prefix + name]));
}

export const SCORM12 = {
  key: 'scorm12',
  Api: Scorm12API,
  global: 'API',
  rules: rules12,
  calls: calls('LMS', 'Finish'),
  names: {
    status: 'cmi.core.lesson_status', score: 'cmi.core.score.raw', state: 'cmi.suspend_data', place: 'cmi.core.lesson_location',
    time: 'cmi.core.session_time', exit: 'cmi.core.exit', response: 'student_response', objective: 'status',
  },
  // How an answer stands that was taken back.
  emptied: [''],
  // What is told on opening and at a step at most, at `essential`.
  most: 6,
  duration: (hours, minutes, seconds) => [String(hours).padStart(4, '0'), String(minutes).padStart(2, '0'), String(seconds).padStart(2, '0') + '.00'].join(':'),
  record: ({ status, score, mode, credit, ...more } = {}) => ({
    ...more,
    core: clean({ lesson_status: status, lesson_mode: mode, credit, score: score && { raw: score } }),
  }),
  learner: (cmi, id, name) => ({ ...cmi, core: { ...cmi.core, student_id: id, student_name: name } }),
  read: (cmi) => ({
    status: cmi.core.lesson_status, score: cmi.core.score?.raw, place: cmi.core.lesson_location, state: cmi.suspend_data,
    objectives: Object.fromEntries(list(cmi.objectives).map((one) => [one.id, one.status])),
    interactions: list(cmi.interactions),
  }),
  undo: (cmi) => { cmi.core.lesson_status = 'incomplete'; },
  // What an LMS keeps of a session for the next one, with the sum of all times. It needs nothing around it, as the rules do.
  keep: (cmi, total) => {
    Object.assign(cmi.core, { entry: cmi.core.exit === 'suspend' ? 'resume' : '', session_time: '', total_time: total });
    return cmi;
  },
};

export const SCORM2004 = {
  key: 'scorm2004',
  Api: Scorm2004API,
  global: 'API_1484_11',
  rules: rules2004,
  calls: calls('', 'Terminate'),
  names: {
    status: 'cmi.completion_status', score: 'cmi.score.raw', state: 'cmi.suspend_data', place: 'cmi.location',
    time: 'cmi.session_time', exit: 'cmi.exit', response: 'learner_response', objective: 'completion_status',
  },
  emptied: ['_', '_[.]_'],
  // Two scores, two statuses and the progress are said apart.
  most: 8,
  duration: (hours, minutes, seconds) => 'PT' + hours + 'H' + minutes + 'M' + seconds + 'S',
  // `passed` and `failed` are said beside `completed`.
  record: ({ status, score, mode, credit, ...more } = {}) => clean({
    ...more, mode, credit,
    completion_status: ['passed', 'failed'].includes(status) ? 'completed' : status,
    success_status: ['passed', 'failed'].includes(status) ? status : undefined,
    score: score && { raw: score, scaled: String(score / 100) },
  }),
  learner: (cmi, id, name) => ({ ...cmi, learner_id: id, learner_name: name }),
  read: (cmi) => ({
    status: cmi.completion_status === 'completed' && cmi.success_status !== 'unknown' ? cmi.success_status : cmi.completion_status,
    score: cmi.score?.raw, place: cmi.location, state: cmi.suspend_data,
    objectives: Object.fromEntries(list(cmi.objectives).map((one) => [one.id, one.completion_status])),
    interactions: list(cmi.interactions),
  }),
  undo: (cmi) => { cmi.completion_status = 'incomplete'; },
  // After any other exit Moodle keeps nothing.
  keep: (cmi, total) => (cmi.exit === 'suspend' ? { ...cmi, entry: 'resume', session_time: 'PT0H0M0S', total_time: total } : {}),
};

export const EDITIONS = [SCORM12, SCORM2004];

// A test that holds for every edition.
export const both = (name, run) => EDITIONS.forEach((edition) => test(edition.key + ': ' + name, (t) => run(edition, t)));

function clean(held) {
  return Object.fromEntries(Object.entries(held).filter(([, value]) => value !== undefined));
}
