// An LMS that refuses what a lenient one lets pass. It stands between a package and any SCORM 1.2 API, answers `false`
// and writes down a fault where the standard, Moodle or our own promises forbid a call. It is one plain function that
// needs nothing around it, so that a browser test can hand its text to a page.
//
// strictLms(api, log) → an API object. Each call adds to `log`: { call, name, value, result, fault }.

export function strictLms(api, log) {
  const WORDS = {
    'cmi.core.lesson_status': /^(passed|completed|failed|incomplete|browsed)$/,
    'cmi.core.exit': /^(suspend|logout|time-out|)$/,
    'cmi.core.session_time': /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/,
    'cmi.core.lesson_location': /^[\s\S]{0,255}$/,
    'cmi.core.score.raw': /^(100|\d{1,2})$/,
    'cmi.core.score.min': /^(100|\d{1,2})$/,
    'cmi.core.score.max': /^(100|\d{1,2})$/,
    'cmi.suspend_data': /^[ -~]{0,4096}$/,
    'cmi.objectives.n.id': /^[!-~]{1,255}$/,
    'cmi.objectives.n.status': /^(passed|completed|failed|incomplete|browsed)$/,
    'cmi.interactions.n.id': /^[!-~]{1,255}$/,
    'cmi.interactions.n.type': /^(true-false|choice|fill-in|matching|performance|likert|sequencing|numeric)$/,
    'cmi.interactions.n.student_response': /^[ -~]{0,255}$/,
    'cmi.interactions.n.correct_responses.n.pattern': /^[ -~]{0,255}$/,
    'cmi.interactions.n.result': /^(correct|wrong|unanticipated|neutral)$/,
  };
  const READS = /^cmi\.(core\.(lesson_mode|credit|entry|lesson_status|lesson_location|score\.(raw|min|max))|suspend_data|(objectives|interactions)\._count|objectives\.n\.(id|status))$/;
  const FINAL = ['passed', 'completed', 'failed'];
  const state = { initialized: false, finished: false, error: null };
  const generic = (name) => String(name).replace(/\.\d+(?=\.)/g, '.n');
  const read = (name) => String(api.LMSGetValue(name));
  const readOnly = () => /^(review|browse)$/.test(read('cmi.core.lesson_mode')) || read('cmi.core.credit') === 'no-credit';

  function sessionFault(call) {
    if (state.finished) return call + ' after LMSFinish';
    if (!state.initialized) return call + ' before LMSInitialize';
    return null;
  }

  function lowered(name, value) {
    const before = read(name);
    if (/lesson_status$|objectives\.\d+\.status$/.test(name)) return FINAL.includes(before) && value !== before;
    return name === 'cmi.core.score.raw' && before !== '' && Number(value) < Number(before);
  }

  function gap(name) {
    const parts = /^cmi\.(objectives|interactions)\.(\d+)\./.exec(name);
    return parts !== null && Number(parts[2]) > Number(read('cmi.' + parts[1] + '._count'));
  }

  function foreignObjective(name, value) {
    return /^cmi\.objectives\.\d+\.id$/.test(name) && !['', value].includes(read(name));
  }

  function writeFault(name, value) {
    if (sessionFault('LMSSetValue')) return sessionFault('LMSSetValue');
    if (readOnly()) return 'written in review, browse or without credit';
    const word = WORDS[generic(name)];
    if (!word) return 'not an element that may be written';
    if (typeof value !== 'string') return 'not a string';
    if (!word.test(value)) return 'not a value of this element';
    if (gap(name)) return 'leaves a gap in the indexes';
    if (foreignObjective(name, value)) return 'overwrites the objective of another';
    return lowered(name, value) ? 'lowers what was reached' : null;
  }

  // `work` runs only where there is no fault, as an LMS that refuses does nothing else.
  function judge(call, name, value, fault, refusal, work) {
    const entry = { call, name, value, result: refusal, fault };
    log.push(entry);
    state.error = fault ? '101' : null;
    if (!fault) entry.result = String(work());
    return entry.result;
  }

  return {
    LMSInitialize(text) {
      const fault = state.initialized || state.finished ? 'LMSInitialize a second time' : text !== '' ? 'an argument' : null;
      return judge('LMSInitialize', '', '', fault, 'false', () => {
        const result = api.LMSInitialize('');
        state.initialized = String(result) === 'true';
        return result;
      });
    },
    LMSFinish(text) {
      const fault = sessionFault('LMSFinish') || (text !== '' ? 'an argument' : null);
      return judge('LMSFinish', '', '', fault, 'false', () => {
        state.finished = true;
        return api.LMSFinish('');
      });
    },
    LMSGetValue(name) {
      const fault = sessionFault('LMSGetValue') || (READS.test(generic(name)) ? null : 'not an element that may be read');
      return judge('LMSGetValue', name, '', fault, '', () => api.LMSGetValue(name));
    },
    LMSSetValue(name, value) {
      return judge('LMSSetValue', name, value, writeFault(name, value), 'false', () => api.LMSSetValue(name, value));
    },
    LMSCommit(text) {
      const fault = sessionFault('LMSCommit') || (text !== '' ? 'an argument' : readOnly() ? 'committed in review' : null);
      return judge('LMSCommit', '', '', fault, 'false', () => api.LMSCommit(''));
    },
    LMSGetLastError: () => (state.error === null ? String(api.LMSGetLastError()) : state.error),
    LMSGetErrorString: (code) => String(api.LMSGetErrorString(code)),
    LMSGetDiagnostic: (code) => String(api.LMSGetDiagnostic(code)),
  };
}
