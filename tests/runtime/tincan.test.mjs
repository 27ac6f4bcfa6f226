// The adapter for a launch by tincan.xml, against a record store that asks for none of cmi5.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ACTOR } from '../browser/cmi5-lms.mjs';
import { createVisit, fails, leave, lmsFor, noFaults, settle } from './launched.mjs';
import { course, play } from './lms.mjs';

const enter = (lms, given, more) => createVisit(lms, given, { format: 'tincan', ...more }).begin();
const count = (lms, name) => lms.told().filter((told) => told === name).length;

test('opened, worked through, left, opened again: told once, without a name and without what is cmi5’s', async () => {
  const lms = lmsFor({ plain: true });
  const given = course('essential', 2, { success: 60 });
  const first = await enter(lms, given);
  given.situations.forEach((one) => play(first.tracker, one));
  await leave(first);
  const second = await enter(lms, given);
  assert.deepEqual([second.opened.status, second.opened.score], ['passed', 100]);
  await leave(second);
  noFaults(lms);
  assert.deepEqual(['initialized', 'completed', 'passed', 'experienced t2-s01', 'terminated'].map((name) => count(lms, name)), [2, 1, 1, 1, 2]);
  const all = JSON.stringify(lms.statements);
  assert.ok(!all.includes(ACTOR.name) && !all.includes('/cmi5/context'));
  assert.deepEqual(lms.statements.map(({ context }) => context.registration).filter((id) => !id), []);
});

test('a launch without a registration, or with an actor of the first drafts', async () => {
  for (const actor of [
    { name: ['Marker Learner'], account: [{ accountServiceHomePage: 'https://lms.example.org', accountName: '7f3a91c2' }] },
    { objectType: 'Agent', name: 'Marker Learner', account: { homePage: 'https://lms.example.org', name: '7f3a91c2' } },
  ]) {
    const lms = lmsFor({ plain: true });
    const query = new URLSearchParams(lms.launch());
    query.set('actor', JSON.stringify(actor));
    const visit = await enter(lms, course('essential'), { query: query.toString() });
    await leave(visit);
    noFaults(lms);
    assert.deepEqual(lms.told(), ['initialized', 'terminated']);
    query.delete('registration');
    const bare = createVisit(lms, course('essential'), { format: 'tincan', query: query.toString(), line: ({ query: asked }) => {
      assert.equal('registration' in asked, false);
      return fails(404);
    } });
    await bare.begin();
    assert.equal(bare.opened.recorded, true);
  }
});

test('credentials that are refused: said, and nothing is recorded', async () => {
  const lms = lmsFor({ plain: true });
  const query = new URLSearchParams(lms.launch());
  query.set('auth', 'Basic nobody');
  const visit = await enter(lms, course('essential'), { query: query.toString() });
  assert.deepEqual([visit.notices, visit.opened.recorded], [['Not recorded'], false]);
  await settle(visit, 60000);
  assert.deepEqual(lms.told(), []);
});
