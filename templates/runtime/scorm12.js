// The words of SCORM 1.2. Source: SCORM 1.2 Run-Time Environment, chapters 3.3 and 3.4.

const API = 'API';
const START = 'LMSInitialize';
const END = 'LMSFinish';
const GET = 'LMSGetValue';
const SET = 'LMSSetValue';
const COMMIT = 'LMSCommit';
const ERROR = 'LMSGetLastError';
const MODE = 'cmi.core.lesson_mode';
const CREDIT = 'cmi.core.credit';
const ENTRY = 'cmi.core.entry';
const STATUS = 'cmi.core.lesson_status';
const PLACE = 'cmi.core.lesson_location';
const SCORE = 'cmi.core.score.raw';
const MAX = 'cmi.core.score.max';
const EXIT = 'cmi.core.exit';
const TIME = 'cmi.core.session_time';
const STATE = 'cmi.suspend_data';
const OBJECTIVE_STATUS = '.status';
const FORGETS = true;
const OTHERS = {
  completed: 'incomplete', passed: 'incomplete', incomplete: 'browsed', suspend: '',
  correct: 'neutral', wrong: 'neutral', neutral: 'unanticipated',
};

function statusOf(link) {
  return known(readSurely(link, STATUS));
}

// Score before status, because several LMSs ignore a score that comes after `completed`; state before status as well.
function valuesOf({ score, state, place, seconds, status }, link) {
  return [
    [MAX, score === undefined ? score : 100],
    [SCORE, score],
    [STATE, seconds === undefined ? state : lastState(link, state)],
    [PLACE, place],
    [TIME, seconds === undefined ? seconds : timespan(seconds)],
    [STATUS, status],
  ];
}

// A page that goes says its state in any case where it may not have arrived, in other words than the LMS believes to have: from it
// the next opening restores status, score and situations.
function lastState({ watch, way, doubt }, state) {
  if (watch && !doubt.size) return state;
  return doubt.get(STATE) === way.state || state === undefined ? way.state + ';' : way.state;
}

// Tutors see one column for each index, so an item keeps its index, and indexes allow no gap: those before are reserved.
function writeAnswer(link, { item, answer, column, correct }) {
  if (link.columns === undefined) link.columns = count(link, INTERACTIONS);
  if (link.columns === null) return true;
  if (answer === null && column >= link.columns) return true;
  for (; link.columns <= column; link.columns += 1) {
    if (!write(link, INTERACTIONS + link.columns + '.id', identifier(link.plan.columns[link.columns].item.label))) return false;
  }
  const path = INTERACTIONS + column + '.';
  if (answer === null) return write(link, path + 'student_response', '');
  return [
    write(link, path + 'id', identifier(item.label)),
    write(link, path + 'type', ANSWER_TYPES[item.kind]),
    write(link, path + 'student_response', response(item, answer)),
    correct === null || write(link, path + 'correct_responses.0.pattern', response(item, item.right)),
    write(link, path + 'result', correct === null ? 'neutral' : correct ? 'correct' : 'wrong'),
  ].every(Boolean);
}

function identifier(label) {
  return String(label).replace(/[^!-~]/g, '_').slice(0, 255);
}

// What a tutor reads: the short names of the options, as many as fit whole.
function response(item, answer) {
  const words = wordsOf(item, answer, identifier, '.');
  while (words.join(',').length > 255) words.pop();
  return words.join(',');
}

// HHHH:MM:SS.SS, counted in hundredths so that no rounding gives 60 seconds.
function timespan(seconds) {
  const all = Math.min(Math.round(seconds * 100), 9999 * 360000 + 359999);
  const two = (number) => String(number).padStart(2, '0');
  const minutes = Math.floor(all / 6000);
  const hours = String(Math.floor(minutes / 60)).padStart(4, '0');
  return hours + ':' + two(minutes % 60) + ':' + two(Math.floor(all / 100) % 60) + '.' + two(all % 100);
}
