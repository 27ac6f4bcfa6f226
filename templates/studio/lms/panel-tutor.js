// What a tutor sees: Moodle's reports, the grade and the completion, from the same values.

import { fill, makeTable } from './dom.js';
import { make } from '../dom.js';
import { createReport } from './panel-report.js';
import { exportOf, reportsOf } from './reports.js';

export function createTutor(texts, data, report) {
  const words = texts.reports;
  const moodle = make('div', {}, make('p', { class: 'note' }, words.empty));
  const pages = report ? createReport(texts, data, report, (message) => exportOf(message, state.edition, words)) : null;
  const element = make('div', {}, moodle, pages ? pages.element : '');
  const state = { edition: 'scorm12', profile: 'moodle45' };
  const date = (at) => (at === undefined ? '' : new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'full', timeStyle: 'short' }).format(at));
  const note = (text) => make('p', { class: 'note' }, text);

  function draw(message) {
    if (!message.attempts.length) return moodle.replaceChildren(note(words.empty));
    const { basic, interactions, objectives } = reportsOf(message, state.edition, words, date);
    const grade = message.grade === null ? words.no_grade : fill(words.grade, { n: message.grade });
    return moodle.replaceChildren(
      ...(state.profile === 'moodle45' ? [] : [note(fill(words.other_lms, { lms: texts.profiles[state.profile] }))]),
      make('p', {}, grade + ' ' + (message.completed ? words.completed : words.not_completed)),
      makeTable(words.basic, basic.head, basic.rows),
      makeTable(words.interactions, interactions.head, interactions.rows),
      ...(state.edition === 'scorm12' ? [] : [note(words.only12)]),
      makeTable(words.objectives, objectives.head, objectives.rows),
      note(words.no_objectives),
    );
  }

  return {
    element,
    hear: (message) => {
      if (message.cartable === 'ready') Object.assign(state, { edition: message.edition, profile: message.profile });
      if (message.cartable === 'state') draw(message);
      if (pages) pages.hear(message);
    },
    shown: () => { if (pages) pages.shown(); },
  };
}
