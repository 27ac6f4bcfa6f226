// Frappe LMS (packages.md §2): in SCORM 1.2 it counts only `passed`; once it counts a chapter as complete, it empties the state.

export function frappe(moodle) {
  const isFinished = (track) => track.get('cmi.core.lesson_status') === 'passed'
    || track.get('cmi.completion_status') === 'completed' || track.get('cmi.success_status') === 'passed';
  return {
    // A finished chapter opens as ever, not in review.
    isFinished: () => false,
    opening: (track, given) => moodle.opening(isFinished(track) ? new Map() : track, given),
    stored: (site, learner, attempt, sco) => { if (isFinished(site.tracks.of(learner, attempt, sco))) site.frappeComplete = true; },
  };
}
