// What an edition of SCORM allows, where Moodle or our own promises allow less, that. For `strictLms`.

export function rules12() {
  return {
    prefix: 'LMS',
    end: 'Finish',
    mode: 'cmi.core.lesson_mode',
    credit: 'cmi.core.credit',
    statuses: /(lesson_status|objectives\.\d+\.status)$/,
    sums: /score\.raw$/,
    final: ['passed', 'completed', 'failed'],
    words: {
      'cmi.core.lesson_status': /^(passed|completed|failed|incomplete|browsed)$/,
      'cmi.core.exit': /^(suspend|logout|time-out|)$/,
      'cmi.core.session_time': /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/,
      'cmi.core.lesson_location': /^[\s\S]{0,255}$/,
      'cmi.core.score.raw': /^(100|\d{1,2}(\.5)?)$/,
      'cmi.core.score.max': /^(100|99\.5)$/,
      'cmi.suspend_data': /^[ -~]{0,4096}$/,
      'cmi.objectives.n.id': /^[!-~]{1,255}$/,
      'cmi.objectives.n.status': /^(passed|completed|failed|incomplete|browsed)$/,
      'cmi.interactions.n.id': /^[!-~]{1,255}$/,
      'cmi.interactions.n.type': /^(true-false|choice|fill-in|matching|performance|likert|sequencing|numeric)$/,
      'cmi.interactions.n.student_response': /^[ -~]{0,255}$/,
      'cmi.interactions.n.correct_responses.n.pattern': /^[ -~]{0,255}$/,
      'cmi.interactions.n.result': /^(correct|wrong|unanticipated|neutral)$/,
    },
    reads: /^cmi\.(core\.(lesson_mode|credit|entry|lesson_status|lesson_location|score\.(raw|min|max))|suspend_data|(objectives|interactions)\._count|objectives\.n\.(id|status))$/,
    refuses: (name, value, read) => {
      const foreign = /^cmi\.objectives\.\d+\.id$/.test(name) && !['', value].includes(read(name));
      return foreign ? 'overwrites the objective of another' : null;
    },
  };
}

// The patterns of Moodle's scorm_13.js; navigation requests, times of answers and the learner are on no list.
export function rules2004() {
  const DECIMAL = /^-?\d{1,5}(\.\d{1,18})?$/;
  const SHORT = '[A-Za-z0-9_.]{1,250}';
  const many = (one) => new RegExp('^' + one + '(\\[,\\]' + one + '){0,35}$');
  const RESPONSES = { choice: many(SHORT), sequencing: many(SHORT), matching: many(SHORT + '\\[\\.\\]' + SHORT), likert: new RegExp('^' + SHORT + '$') };
  return {
    prefix: '',
    end: 'Terminate',
    mode: 'cmi.mode',
    credit: 'cmi.credit',
    statuses: /(completion_status|success_status)$/,
    sums: /(score\.(raw|scaled)|progress_measure)$/,
    final: ['passed', 'completed', 'failed'],
    words: {
      'cmi.completion_status': /^(completed|incomplete|not attempted)$/,
      'cmi.success_status': /^(passed|failed)$/,
      'cmi.progress_measure': /^(0(\.\d{1,2})?|1)$/,
      'cmi.exit': /^suspend$/,
      'cmi.session_time': /^PT\d{1,10}H[1-5]?\dM[1-5]?\d(\.\d{1,2})?S$/,
      'cmi.location': /^[^\n]{0,1000}$/,
      'cmi.score.raw': /^(100|\d{1,2})$/,
      'cmi.score.scaled': /^(0(\.\d{1,2})?|1)$/,
      'cmi.score.max': DECIMAL,
      'cmi.suspend_data': /^[ -~]{0,4096}$/,
      'cmi.objectives.n.id': /^[!-~]{1,255}$/,
      'cmi.objectives.n.completion_status': /^(completed|incomplete)$/,
      'cmi.interactions.n.id': new RegExp('^' + SHORT + '$'),
      'cmi.interactions.n.type': /^(choice|matching|likert|sequencing)$/,
      'cmi.interactions.n.description': /^[^{\n\r][^\n\r]{0,249}$/,
      'cmi.interactions.n.learner_response': /^.+$/,
      'cmi.interactions.n.correct_responses.n.pattern': /^.+$/,
      'cmi.interactions.n.result': /^(correct|incorrect|neutral)$/,
    },
    reads: /^cmi\.(mode|credit|entry|completion_status|success_status|progress_measure|location|score\.(raw|min|max)|suspend_data|(objectives|interactions)\._count|objectives\.n\.(id|completion_status)|interactions\.n\.(id|type|description|learner_response|result|correct_responses\.n\.pattern))$/,
    refuses: (name, value, read) => {
      const [, list, n, field] = /^cmi\.(objectives|interactions)\.(\d+)\.(.+)$/.exec(name) || [];
      if (!list) return null;
      const before = 'cmi.' + list + '.' + n + '.';
      if (field !== 'id') {
        const type = read(before + 'type');
        const spelt = /learner_response|pattern/.test(field) ? RESPONSES[type] : /./;
        return !read(before + 'id') ? 'an element before its id' : !spelt ? 'an answer before its type' : spelt.test(value) ? null : 'not an answer of this type';
      }
      if (!['', value].includes(read(name))) return 'an id is written once';
      for (let other = 0; other < Number(read('cmi.' + list + '._count')); other += 1) {
        if (other !== Number(n) && read('cmi.' + list + '.' + other + '.id') === value) return 'an id that is there already';
      }
      return null;
    },
  };
}
