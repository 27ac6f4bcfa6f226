// Loads the runtime as a package delivers it: the adapter in front, all other files in one function, comment lines gone.
import { readFileSync } from 'node:fs';

export const FILES = ['state.js', 'tracker.js', 'scorm12.js', 'none.js'];

export function source(name) {
  return readFileSync(new URL('../../templates/runtime/' + name, import.meta.url), 'utf8');
}

export function load(...names) {
  const inside = FILES.filter((name) => name !== 'scorm12.js').map(source).join('\n').split('\n')
    .filter((line) => !line.trim().startsWith('//')).join('\n');
  const answer = '\nreturn {' + names.join(',') + '};';
  return new Function(source('scorm12.js') + "\nreturn (function () {\n'use strict';\n" + inside + answer + '}());')();
}
