// facts/moodle.md §4 and §8: "LMSFinish with status still `not attempted` is stored as completed", whatever the mode, so a second of
// preview completes the activity. SCORM 1.2 only.

export function finishCompletes(held) {
  const { status, unset } = held.model;
  if (held.values.get(status) === unset) held.values.set(status, 'completed');
}
