// An LMS that refuses what a lenient one lets pass. It stands between a package and any SCORM API, answers `false` and writes
// down a fault where the standard, Moodle or our own promises forbid a call. It and the rules of an edition (rules.mjs) are
// plain functions that need nothing around them, so that a browser test can hand their text to a page.
//
// strictLms(api, log, rules()) → an API object. Each call adds to `log`: { call, name, value, result, fault }.

export function strictLms(api, log, rules) {
  // `unsure`: what a commit carried that was not kept; an LMS may have it or not, until one is.
  const state = { initialized: false, finished: false, error: null, since: new Set(), unsure: new Set() };
  const [INITIALIZE, END, GET, SET, COMMIT] = ['Initialize', rules.end, 'GetValue', 'SetValue', 'Commit'].map((name) => rules.prefix + name);
  const generic = (name) => String(name).replace(/\.\d+(?=\.)/g, '.n');
  const read = (name) => String(api[GET](name));
  const readOnly = () => /^(review|browse)$/.test(read(rules.mode)) || read(rules.credit) === 'no-credit';

  function sessionFault(call) {
    if (state.finished) return call + ' after ' + END;
    if (!state.initialized) return call + ' before ' + INITIALIZE;
    return null;
  }

  function gap(name) {
    const parts = /^cmi\.(objectives|interactions)\.(\d+)\./.exec(name);
    return parts !== null && Number(parts[2]) > Number(read('cmi.' + parts[1] + '._count'));
  }

  function lowered(name, value) {
    const before = read(name);
    if (rules.statuses.test(name)) return rules.final.includes(before) && value !== before;
    return rules.sums.test(name) && before !== '' && Number(value) < Number(before);
  }

  function writeFault(name, value) {
    if (sessionFault(SET)) return sessionFault(SET);
    if (readOnly()) return 'written in review, browse or without credit';
    const word = rules.words[generic(name)];
    if (!word) return 'not an element that may be written';
    if (typeof value !== 'string') return 'not a string';
    if (!word.test(value)) return 'not a value of this element';
    if (gap(name)) return 'leaves a gap in the indexes';
    if (state.unsure.has(name)) return null;
    return rules.refuses(name, value, read) || (lowered(name, value) ? 'lowers what was reached' : null);
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
    [INITIALIZE](text) {
      const fault = state.initialized || state.finished ? INITIALIZE + ' a second time' : text !== '' ? 'an argument' : null;
      return judge(INITIALIZE, '', '', fault, 'false', () => {
        const result = api[INITIALIZE]('');
        state.initialized = String(result) === 'true';
        return result;
      });
    },
    [END](text) {
      const fault = sessionFault(END) || (text !== '' ? 'an argument' : null);
      return judge(END, '', '', fault, 'false', () => {
        state.finished = true;
        return api[END]('');
      });
    },
    [GET](name) {
      const fault = sessionFault(GET) || (rules.reads.test(generic(name)) ? null : 'not an element that may be read');
      return judge(GET, name, '', fault, '', () => api[GET](name));
    },
    [SET](name, value) {
      const result = judge(SET, name, value, writeFault(name, value), 'false', () => api[SET](name, value));
      state.since.add(name);
      return result;
    },
    [COMMIT](text) {
      const fault = sessionFault(COMMIT) || (text !== '' ? 'an argument' : readOnly() ? 'committed in review' : null);
      const sent = Array.from(state.since);
      state.since.clear();
      const before = new Set(state.unsure);
      sent.forEach((name) => state.unsure.add(name));
      const result = judge(COMMIT, '', '', fault, 'false', () => api[COMMIT](''));
      // What was set to something else on purpose may be set back.
      if (result === 'true') state.unsure = new Set(sent.filter((name) => before.has(name)));
      return result;
    },
    [rules.prefix + 'GetLastError']: () => (state.error === null ? String(api[rules.prefix + 'GetLastError']()) : state.error),
    [rules.prefix + 'GetErrorString']: (code) => String(api[rules.prefix + 'GetErrorString'](code)),
    [rules.prefix + 'GetDiagnostic']: (code) => String(api[rules.prefix + 'GetDiagnostic'](code)),
  };
}
