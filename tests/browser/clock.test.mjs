// The clock of 61 minutes: the time of a session, and the sum that the LMS makes of two.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { createRecord, noFaults, values, visit } from './lms.mjs';
import { shipped } from './packages.mjs';
import { serve } from './server.mjs';
import { openCard } from './walk.mjs';

test('61 minutes are one hour and one minute', async (t) => {
  const one = shipped(t);
  const { origin } = await serve(t, [one]);
  const browser = await launch(t);
  const record = createRecord();
  for (const [jump, session, total] of [['01:01:00Z', /^0001:01:0\d\.\d\d$/, /^0*1:01:0\d/], ['00:00:59Z', /^0000:00:59\.\d\d$|^0000:01:0\d\.\d\d$/, /^0*1:0[12]:\d\d/]]) {
    const { page, context } = await openPage(browser);
    // It stands still between the two moments, however long the browser takes.
    const begun = Date.parse('2026-03-29T00:30:00Z');
    await context.clock.install({ time: begun - 1000 });
    await context.clock.pauseAt(begun);
    const open = await visit(page, origin, one.name, record);
    await openCard(open.sco, one.course.situations[0].id);
    await context.clock.fastForward(Date.parse('1970-01-01T' + jump));
    // Somebody puts the device's clock right, which was a year behind.
    await context.clock.setSystemTime(begun + 31536000000);
    const log = await open.leave();
    noFaults(log);
    const times = values(log, 'cmi.core.session_time');
    assert.ok(times.length >= 1);
    times.forEach((time) => assert.match(time, session));
    assert.match(record.cmi.core.total_time, total);
    await context.close();
  }
  t.diagnostic('sum in the LMS: ' + record.cmi.core.total_time);
});
