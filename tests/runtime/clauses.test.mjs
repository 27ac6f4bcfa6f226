// `tests/cmi5-clauses.tsv` is whole, what it names is there, and the strict LMS sees what it says it sees.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { createLms } from '../browser/cmi5-lms.mjs';
import { createVisit, leave } from './launched.mjs';
import { ANSWERS, course, play } from './lms.mjs';

const read = (path) => readFileSync(new URL('../' + path, import.meta.url), 'utf8');
const rows = read('cmi5-clauses.tsv').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));
const FACTS = process.env.CMI5_REQUIREMENTS || new URL('../../../shared/facts/cmi5-requirements.json', import.meta.url);

test('every clause has one row, with a test that exists or a reason', () => {
  assert.equal(new Set(rows.map(([id]) => id)).size, rows.length);
  for (const [id, file, text, ...more] of rows) {
    assert.equal(more.length, 0, id);
    assert.ok(file === '-' ? text.length > 10 : read(file).includes(text), id + ': ' + text);
  }
});

test('every clause that does not bind the platform has a row', { skip: !existsSync(FACTS) && !process.env.CI && 'no list of clauses (set CMI5_REQUIREMENTS)' }, () => {
  const clauses = JSON.parse(readFileSync(FACTS, 'utf8')).filter(({ subject }) => subject !== 'LMS').map(({ id }) => id);
  assert.deepEqual(rows.map(([id]) => id), clauses);
});

const MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore';
// What a unit could do wrong with a statement that was right: which one, how, and the clause that the LMS names.
const WRONGS = [
  ['initialized', (one) => { delete one.id; }, '9.1.0.0-1'],
  ['initialized', (one) => { one.id = one.id.slice(0, 14) + '1' + one.id.slice(15); }, '9.1.0.0-1'],
  ['initialized', (one) => { delete one.actor.name; }, '8.1.3.0-3'],
  ['initialized', (one) => { delete one.timestamp; }, '9.7.0.0-1'],
  ['initialized', (one) => { one.timestamp = one.timestamp.replace('Z', '+01:00'); }, '9.7.0.0-2'],
  ['initialized', (one) => { delete one.context.registration; }, '9.6.1.0-1'],
  ['initialized', (one) => { one.context.extensions = {}; }, '9.6.3.1-4'],
  ['initialized', (one) => { delete one.context.contextActivities.grouping; }, '10.2.1.0-6'],
  ['initialized', (one) => { one.context.platform = 'ours'; }, '10.2.1.0-6'],
  ['initialized', (one) => { one.context.contextActivities.category = []; }, '9.3.0.0-4'],
  ['initialized', (one) => { one.object.id += '/other'; }, '8.1.5.0-6'],
  ['initialized', (one, lms) => { lms.sessions[0].preferences = false; }, '11.0.0.0-3'],
  ['initialized', (one) => { one.result = { score: { scaled: 1 } }; }, '9.5.1.0-2'],
  ['experienced t2-s01', (one) => { one.context.contextActivities.category.push({ id: 'https://w3id.org/xapi/cmi5/context/categories/moveon' }); }, '9.6.2.2-2'],
  ['completed', (one) => { one.result.completion = false; }, '9.5.3.0-1'],
  ['completed', (one) => { delete one.result.duration; }, '9.5.4.1-2'],
  ['terminated', (one) => { delete one.result; }, '9.5.4.1-1'],
  ['completed', (one) => { one.context.contextActivities.category.pop(); }, '9.6.2.2-1'],
  ['completed', (one) => { one.result.success = true; }, '9.5.2.0-3'],
  ['completed', (one) => { one.verb.id = 'http://adlnet.gov/expapi/verbs/initialized'; }, '9.3.0.0-2'],
  ['completed', (one) => { one.verb.id = 'http://adlnet.gov/expapi/verbs/launched'; }, '9.3.0.0-1'],
  ['passed', (one) => { one.result.score.scaled = 0.1; }, '9.3.4.0-2'],
  ['passed', (one) => { delete one.result.score.min; }, '9.5.1.0-3'],
  ['passed', (one) => { one.result.success = false; }, '9.5.2.0-1'],
  ['passed', (one) => { delete one.result.duration; }, '9.5.4.1-3'],
  ['passed', (one) => { delete one.context.extensions[MASTERY]; }, '9.6.3.2-2'],
  ['failed', (one) => { one.result.score.scaled = 0.6; }, '9.3.5.0-2'],
  ['failed', (one) => { one.result.success = true; }, '9.5.2.0-2'],
  ['failed', (one) => { delete one.result.duration; }, '9.5.4.1-4'],
  ['failed', (one) => { delete one.result.score.max; }, '9.5.1.0-3'],
  ['failed', (one) => { one.context.contextActivities.category.pop(); }, '9.6.2.2-1'],
  ['failed', (one) => { delete one.context.extensions[MASTERY]; }, '9.6.3.2-2'],
  ['failed', (one, lms, list) => { list.splice(list.indexOf(one) + 1, 0, again(one, { id: one.verb.id, success: false, scaled: 0.2 })); }, '9.3.0.0-2'],
  ['failed', (one, lms, list) => { list.splice(list.indexOf(one) + 1, 0, again(one, { id: one.verb.id.replace('failed', 'passed'), success: true, scaled: 0.7 })); }, '9.3.0.0-3'],
  ['failed', (one, lms) => { lms.sessions[0].mode = 'Browse'; }, '10.2.2.0-'],
  ['failed', (one, lms) => { lms.statements.push(again(one, { id: one.verb.id.replace('failed', 'passed'), success: true, scaled: 0.7 })); }, '9.3.0.0-8'],
  ['passed', (one, lms, list) => { list.splice(list.indexOf(one) + 1, 0, again(one, { id: one.verb.id.replace('passed', 'failed'), success: false, scaled: 0.2 })); }, '9.3.0.0-3'],
];
// The same statement as another one, about something else.
const again = (one, { id, success, scaled }) => ({
  ...structuredClone(one), id: randomUUID(), verb: { id }, result: { ...one.result, success, score: { scaled } },
});
const WRONG = { ...ANSWERS, fact: [0], facts: [2, 3] };
for (const [at, change, clause] of WRONGS) {
  test('the strict LMS refuses ' + at + ' by ' + clause + ': ' + String(change).slice(10, 70), async () => {
    const lms = createLms({ masteryScore: 0.6 });
    const spoil = (request) => {
      if (request.method !== 'POST' || !request.body) return null;
      const list = JSON.parse(request.body);
      const names = ({ verb, object }) => verb.id.split('/').pop() + (object.id.includes('/deck/') ? ' ' + object.id.split('/').pop() : '');
      list.filter((one) => names(one) === at).forEach((one) => change(one, lms, list));
      return lms.answer({ ...request, body: JSON.stringify(list) });
    };
    const given = course('essential', 1, { success: 60 });
    const visit = await createVisit(lms, given, { line: spoil }).begin();
    play(visit.tracker, given.situations[0], at === 'failed' ? WRONG : ANSWERS);
    await leave(visit);
    assert.ok(lms.faults.length > 0 && lms.faults.every((fault) => fault.startsWith(clause) || fault.startsWith('9.3.0.0-4')), lms.faults.join());
    assert.ok(lms.faults.some((fault) => fault.startsWith(clause)));
  });
}
