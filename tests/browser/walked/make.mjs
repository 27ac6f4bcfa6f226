// Writes `states.json`: `CARTABLE=program node tests/browser/walked/make.mjs`. It was run once, with the program before the card stayed
// on the table, and is to be run again only to add states of a later program, never to replace these.
import { writeFileSync } from 'node:fs';
import { launch, openPage } from '../browser.mjs';
import { held, visit } from '../lms.mjs';
import { serve } from '../server.mjs';
import { SCORM12 } from '../../runtime/editions.mjs';
import { build3, lookAround, recordOf, walkAtRandom } from './walked.mjs';

const COUNT = 200;
const ends = [];
const t = { after: (end) => ends.unshift(end) };
const packages = build3(t);
const { origin } = await serve(t, Object.values(packages));
const browser = await launch(t);
const { page } = await openPage(browser, { reducedMotion: 'reduce' });
// The journal on the first device may know more than the LMS.
const { page: elsewhere } = await openPage(browser, { reducedMotion: 'reduce' });
const rows = [];
for (let seed = 1; rows.length < COUNT; seed += 1) {
  const key = ['own', 't4', 'own', 't2'][seed % 4];
  const { course } = packages[key];
  const record = { edition: SCORM12, cmi: { core: { student_id: 'marker-id', student_name: 'Marker Learner' } } };
  for (let times = 1 + (seed % 2); times > 0; times -= 1) {
    const session = await visit(page, origin, key, record);
    await session.sco.evaluate(walkAtRandom, [seed * 7 + times, 4 + (seed * 13) % 40, course.situations]);
    await session.leave(seed % 3 ? 'closed' : 'crashed');
  }
  const kept = held(record);
  const done = Object.keys(kept.objectives).filter((id) => kept.objectives[id] === 'completed');
  const row = [seed, key, kept.state, kept.place, done, kept.status, kept.score];
  const session = await visit(elsewhere, origin, key, recordOf(row));
  rows.push([...row, await session.sco.evaluate(lookAround, course.situations)]);
  await session.leave();
}
writeFileSync(new URL('states.json', import.meta.url), '[\n' + rows.map((row) => JSON.stringify(row)).join(',\n') + '\n]\n');
for (const end of ends) await end();
