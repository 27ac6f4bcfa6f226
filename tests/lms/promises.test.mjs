// What must hold can be broken: each promise, with a table that breaks it and one that does not.
import assert from 'node:assert/strict';
import test from 'node:test';
import { course } from '../runtime/lms.mjs';
import { lowered, masksNow, masksOf, missing, reflections, sideEffects } from './promises.mjs';

const row = (element, from, to, page = 0) => ({ element, from, to, page });

test('nothing falls', () => {
  const broken = [
    row('cmi.core.lesson_status', 'completed', 'incomplete'), row('cmi.completion_status', 'completed', 'unknown'), row('cmi.objectives.0.status', 'completed', 'incomplete'),
    row('cmi.core.score.raw', '100', '67'), row('cmi.score.scaled', '1', '0.5'), row('cmi.suspend_data', '1|t2-s01S6;', '1|t2-s01S2;'), row('cmi.suspend_data', '1|t2-s01Ssf;', ''),
    row('cmi.objectives.0.id', 't2-s01', 't2-s02'), row('cmi.interactions.1.id', 't2-s01_q1_a', 't2-s01_q2_a'), row('cmi.interactions.1.id', 't2_s01.q1', 't2_s02.q1'),
  ];
  broken.forEach((one) => assert.equal(lowered([one]).length, 1, one.element + ' ' + one.from));
  const good = [
    row('cmi.core.lesson_status', undefined, 'incomplete'), row('cmi.core.lesson_status', 'incomplete', 'completed'), row('cmi.core.score.raw', '67', '100'), row('cmi.core.score.raw', '', '0'),
    row('cmi.suspend_data', '1|t2-s01S6;', '1|t2-s01Se;t2-s02S2;'), row('cmi.suspend_data', '1|t2-s01Sse;', '1|t2-s01S1;'), row('cmi.interactions.1.id', 't2-s01_q1_a', 't2-s01_q1_b'),
  ];
  assert.deepEqual(lowered(good), []);
});

test('a page that looks writes nothing, but that it looked', () => {
  const pages = [{ mode: 'normal' }, { mode: 'browse' }, { mode: 'review' }];
  const broken = [row('cmi.core.lesson_status', undefined, 'completed', 1), row('cmi.core.score.raw', '80', '10', 2), row('cmi.suspend_data', '', '1|', 1)];
  broken.forEach((one) => assert.equal(sideEffects([one], pages).length, 1, one.element));
  assert.deepEqual(sideEffects([row('cmi.core.lesson_status', undefined, 'browsed', 1), row('cmi.core.total_time', '', '1', 2), row('cmi.core.score.raw', '80', '80', 2), row('cmi.suspend_data', '', '1|', 0)], pages), []);
});

test('nothing reflective leaves unasked', () => {
  const given = [course('reflective', 1)];
  const track = new Map([['cmi.interactions.0.id', 't2-s01_q1_une-question'], ['cmi.interactions.1.id', 't2-s01_q3_une-question'], ['cmi.interactions.2.id', 't2_s01.q3']]);
  const broken = [row('cmi.interactions.1.student_response', '', '3'), row('cmi.interactions.2.learner_response', undefined, '3'), row('cmi.suspend_data', '', '1|C1;t2-s01S2;'), row('cmi.suspend_data', '', '1|t2-s01S2R3.3;')];
  broken.forEach((one) => assert.equal(reflections([one], track, given).length, 1, one.element + ' ' + one.to));
  assert.deepEqual(reflections([row('cmi.interactions.0.student_response', '', 'a'), row('cmi.interactions.1.student_response', '3', ''), row('cmi.suspend_data', '', '1|t2-s01S2A1.2;')], track, given), []);
});

test('what is missing is named', () => {
  assert.deepEqual(missing(masksOf('1|a-s01S6;b-s01S2;'), masksOf('1|a-s01S2;b-s01S6;')), ['a-s01']);
  assert.deepEqual(missing(masksOf('1|a-s01Sse;'), masksOf('1|a-s01S1;')), []);
  assert.deepEqual(Array.from(masksNow({ situations: { 'a-s01': { steps: ['read', 'reaction'], done: false }, 'b-s01': { steps: [], done: true } } })), [['a-s01', 6], ['b-s01', 1]]);
});
