// Random walks through the test LMS. SEED=17 plays one walk, WALKS=100 fewer, CHROMIUM_WALKS=0 none in Chromium. A walk that fails is printed,
// with everything taken out that it does not need to fail.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch } from '../browser/browser.mjs';
import { playInChromium } from './chromium-walker.mjs';
import { versions } from './chromium.mjs';
import { chamilo } from '../../templates/studio/lms/profiles/chamilo.js';
import { openEdx } from '../../templates/studio/lms/profiles/openedx.js';
import { shortValues } from '../../templates/studio/lms/profiles/short-values.js';
import { drawWalk, shrink, tellWalk } from './walk.mjs';
import { playWalk } from './walker.mjs';

const WALKS = Number(process.env.WALKS || 1000);
const CHROMIUM = Number(process.env.CHROMIUM_WALKS || 25);
const seeds = process.env.SEED ? [Number(process.env.SEED)] : Array.from({ length: WALKS }, (_, i) => i + 1);

const kindOf = ({ why }) => why.split(':')[0].replace(/^(the state loses).*/, '$1').replace(/ page wrote.*/, ' page wrote');

// Plays them all, says how many fail and why, and shortens the first that does.
async function playAll(t, walks, lms) {
  const failed = [];
  for (const walk of walks) {
    const broken = await playWalk(walk, lms);
    if (broken) failed.push({ walk, ...broken });
  }
  if (!failed.length) return;
  const kinds = new Map();
  failed.forEach((one) => kinds.set(kindOf(one), (kinds.get(kindOf(one)) || 0) + 1));
  t.diagnostic(failed.length + ' of ' + walks.length + ' walks fail: ' + Array.from(kinds, ([kind, n]) => n + ' × ' + kind).join('; '));
  const [first] = failed;
  const short = await shrink(first.walk, async (walk) => {
    const broken = await playWalk(walk, lms);
    return broken !== null && kindOf(broken) === kindOf(first);
  });
  const broken = await playWalk(short, lms);
  assert.fail(broken.why + '\n' + tellWalk(short) + '\nseeds: ' + failed.slice(0, 20).map(({ walk }) => walk.seed).join(' '));
}

test(seeds.length + ' walks in node: what was told is there, nothing falls, no column mixes, nothing reflective leaves unasked', (t) => playAll(t, seeds.map((seed) => drawWalk(seed))));

for (const [name, lms, edition] of [['Chamilo', { profile: chamilo }, 'scorm12'], ['Open edX', { profile: openEdx }], ['a Moodle of short values', shortValues]]) {
  test(name + ': the same in ' + Math.ceil(seeds.length / 10) + ' walks', (t) => playAll(t, seeds.slice(0, Math.ceil(seeds.length / 10)).map((seed) => {
    const walk = drawWalk(seed);
    return edition ? { ...walk, settings: { ...walk.settings, edition } } : walk;
  }), lms));
}

test(CHROMIUM + ' of the same walks in Chromium', { concurrency: 4 }, async (t) => {
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
