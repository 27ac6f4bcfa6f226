// Random walks through the test LMS. SEED=17 plays one walk and prints it; WALKS=100 plays fewer.
import assert from 'node:assert/strict';
import test from 'node:test';
import { drawWalk, shrink, tellWalk } from './walk.mjs';
import { playWalk } from './walker.mjs';

const WALKS = Number(process.env.WALKS || 1000);
const seeds = process.env.SEED ? [Number(process.env.SEED)] : Array.from({ length: WALKS }, (_, i) => i + 1);

test(seeds.length + ' walks in node: what was told is there, nothing falls, no column mixes, nothing reflective leaves unasked', async (t) => {
  const failed = [];
  for (const seed of seeds) {
    const broken = await playWalk(drawWalk(seed));
    if (broken) failed.push({ seed, ...broken });
  }
  if (!failed.length) return;
  const kinds = new Map();
  failed.forEach(({ why }) => { const kind = why.split(':')[0]; kinds.set(kind, (kinds.get(kind) || 0) + 1); });
  t.diagnostic(failed.length + ' of ' + seeds.length + ' walks fail: ' + Array.from(kinds, ([kind, n]) => n + ' × ' + kind).join('; '));
  const [first] = failed;
  const short = await shrink(drawWalk(first.seed), async (walk) => {
    const broken = await playWalk(walk);
    return broken !== null && broken.why.split(':')[0] === first.why.split(':')[0];
  });
  const broken = await playWalk(short);
  assert.fail(broken.why + '\n' + tellWalk(short) + '\nseeds: ' + failed.slice(0, 20).map(({ seed }) => seed).join(' '));
});
