// facts/moodle.md §5: the grade uses only score.raw, the highest of all attempts; the activity is completed once a status is completed
// or passed in any attempt, and stays so.

export function gradeOf(tracks, learner, sco, edition) {
  const element = edition === 'scorm12' ? 'cmi.core.score.raw' : 'cmi.score.raw';
  const scores = tracks.attempts(learner, sco).map((attempt) => tracks.of(learner, attempt, sco).get(element)).filter((score) => score !== undefined && score !== '');
  return scores.length ? Math.max(...scores.map(Number)) : null;
}

export function isCompleted(tracks, learner, sco) {
  return tracks.history.some((row) => row.learner === learner && row.sco === sco
    && /^cmi\.(core\.lesson_status|completion_status|success_status)$/.test(row.element) && /^(completed|passed)$/.test(row.to));
}
