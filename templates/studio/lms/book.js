// What the LMS holds of a learner, in the form in which the studio is told.

import { model12 } from './model12.js';
import { model2004 } from './model2004.js';

// The rows of all attempts, the values of the latest, how long each may be, the grade and the completion. `times` gives the
// beginning and the end of an attempt in milliseconds, `completed` whether the activity was completed before this page.
export function readBook(lms, learner, { times, completed }) {
  const { sco } = lms.package;
  const attempts = lms.tracks.attempts(learner, sco).map((attempt) => ({
    attempt, values: Object.fromEntries(lms.tracks.of(learner, attempt, sco)), ...times.get(attempt),
  }));
  const { values } = attempts.at(-1) || { values: {} };
  return {
    values, attempts, size: Object.values(values).join('').length, limits: limitsOf(lms.settings, Object.keys(values)),
    grade: lms.grade(learner), completed: completed || lms.completed(learner),
  };
}

// The longest text that an element takes, in UTF-16 units, where its format names one.
function limitsOf({ edition, standard }, names) {
  const { elements } = edition === 'scorm12' ? model12({ standard }) : model2004();
  const limitOf = (name) => {
    const { format } = elements[name.replace(/\.\d+(?=\.)/g, '.n')] || {};
    return Number((/\{0,(\d+)\}\$$/.exec(format ? format.source : '') || [])[1]);
  };
  return Object.fromEntries(names.map((name) => [name, limitOf(name)]).filter(([, limit]) => limit));
}
