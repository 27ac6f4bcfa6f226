// The module's own runtime in a window of the small browser: the files as a package delivers them, with the names of a page within
// their reach. `told` is what the learner reads about saving, in one of four words.

import { ADAPTERS, FILES, source } from '../runtime/load.mjs';

const made = new Map();
const WORDS = { absent: 'no LMS', old: 'an old page', unread: 'could not be read', window: 'another window' };
// What a package puts in front of its adapter.
const TABLES = { SCORM: { journal: true, questions: {}, texts: { fr: WORDS } }, QUESTIONS: {} };

// The text is made into a function once; each page calls it with its own window.
function define(files, names) {
  const key = files.join();
  if (!made.has(key)) {
    const text = files.map(source).join('\n').split('\n').filter((line) => !line.trim().startsWith('//')).join('\n');
    made.set(key, new Function('scope', ...Object.keys(TABLES), 'with (scope) { return (function () { "use strict";\n' + text + '\nreturn {' + names.join(',') + '}; })(); }'));
  }
  return (window) => made.get(key)(window, ...Object.values(TABLES));
}

// Starts the module in a frame of the player. `since` is given where the page before it handed its session over.
export function startModule(window, { format, course, since }) {
  const { createAdapter } = define(ADAPTERS[format], ['createAdapter'])(window);
  const { createTracker, createNone, listen } = define(FILES, ['createTracker', 'createNone', 'listen'])(window);
  const world = { now: () => window.Date.now(), elapsed: () => window.performance.now(), later: (work, wait) => window.setTimeout(work, wait), online: () => window.navigator.onLine };
  const tracker = createTracker(course, createAdapter(window) || createNone(), Object.assign(world.now, world));
  const module = { window, course, tracker, trouble: '' };
  tracker.onTrouble((trouble) => { module.trouble = trouble; });
  tracker.start(since === null ? undefined : since);
  listen(window, window.document, tracker);
  return module;
}

// Troubles that pass by themselves.
const PASSING = [true, 'waiting', 'offline'];

// 'saved', 'waiting' (another try will come), 'impossible' (nothing will be saved here) or 'idle' (nothing is meant to be saved).
export function told({ trouble, tracker }) {
  if (trouble) return PASSING.includes(trouble) ? 'waiting' : 'impossible';
  return tracker.now().recorded ? 'saved' : 'idle';
}
