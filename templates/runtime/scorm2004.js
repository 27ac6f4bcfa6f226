// The words of SCORM 2004, 4th edition. Source: SCORM 2004 4th Edition Run-Time Environment, chapter 4.2; where Moodle takes
// less than it says, what Moodle takes. No navigation is asked for: Moodle answers some requests with an exception. The package
// puts SCORM in front of this; `SCORM.questions` has what the items ask, in one line, by situation and item.

const API = 'API_1484_11';
const START = 'Initialize';
const END = 'Terminate';
const GET = 'GetValue';
const SET = 'SetValue';
const COMMIT = 'Commit';
const ERROR = 'GetLastError';
const MODE = 'cmi.mode';
const CREDIT = 'cmi.credit';
const ENTRY = 'cmi.entry';
const STATUS = 'cmi.completion_status';
const SUCCESS = 'cmi.success_status';
const PROGRESS = 'cmi.progress_measure';
const PLACE = 'cmi.location';
const SCORE = 'cmi.score.raw';
const SCALED = 'cmi.score.scaled';
const MAX = 'cmi.score.max';
const EXIT = 'cmi.exit';
const TIME = 'cmi.session_time';
const STATE = 'cmi.suspend_data';
const OBJECTIVE_STATUS = '.completion_status';
const FORGETS = false;
const OTHERS = {};

// Nothing ends before it is completed: where success came through and completion did not, both are sent again.
function statusOf(link) {
  const status = known(readSurely(link, STATUS));
  const success = read(link, SUCCESS);
  return status === 'completed' && (success === 'passed' || success === 'failed') ? success : status;
}

// Both statuses, since Moodle derives neither; the raw score for Moodle's grade, the scaled one for all others. The measure of
// progress begins anew with each visit, so what the LMS holds is asked first.
function valuesOf({ score, progress, state, place, seconds, status }, link) {
  return [
    [MAX, score === undefined ? score : 100],
    [SCORE, score],
    [SCALED, score === undefined ? score : score / 100],
    [PROGRESS, progress > Number(read(link, PROGRESS)) ? progress : undefined],
    [STATE, state],
    [PLACE, place],
    [TIME, seconds === undefined ? seconds : timespan(seconds)],
    [SUCCESS, status === 'passed' ? status : undefined],
    [STATUS, status === 'passed' ? 'completed' : status],
  ];
}

// An item is known by the lasting ids alone: what it asks stands in its description. Moodle sends everything again with each
// commit, so nothing is reserved for what nobody has answered. Its report of answers shows nothing of 2004 anyway.
function writeAnswer(link, { item, answer, column, correct }) {
  if (link.interactions === undefined) link.interactions = openAnswers(link);
  if (link.interactions.count === null) return true;
  const { situation } = link.plan.columns[column];
  const id = (situation + '.' + item.id).replace(/-/g, '_');
  if (answer === null && !link.interactions.index.has(id)) return true;
  const n = indexOf(link, link.interactions, id);
  const path = INTERACTIONS + n + '.';
  const put = (name, value) => value === '' || read(link, path + name) === value || write(link, path + name, value);
  return n !== null && [
    put('type', ANSWER_TYPES[item.kind]),
    put('description', SCORM.questions[situation + '/' + item.id] || ''),
    correct === null || put('correct_responses.0.pattern', response(item, item.right)),
    put('learner_response', response(item, answer)),
    put('result', correct === null ? 'neutral' : correct ? 'correct' : 'incorrect'),
  ].every(Boolean);
}

// Old data may have forgotten what was asked before: it keeps its numbers.
function openAnswers(link) {
  const held = readIds(link, INTERACTIONS);
  if (held.count === 0) Array.from(link.kept.asked || []).forEach((id) => indexOf(link, held, id));
  return held;
}

// Moodle takes letters without accents, digits, the underscore and the dot; and no answer that is empty, so one that was taken
// back leaves a sign that says nothing.
function response(item, answer) {
  const spell = (name) => name.replace(/[^A-Za-z0-9_.]/g, '_').slice(0, 250);
  const words = answer === null ? [] : wordsOf(item, answer, spell, '[.]').slice(0, 36);
  return words.join('[,]') || (ANSWER_TYPES[item.kind] === 'matching' ? '_[.]_' : '_');
}

// PT#H#M#S, counted in hundredths so that no rounding gives 60 seconds.
function timespan(seconds) {
  const all = Math.round(seconds * 100);
  return 'PT' + Math.floor(all / 360000) + 'H' + Math.floor(all / 6000) % 60 + 'M' + (all % 6000) / 100 + 'S';
}
