// The module's own runtime in a window of the small browser: the files as a package delivers them, with the names of a page within
// their reach. `told` is what the learner reads about saving, in one of four words.

import { ADAPTERS, FILES, QUESTIONS, source } from '../runtime/load.mjs';

const made = new Map();

// The text is made into a function once; each page calls it with its own window.
function define(files, names) {
  const key = files.join();
  if (!made.has(key)) {
    const text = files.map(source).join('\n').split('\n').filter((line) => !line.trim().startsWith('//')).join('\n');
    made.set(key, new Function('scope', 'QUESTIONS', 'with (scope) { return (function () { "use strict";\n' + text + '\nreturn {' + names.join(',') + '}; })(); }'));
  }
  return (window) => made.get(key)(window, QUESTIONS);
}

// Starts the module in a frame of the player. `since` is given where the page before it handed its session over.
export function startModule(window, { format, course, since }) {
  const { createAdapter } = define(ADAPTERS[format], ['createAdapter'])(window);
  const { createTracker, createNone, listen } = define(FILES, ['createTracker', 'createNone', 'listen'])(window);
  const tracker = createTracker(course, createAdapter(window) || createNone(), () => window.Date.now());
  const module = { window, course, tracker, trouble: false };
  tracker.onTrouble((trouble) => { module.trouble = trouble; });
  tracker.start(since === null ? undefined : since);
  listen(window, window.document, tracker);
  return module;
}

// 'saved', 'waiting' (another try will come), 'impossible' (nothing will be saved here) or 'idle' (nothing is meant to be saved).
export function told(module) {
  if (module.trouble) return 'waiting';
  return module.tracker.now().recorded ? 'saved' : 'idle';
}
