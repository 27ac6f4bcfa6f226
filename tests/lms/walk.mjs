// A walk: what a learner does, one act after the other, drawn from a seed. An act is a kind and two numbers from 0 to 1 that say with
// which tab, card, answer; where it cannot be done it is nothing. So any act can be taken out of a walk, which makes it shorter.

// mulberry32: small, and the same everywhere.
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const KINDS = {
  step: 30, answer: 12, consent: 3, enter: 10, exit: 6, back: 6, forward: 2, reload: 3, discard: 2, tab: 4, close: 4, kill: 3, hide: 3, show: 3,
  preview: 3, anew: 1, line: 5, refuse: 4, gateway: 3, signOut: 2, signIn: 4, language: 4, update: 2, wait: 8, device: 2,
};

export function drawWalk(seed, length = 40) {
  const random = createRandom(seed);
  const settings = { edition: random() < 0.5 ? 'scorm12' : 'scorm2004', level: ['essential', 'standard', 'reflective'][Math.floor(random() * 3)] };
  const bag = Object.entries(KINDS).flatMap(([kind, weight]) => Array(weight).fill(kind));
  const acts = Array.from({ length }, () => [bag[Math.floor(random() * bag.length)], random(), random()]);
  return { seed, settings, acts: [[random() < 0.15 ? 'preview' : 'enter', 0, 0], ...acts] };
}

export const tellWalk = ({ seed, settings, acts }) => 'seed ' + seed + ', ' + settings.edition + ', ' + settings.level + ': '
  + acts.map(([kind, a, b]) => kind + '(' + a.toFixed(2) + ',' + b.toFixed(2) + ')').join(' ');

// Takes acts out as long as the walk still fails, large pieces first. `fails(walk)` gives true or false.
export async function shrink(walk, fails) {
  let shortest = walk;
  for (let size = Math.ceil(walk.acts.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
    for (let at = 0; at < shortest.acts.length;) {
      const acts = shortest.acts.slice(0, at).concat(shortest.acts.slice(at + size));
      if (await fails({ ...shortest, acts })) shortest = { ...shortest, acts };
      else at += size;
    }
    if (size === 1) break;
  }
  return shortest;
}
