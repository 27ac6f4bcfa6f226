// What an LMS may hand over at the start: the state of another tool, a torn one, far too much, other people's objectives. The
// module opens, goes on, and lowers nothing.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, noTrouble, openPage } from './browser.mjs';
import { createRecord, noFaults, objectives, visit } from './lms.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';
import { openCard, walkSituation } from './walk.mjs';

const FOREIGN = { 0: { id: 'SOMEONE_ELSE', status: 'failed' }, 1: { id: 't1-s02', status: 'passed' }, 2: { id: 'x y', status: '' } };
const STORES = {
  'garbage of 60,000 signs': { suspend_data: 'é\u0000"<script>|;'.repeat(5500).slice(0, 60000) },
  'the state of another tool': { suspend_data: '{"v":2,"d":[123,34,112,114,111,103,114,101,115,115,34],"cpv":"x1"}' },
  'a state that was cut': { suspend_data: '1|t1-s01Ssf;t1-s02S', core: { lesson_location: 't1-s01/rea' } },
  'a full state': { suspend_data: '1|' + 'zz9S2;'.repeat(682) },
  'a state of a later version': { suspend_data: '2|t1-s01Qzzz;', core: { lesson_location: 'slide-44' } },
  'names out of the language': { suspend_data: '1|constructorS2;tostringS2;' + '__proto__S2;hasownpropertyP0;', core: { lesson_location: '__proto__/read' } },
  'foreign objectives': { objectives: FOREIGN },
  'passed with 100': { core: { lesson_status: 'passed', score: { raw: '100', min: '0', max: '100' } } },
  'failed with 12': { core: { lesson_status: 'failed', score: { raw: '12' } } },
  'all at once': { suspend_data: '\uffff'.repeat(60000), objectives: FOREIGN, core: { lesson_status: 'passed', score: { raw: '100' }, lesson_location: '/'.repeat(255) } },
};

test('a store full of hostile state', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'en', '--tracking', 'reflective');
  const { origin } = await serve(t, [one]);
  const browser = await launch(t);
  for (const [name, store] of Object.entries(STORES)) {
    await t.test(name, async () => {
      const { page, context, watch } = await openPage(browser);
      const record = createRecord(store.core, { suspend_data: store.suspend_data || '', objectives: store.objectives || {} });
      const session = await visit(page, origin, one.name, record);
      const before = { status: store.core?.lesson_status, score: store.core?.score?.raw };
      await openCard(session.sco, 't1-s02');
      // From wherever the state says to the end, through a quiz that is answered.
      await session.sco.evaluate(() => { window.location.hash = '#t1-s02/read'; });
      await session.sco.waitForSelector('.view.open .step-read.open');
      await walkSituation(session.sco);
      assert.equal(await session.sco.locator('.card[href="#t1-s02"].done').count(), 1);
      noFaults(await session.leave());
      noTrouble(watch, origin, one.name);
      await context.close();
      if (name === 'a state of a later version') {
        assert.equal(record.cmi.suspend_data, store.suspend_data, 'left alone');
        return;
      }
      const now = objectives(record);
      assert.ok(['completed', 'passed'].includes(now['t1-s02']), now['t1-s02']);
      if (store.objectives) assert.equal(now.SOMEONE_ELSE, 'failed', 'the objective of another stays as it is');
      assert.equal(record.cmi.core.lesson_status, before.status || (name === 'a state that was cut' ? 'completed' : 'incomplete'));
      if (before.score) assert.ok(Number(record.cmi.core.score.raw) >= Number(before.score));
      assert.ok(record.cmi.suspend_data.length <= 4096 && record.cmi.suspend_data.startsWith('1|'), record.cmi.suspend_data.slice(0, 40));
    });
  }
});
