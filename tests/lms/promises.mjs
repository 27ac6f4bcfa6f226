// What must hold, whatever the learner does. Each function gives a list of sentences, empty where all is well. They read the LMS's
// table, so they hold for a walk in node and for one in Chromium.

import { load } from '../runtime/load.mjs';

const { decodeState, stepBit, STATE_DONE } = load('decodeState', 'stepBit', 'STATE_DONE');

const RANK = { '': 0, unknown: 0, 'not attempted': 0, browsed: 1, incomplete: 1, failed: 2, completed: 3, passed: 4 };
const STATUS = /^cmi\.(core\.lesson_status|completion_status|success_status|objectives\.\d+\.(status|completion_status))$/;
const SCORE = /score\.(raw|scaled)$/;

// The element is the same in all rows of a list: nothing that was reached goes down, no row changes its owner.
export function lowered(rows) {
  return rows.flatMap((row) => {
    const from = row.from === undefined ? '' : String(row.from);
    const to = String(row.to);
    const say = (what) => [what + ': ' + row.element + ' from ' + from + ' to ' + to];
    if (STATUS.test(row.element) && RANK[to] < RANK[from]) return say('a status falls');
    if (SCORE.test(row.element) && from !== '' && Number(to) < Number(from)) return say('a score falls');
    if (/^cmi\.(objectives|interactions)\.\d+\.id$/.test(row.element) && from !== '' && itemOf(from) !== itemOf(to)) return say('an index gets another owner');
    if (row.element === 'cmi.suspend_data') {
      const less = missing(masksOf(from), masksOf(to));
      if (less.length) return say('the state loses ' + less.join(' '));
    }
    return [];
  });
}

// An id may be spelt anew, but it must name the same item.
const itemOf = (id) => (/^[a-z0-9]+[-_]s\d+([_.]q\d+)?/.exec(id) || [id])[0].replace(/[-.]/g, '_');

export function masksOf(text) {
  return new Map(Array.from(decodeState(String(text || '')).entries, ([id, entry]) => [id, entry.mask]));
}

// What `now` says of a learner's steps, as the same masks.
export function masksNow(now) {
  return new Map(Object.entries(now.situations).map(([id, { steps, done }]) => [id, steps.reduce((sum, name) => sum | stepBit(name), done ? STATE_DONE : 0)]));
}

// The situations of `before` of which `after` holds less. What was done may forget its steps.
export function missing(before, after) {
  return Array.from(before).filter(([id, mask]) => {
    const held = after.get(id) || 0;
    return held & STATE_DONE ? false : (held & mask) !== mask;
  }).map(([id]) => id);
}

// A page that only looks leaves nothing behind. SCORM 1.2 has a word for a visit that only looked, and time passes in it too.
export function sideEffects(rows, pages) {
  return rows.filter((row) => {
    if (!pages[row.page] || pages[row.page].mode === 'normal' || row.from === row.to) return false;
    if (/(total_time|session_time|\.exit)$/.test(row.element)) return false;
    return !(STATUS.test(row.element) && !row.from && /^(browsed|incomplete|unknown)$/.test(row.to));
  }).map((row) => 'a ' + pages[row.page].mode + ' page wrote ' + row.element + ' = ' + row.to);
}

// Answers about oneself leave the page only while the learner agrees. `courses` tell which items they are; an
// answer that was taken back may leave a sign.
export function reflections(rows, track, courses) {
  const situations = courses.flatMap((course) => course.situations);
  const own = new Set(situations.flatMap(({ id, items }) => items.filter((item) => !/^facts?$/.test(item.kind)).map((item) => itemOf(id + '_' + item.id))));
  return rows.filter((row) => {
    if (row.element === 'cmi.suspend_data') return /C1|R[a-z0-9]/.test(row.to) && row.to !== row.from;
    const found = /^(cmi\.interactions\.\d+\.)(student_response|learner_response)$/.exec(row.element);
    if (!found || row.to === row.from || /^(_|_\[\.\]_|)$/.test(row.to)) return false;
    return own.has(itemOf(String(track.get(found[1] + 'id') || '')));
  }).map((row) => 'without consent: ' + row.element + ' = ' + row.to);
}
