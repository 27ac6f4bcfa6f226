// facts/moodle.md §4: "When is an attempt finished → review next time: every sco has 1.2 lesson_status completed/passed/failed, or 2004
// completion_status=completed." A new attempt is made only when the learner asks for one.

export function isFinished12(track) {
  return ['completed', 'passed', 'failed'].includes(track.get('cmi.core.lesson_status'));
}

export function isFinished2004(track) {
  return track.get('cmi.completion_status') === 'completed';
}

// The attempt that is entered and the mode in which it opens. No Moodle opens an unfinished attempt in review; the studio may ask for it.
export function chooseAttempt({ attempts, finished, mode, anew }) {
  const last = attempts.length ? attempts[attempts.length - 1] : 1;
  if (anew && finished(last)) return { attempt: last + 1, mode: 'normal' };
  if (mode === 'browse' || mode === 'review') return { attempt: last, mode };
  return { attempt: last, mode: finished(last) ? 'review' : 'normal' };
}
