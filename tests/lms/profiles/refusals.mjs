// LMSs that refuse, from the torture of learner.md: each is a change to the API in the page.

// Every function of the API is called what the edition calls it; `change(api, names)` alters it.
const wrapped = (change) => () => ({
  install: new Function('window', 'page', 'const twelve = page.edition === "scorm12";'
    + 'const names = twelve ? { start: "LMSInitialize", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit", error: "LMSGetLastError" } : { start: "Initialize", get: "GetValue", set: "SetValue", commit: "Commit", error: "GetLastError" };'
    + '(' + change + ')(startPlayer(window, page), names);'),
});

export const getThrows = wrapped((api, names) => { api[names.get] = () => { throw new Error('no such object'); }; });

export const getFails = wrapped((api, names) => {
  const error = api[names.error];
  let failed = false;
  const others = [names.set, names.commit, names.start];
  others.forEach((name) => { const call = api[name]; api[name] = (...given) => { failed = false; return call(...given); }; });
  api[names.get] = () => { failed = true; return ''; };
  api[names.error] = () => (failed ? '101' : error());
});

// The first reading of the state and of the status fails, as when a server was busy for a moment.
export const getFailsOnce = wrapped((api, names) => {
  const [get, error] = [api[names.get], api[names.error]];
  const seen = new Set();
  let failed = false;
  api[names.get] = (element) => {
    failed = /suspend_data|lesson_status|completion_status/.test(element) && !seen.has(element);
    seen.add(element);
    return failed ? '' : get(element);
  };
  api[names.error] = () => (failed ? '101' : error());
});

export const initializeFails = wrapped((api, names) => { api[names.start] = () => 'false'; });

export const setFails = wrapped((api, names) => { api[names.set] = () => 'false'; });

export const commitFails = wrapped((api, names) => { api[names.commit] = () => 'false'; });

export const everythingThrows = wrapped((api) => { Object.keys(api).forEach((name) => { api[name] = () => { throw new Error('gone'); }; }); });
