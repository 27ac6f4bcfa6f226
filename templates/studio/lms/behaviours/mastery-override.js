// facts/moodle.md §4: "Mastery (1.2): at LMSFinish, if masteryscore and score.raw are set, Moodle overwrites lesson_status with
// passed/failed", in normal mode with credit.

export function masteryOverride(held) {
  const mastery = held.values.get('cmi.student_data.mastery_score');
  const score = held.values.get('cmi.core.score.raw');
  const counts = held.values.get(held.model.mode) === 'normal' && held.values.get('cmi.core.credit') === 'credit';
  if (!counts || mastery === '' || mastery === undefined || score === '' || score === undefined) return;
  held.values.set(held.model.status, Number(score) >= Number(mastery) ? 'passed' : 'failed');
}
