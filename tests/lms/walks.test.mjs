// Random walks through the test LMS. SEED=17 plays one walk and prints it; WALKS=100 plays fewer.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch } from '../browser/browser.mjs';
import { playInChromium } from './chromium-walker.mjs';
import { versions } from './chromium.mjs';
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

const CHROMIUM = Number(process.env.CHROMIUM_WALKS || 25);

test(CHROMIUM + ' of the same walks in Chromium', { concurrency: 4, skip: process.env.SEED === undefined && WALKS < 100 }, async (t) => {
  const browser = await launch(t);
  const packages = new Map();
  const packagesOf = ({ edition, level }) => {
    const key = edition + level;
    if (!packages.has(key)) packages.set(key, versions(t, edition, level, 'all'));
    return packages.get(key);
  };
  await Promise.all(seeds.slice(0, CHROMIUM).map((seed) => t.test('walk ' + seed, async (sub) => {
    const walk = drawWalk(seed, 20);
    const broken = await playInChromium(sub, browser, walk, packagesOf(walk.settings));
    assert.equal(broken, null, broken && broken.why + ' at act ' + broken.at + ', ' + broken.kind + '\n' + tellWalk(walk));
  })));
});
