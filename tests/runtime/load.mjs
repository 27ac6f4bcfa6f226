// Loads the runtime as a package delivers it: the adapter apart from all other files, comment lines gone.
import { readFileSync } from 'node:fs';

export const FILES = ['course.js', 'answers.js', 'state.js', 'answering.js', 'standing.js', 'saving.js', 'tracker.js', 'none.js'];

// The files of each adapter, as its format puts them together.
export const ADAPTERS = { scorm12: ['scorm12.js', 'scorm.js'], scorm2004: ['scorm2004.js', 'scorm.js'] };

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

// What a package puts in front of the adapter of SCORM 2004.
export const QUESTIONS = {};

function define(files, names) {
  return new Function('QUESTIONS', "'use strict';\n" + lines(files) + '\nreturn {' + names.join(',') + '};')(QUESTIONS);
}
