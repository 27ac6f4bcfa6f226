// Plays modules to their end and holds the LMS's book against what was promised: what is written on opening and at each step,
// how the module, its situations and its score stand in the end.
import assert from 'node:assert/strict';
import { launch, noTrouble, openPage } from './browser.mjs';
import { commits, editionOf, held, noFaults, recordOf, sets, values, visit } from './lms.mjs';
import { serve } from './server.mjs';
import { walkModule } from './walk.mjs';

const isScore = (entry) => /SetValue$/.test(entry.call) && /score\.raw$/.test(entry.name);
const isFact = (item) => /^facts?$/.test(item.kind);

// `walk(sco, course, { step })` goes through the module; `step(situation, step, log)` hears what each step told the LMS.
export async function playAll(t, packages, walk = withTheMouse) {
  const { origin } = await serve(t, packages);
  const browser = await launch(t);
  const most = { opening: 0, step: 0 };
  for (const one of packages) {
    await t.test(one.name, async () => {
      const found = await play(browser, origin, one, walk);
      most.opening = Math.max(most.opening, found.opening);
      most.step = Math.max(most.step, found.step);
    });
  }
  t.diagnostic('values on opening at most ' + most.opening + ', at a step at most ' + most.step + ', one commit each');
}

async function withTheMouse(session, course, told) {
  let now = null;
  await walkModule(session.sco, course, {
    at: (id, step) => { now = [id, step]; },
    go: async (press) => told(...now, await session.heard(press)),
  });
}

async function play(browser, origin, { name, course }, walk) {
  const { page, context, watch } = await openPage(browser, { viewport: { width: 760, height: 700 }, reducedMotion: 'reduce' });
  const edition = editionOf(name);
  const record = recordOf(edition);
  const session = await visit(page, origin, name, record);
  const opening = await session.log();
  // Where answers leave the page too, a quiz has more to say; the number of commits stays.
  const few = (log, least = 1) => {
    assert.ok(course.level !== 'essential' || sets(log).length <= edition.most, sets(log).map((entry) => entry.name).join(' '));
    assert.ok(commits(log).length >= least && commits(log).length <= 1, commits(log).length + ' commits');
  };
  few(opening);
  assert.deepEqual(values(opening, edition.names.status), ['incomplete']);
  const steps = [];
  let answered = false;
  await walk(session, course, (id, step, log) => {
    const { items } = course.situations.find((one) => one.id === id);
    // A quiz was committed with its last answer, and again where that was changed.
    few(log, step === 'quiz' ? 0 : 1);
    steps.push(sets(log).length);
    answered = answered || (step === 'quiz' && items.some(isFact));
    assert.ok(answered || !log.some(isScore), 'a score before any fact was answered');
  });
  assert.equal(steps.length, course.situations.reduce((sum, one) => sum + one.steps.length, 0), 'every step was heard');
  const log = await session.leave();
  const kept = held(record);
  assert.equal(kept.status, 'completed');
  assert.deepEqual(values(log, edition.names.status), ['incomplete', 'completed']);
  assert.deepEqual(kept.objectives, Object.fromEntries(course.situations.map(({ id }) => [id, 'completed'])));
  assert.equal(log.some(isScore), answered);
  if (answered) assert.equal(kept.score, '100');
  assert.deepEqual(log.slice(-1).map((entry) => entry.call), [edition.calls.end]);
  noFaults(log);
  noTrouble(watch, origin, name);
  await context.close();
  return { opening: sets(opening).length, step: Math.max(...steps) };
}
