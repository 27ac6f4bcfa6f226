// The elements of SCORM 1.2 as Moodle's client knows them: whether they may be read and written, what a value looks like, the
// range of a number. Source: facts/moodle.md, "Limits measured with SetValue". A function, because its text goes into a page.

export function model12({ standard = false } = {}) {
  const long = standard ? 4096 : 64000;
  const short = standard ? 255 : 64000;
  const text = (limit) => new RegExp('^[\\s\\S]{0,' + limit + '}$');
  const decimal = /^-?([0-9]{0,3})(\.[0-9]*)?$/;
  const word = /^[!-~]{0,255}$/;
  const read = { access: 'r' };
  const both = (format, range) => ({ access: 'rw', format, range });
  const write = (format, range) => ({ access: 'w', format, range });
  const statuses = 'passed|completed|failed|incomplete|browsed';
  return {
    prefix: 'LMS',
    end: 'Finish',
    status: 'cmi.core.lesson_status',
    mode: 'cmi.core.lesson_mode',
    sessionTime: 'cmi.core.session_time',
    totalTime: 'cmi.core.total_time',
    unset: 'not attempted',
    lists: ['objectives', 'interactions'],
    elements: {
      'cmi.core.student_id': read, 'cmi.core.student_name': read, 'cmi.core.credit': read, 'cmi.core.entry': read,
      'cmi.core.lesson_mode': read, 'cmi.core.total_time': read, 'cmi.launch_data': read, 'cmi.student_data.mastery_score': read,
      'cmi.core.lesson_location': both(text(short)),
      'cmi.core.lesson_status': both(new RegExp('^(' + statuses + ')$')),
      'cmi.core.score.raw': both(decimal, [0, 100]), 'cmi.core.score.min': both(decimal, [0, 100]), 'cmi.core.score.max': both(decimal, [0, 100]),
      'cmi.core.exit': write(/^(time-out|suspend|logout|)$/),
      'cmi.core.session_time': write(/^[0-9]{2,4}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,2})?$/),
      'cmi.suspend_data': both(text(long)),
      'cmi.comments': both(text(long)),
      'cmi.objectives.n.id': both(word),
      'cmi.objectives.n.status': both(new RegExp('^(' + statuses + '|not attempted)$')),
      'cmi.objectives.n.score.raw': both(decimal, [0, 100]),
      'cmi.interactions.n.id': write(word),
      'cmi.interactions.n.type': write(/^(true-false|choice|fill-in|matching|performance|sequencing|likert|numeric)$/),
      'cmi.interactions.n.student_response': write(text(short)),
      'cmi.interactions.n.correct_responses.n.pattern': write(text(short)),
      'cmi.interactions.n.result': write(/^(correct|wrong|unanticipated|neutral|[0-9]{0,3}(\.[0-9]*)?)$/),
      'cmi.interactions.n.weighting': write(decimal, [-100, 100]),
      'cmi.interactions.n.latency': write(/^[0-9]{2,4}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,2})?$/),
    },
    // What a new thing of a list begins with: nothing.
    begins: { objectives: {}, interactions: {} },
    errors: { closed: '301', ended: '301', unknown: '201', readOnly: '403', writeOnly: '404', type: '405', range: '405', order: '201', unset: '0', beyond: '0', again: '101', late: '101' },
  };
}
