// Moodle's SCORM reports, made from the values that it holds: the columns, their order and the cells of its exports. Plain lists of
// texts, so that a test needs no page. Measured on Moodle 4.5; `words` is the section [lms.reports], in Moodle's own words.

// reportsOf(state, words, date) → { basic, interactions, objectives }, each { head, rows }. `date` puts a moment into words.
export function reportsOf({ attempts, learner, title }, edition, words, date) {
  const attemptsOf = (more) => attempts.map((one) => [learner, String(one.attempt), date(one.started), date(one.last), scoreOf(one.values) || '0', ...more(one.values)]);
  const head = [words.name, words.attempt, words.started, words.last, words.score];
  const status = (values) => scoreOf(values) || words.statuses[statusOf(values).replace(' ', '_')] || '';
  const count = edition === 'scorm12' ? Math.max(0, ...attempts.map(({ values }) => questionsOf(values))) : 1;
  const ids = Array.from(new Set(attempts.flatMap(({ values }) => objectivesOf(values)))).sort();
  return {
    basic: { head, rows: attemptsOf(() => []) },
    interactions: {
      head: [...head, title, ...numbers(count).flatMap((n) => [words.question, words.response, words.right, words.result].map((word) => word + ' ' + n))],
      rows: attemptsOf((values) => [status(values), ...numbers(count).flatMap((n) => answerOf(values, n, edition))]),
    },
    // Its headings are there, its cells stay empty: Moodle 4.3 and later look for them under a wrong name.
    objectives: {
      head: [...head, title, ...ids.flatMap((id) => [id + ' ' + words.status, id + ' ' + words.points])],
      rows: attemptsOf((values) => [status(values), ...ids.flatMap(() => ['', ''])]),
    },
  };
}

// What Moodle's interactions report gives when it is downloaded: CSV, with a column for the user name. Moments are in UTC.
export function exportOf(state, edition, words) {
  const date = (at) => (at === undefined ? '' : new Date(at).toISOString());
  const { interactions: { head, rows } } = reportsOf(state, edition, words, date);
  const named = [[head[0], words.username, ...head.slice(1)], ...rows.map((row) => [row[0], row[0], ...row.slice(1)])];
  return named.map((row) => row.map((cell) => '"' + cell.replace(/"/g, '""') + '"').join(',')).join('\r\n') + '\r\n';
}

const numbers = (count) => Array.from({ length: count }, (_, n) => n);
const textOf = (value) => (value === undefined ? '' : String(value));
const scoreOf = (values) => textOf(values['cmi.core.score.raw'] ?? values['cmi.score.raw']);
const statusOf = (values) => textOf(values['cmi.core.lesson_status'] ?? values['cmi.completion_status']) || 'not attempted';
const questionsOf = (values) => Object.keys(values).filter((name) => /^cmi\.interactions\.\d+\.id$/.test(name)).length;
const objectivesOf = (values) => Object.keys(values).filter((name) => /^cmi\.objectives\.\d+\.id$/.test(name)).map((name) => String(values[name]));

// The report knows the elements of SCORM 1.2 only.
function answerOf(values, n, edition) {
  if (edition !== 'scorm12') return ['', '', '', ''];
  const path = 'cmi.interactions.' + n + '.';
  const patterns = Object.keys(values).filter((name) => name.startsWith(path + 'correct_responses.')).map((name) => values[name]);
  return [textOf(values[path + 'id']), textOf(values[path + 'student_response']), patterns.join(','), textOf(values[path + 'result'])];
}
