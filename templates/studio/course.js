// A course as a tutor finds it once its package was imported: the sections with what is in them, as the program has read them from the package.

import { make } from './dom.js';

// `sections` as the program tells them: { title, hidden, entries }, an entry { kind, title, hidden, questions }.
export function createCourse(words, sections) {
  return make('section.course', { 'aria-label': words.course },
    make('p.help', {}, words.course_lead),
    sections.map((one, at) => make('div', {},
      make('h3', {}, one.title || (at ? words.course_section.replace('{n}', at) : words.course_general), hidden(one)),
      one.entries.length ? make('ul', {}, one.entries.map(entry)) : make('p.help', {}, words.course_empty))));

  function entry(one) {
    return make('li', {}, make('span.kind', {}, (words.course_kinds[one.kind] || one.kind) + ' '), one.title, hidden(one),
      one.questions.length ? make('ol', {}, one.questions.map((question) => make('li', {}, question))) : null);
  }

  function hidden(one) {
    return one.hidden ? make('span.kind', {}, ' ' + words.course_hidden) : null;
  }
}
