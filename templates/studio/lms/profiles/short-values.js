// An LMS that takes 4,096 characters of state, 255 of an answer or a place, as the standard says: Moodle with its setting
// "SCORM standards compliance" on (facts/moodle.md §4). A setting, not a change of behaviour.

export const shortValues = { standard: true };
