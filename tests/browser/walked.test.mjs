// What the program kept before the card stayed on the table (`walked/states.json`) leads to the same step with the same steps done and the
// same answers, and is still all there when the learner goes. A state takes two seconds: every fifth is tried, or each with STATES=all.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { launch, noTrouble, openPage } from './browser.mjs';
import { held, noFaults, visit } from './lms.mjs';
import { serve } from './server.mjs';
import { load } from '../runtime/load.mjs';
import { build3, lookAround, recordOf, singlePartners } from './walked/walked.mjs';

const ALL = JSON.parse(readFileSync(new URL('walked/states.json', import.meta.url), 'utf8'));
const ROWS = process.env.STATES === 'all' ? ALL : ALL.filter((row, at) => at % 5 === 0);
const { decodeState } = load('decodeState');

// All that a later state must still hold of an earlier one.
function keepsAll(before, after, told) {
  decodeState(before).entries.forEach((entry, id) => {
    const now = decodeState(after).entries.get(id);
    assert.equal(now.mask & entry.mask, entry.mask, told + ': steps of ' + id);
    assert.ok(now.points >= entry.points, told + ': points of ' + id);
    for (const group of ['facts', 'reflections']) entry[group].forEach((code, item) => assert.equal(now[group].get(item), code, told + ': ' + id + '/' + item));
  });
  assert.equal(decodeState(after).consent, decodeState(before).consent, told);
}

// Then, whoever was last on a card that is done was led nowhere; now the way leads to the first one that is halfway.
function ledOn(found, situations) {
  const halfway = situations.find(({ id }) => found[id][1] && !found[id][2]);
  return { ...found, resume: found.resume || (halfway ? halfway.id : '') };
}

test('states of an earlier program resume at the right step, with nothing lost', async (t) => {
  const packages = build3(t);
  const { origin } = await serve(t, Object.values(packages));
  const { page, watch } = await openPage(await launch(t), { reducedMotion: 'reduce' });
  for (const row of ROWS) {
    const [seed, key, state, , , , , found] = row;
    const record = recordOf(row);
    const session = await visit(page, origin, key, record);
    assert.deepEqual(await session.sco.evaluate(lookAround, packages[key].course.situations), singlePartners(ledOn(found, packages[key].course.situations), packages[key].course.situations), 'state ' + seed);
    noFaults(await session.leave());
    keepsAll(state, held(record).state, 'state ' + seed);
  }
  assert.equal(ALL.length, 200);
  for (const key of Object.keys(packages)) noTrouble({ troubles: watch.troubles, urls: watch.urls.filter((url) => url.includes('/p/' + key + '/')) }, origin, key);
});
