// Loads the runtime as a package delivers it: the adapter apart from all other files, comment lines gone.
import { readFileSync } from 'node:fs';

export const FILES = ['course.js', 'answers.js', 'state.js', 'answering.js', 'standing.js', 'saving.js', 'tracker.js', 'handover.js', 'none.js'];

const SCORM_FILES = ['api.js', 'commit.js', 'journal.js', 'alone.js', 'scorm.js'];

// The files of each adapter, as its format puts them together.
export const ADAPTERS = { scorm12: ['scorm12.js', ...SCORM_FILES], scorm2004: ['scorm2004.js', ...SCORM_FILES] };

export function source(name) {
  return readFileSync(new URL('../../templates/runtime/' + name, import.meta.url), 'utf8');
}

const lines = (files) => files.map(source).join('\n').split('\n').filter((line) => !line.trim().startsWith('//')).join('\n');

// What the runtime defines under these names.
export function load(...names) {
  return define(FILES, names);
}

// What the adapter of a format defines under these names.
export function loadAdapter(format, ...names) {
  return define(ADAPTERS[format], names);
}

// What a package puts in front of the adapters of SCORM.
export const QUESTIONS = {};
export const WORDS = { absent: 'no LMS', old: 'old or unreadable', window: 'another window' };
export const SCORM = { journal: true, questions: QUESTIONS, texts: { en: WORDS } };

// What a tracker may know of the world around it. `clock.now` is its time, `clock.set` by how much somebody has put it forward; what
// is to be done later is kept in `clock.tasks`.
export const worldOf = (clock) => ({
  now: () => clock.now + (clock.set || 0),
  elapsed: () => clock.now,
  online: () => clock.online !== false,
  later: (work, wait) => (clock.tasks = clock.tasks || []).push({ at: clock.now + wait, work }),
});

// Time goes on, and what was to be done meanwhile is done.
export function pass(clock, milliseconds) {
  const until = clock.now + milliseconds;
  for (;;) {
    const due = (clock.tasks || []).filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
    if (!due) break;
    clock.tasks.splice(clock.tasks.indexOf(due), 1);
    clock.now = Math.max(clock.now, due.at);
    due.work();
  }
  clock.now = until;
}

function define(files, names) {
  return new Function('SCORM', "'use strict';\n" + lines(files) + '\nreturn {' + names.join(',') + '};')(SCORM);
}
