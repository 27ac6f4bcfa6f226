// The elements of SCORM 2004 as Moodle's client knows them. Source: facts/moodle.md, "Limits measured with SetValue". A
// function, because its text goes into a page.

export function model2004() {
  const text = (limit) => new RegExp('^[\\s\\S]{0,' + limit + '}$');
  const decimal = /^-?([0-9]{1,5})(\.[0-9]{1,18})?$/;
  const word = /^\S{1,4000}$/;
  const time = /^P(T(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/;
  const read = { access: 'r' };
  const both = (format, range) => ({ access: 'rw', format, range });
  const write = (format) => ({ access: 'w', format });
  const completion = /^(completed|incomplete|not attempted|unknown)$/;
  const success = /^(passed|failed|unknown)$/;
  return {
    prefix: '',
    end: 'Terminate',
    status: 'cmi.completion_status',
    mode: 'cmi.mode',
    sessionTime: 'cmi.session_time',
    totalTime: 'cmi.total_time',
    unset: 'not attempted',
    lists: ['objectives', 'interactions'],
    elements: {
      'cmi.learner_id': read, 'cmi.learner_name': read, 'cmi.credit': read, 'cmi.entry': read, 'cmi.mode': read,
      'cmi.total_time': read, 'cmi.launch_data': read, 'cmi.completion_threshold': read, 'cmi.scaled_passing_score': read,
      'cmi.completion_status': both(completion),
      'cmi.success_status': both(success),
      'cmi.progress_measure': both(decimal, [0, 1]),
      'cmi.location': both(text(1000)),
      'cmi.score.raw': both(decimal), 'cmi.score.min': both(decimal), 'cmi.score.max': both(decimal), 'cmi.score.scaled': both(decimal, [-1, 1]),
      'cmi.exit': write(/^(time-out|suspend|logout|normal|)$/),
      'cmi.session_time': write(time),
      'cmi.suspend_data': both(text(64000)),
      'cmi.objectives.n.id': both(word),
      'cmi.objectives.n.completion_status': both(completion),
      'cmi.objectives.n.success_status': both(success),
      'cmi.objectives.n.description': both(/^[^{\n\r][^\n\r]{0,250}$/),
      'cmi.objectives.n.score.scaled': both(decimal, [-1, 1]),
      'cmi.interactions.n.id': both(word),
      'cmi.interactions.n.type': both(/^(true-false|choice|(long-)?fill-in|matching|performance|sequencing|likert|numeric|other)$/),
      'cmi.interactions.n.description': both(/^[^{\n\r][^\n\r]{0,250}$/),
      'cmi.interactions.n.learner_response': both(/^[^\n\r]*$/),
      'cmi.interactions.n.correct_responses.n.pattern': both(/^[^\n\r]*$/),
      'cmi.interactions.n.result': both(/^(correct|incorrect|unanticipated|neutral|-?[0-9]{1,4}(\.[0-9]{1,18})?)$/),
      'cmi.interactions.n.timestamp': both(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,2}(Z|[+-]\d\d:\d\d))?$/),
    },
    // What a new thing of a list begins with; the same values are not worth sending.
    begins: { objectives: { success_status: 'unknown', completion_status: 'unknown' }, interactions: {} },
    errors: { closed: '122', ended: '123', unknown: '401', readOnly: '404', writeOnly: '405', type: '406', range: '407', order: '351', unset: '403', beyond: '301', again: '103', late: '104' },
  };
}
