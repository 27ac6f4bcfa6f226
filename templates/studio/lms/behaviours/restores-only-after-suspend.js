// facts/moodle.md §4: "1.2 restores everything always; entry is ab-initio first, resume if the last exit was suspend, else empty. 2004
// restores only if the last cmi.exit was suspend."

export function opening12(track, { learner, mode, masteryscore = '' }) {
  const held = (name, otherwise = '') => (track.has(name) ? track.get(name) : otherwise);
  const own = {};
  track.forEach((value, name) => { if (/\.\d+\./.test(name)) own[name] = value; });
  return {
    'cmi.core.student_id': learner, 'cmi.core.student_name': learner, 'cmi.core.lesson_mode': mode,
    'cmi.core.credit': mode === 'normal' ? 'credit' : 'no-credit',
    'cmi.core.entry': track.size === 0 ? 'ab-initio' : held('cmi.core.exit') === 'suspend' ? 'resume' : '',
    'cmi.core.lesson_status': held('cmi.core.lesson_status'), 'cmi.core.lesson_location': held('cmi.core.lesson_location'),
    'cmi.core.score.raw': held('cmi.core.score.raw'), 'cmi.core.score.min': held('cmi.core.score.min'), 'cmi.core.score.max': held('cmi.core.score.max'),
    'cmi.core.exit': held('cmi.core.exit'), 'cmi.core.total_time': held('cmi.core.total_time', '00:00:00'), 'cmi.core.session_time': '00:00:00',
    'cmi.suspend_data': held('cmi.suspend_data'), 'cmi.comments': held('cmi.comments'), 'cmi.launch_data': '',
    'cmi.student_data.mastery_score': masteryscore,
    ...own,
  };
}

export function opening2004(stored, { learner, mode }) {
  const track = stored.get('cmi.exit') === 'suspend' ? stored : new Map();
  const held = (name, otherwise = '') => (track.has(name) ? track.get(name) : otherwise);
  const own = {};
  track.forEach((value, name) => { if (/\.\d+\./.test(name)) own[name] = value; });
  return {
    'cmi.learner_id': learner, 'cmi.learner_name': learner, 'cmi.mode': mode, 'cmi.credit': mode === 'normal' ? 'credit' : 'no-credit',
    'cmi.entry': track.size ? 'resume' : 'ab-initio',
    'cmi.completion_status': held('cmi.completion_status', 'unknown'), 'cmi.success_status': held('cmi.success_status', 'unknown'),
    'cmi.progress_measure': held('cmi.progress_measure'), 'cmi.location': held('cmi.location'), 'cmi.exit': held('cmi.exit'),
    'cmi.score.raw': held('cmi.score.raw'), 'cmi.score.scaled': held('cmi.score.scaled'), 'cmi.score.min': held('cmi.score.min'), 'cmi.score.max': held('cmi.score.max'),
    'cmi.suspend_data': held('cmi.suspend_data'), 'cmi.total_time': held('cmi.total_time', 'PT0H0M0S'), 'cmi.session_time': 'PT0H0M0S', 'cmi.launch_data': '',
    'cmi.scaled_passing_score': '', 'cmi.completion_threshold': '',
    ...own,
  };
}
