// The resume state: what is written can be read for ever, and what others wrote does no harm.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { ADAPTERS, FILES, load, source } from './load.mjs';
import { ANSWERS, LEVELS, STEPS } from './lms.mjs';

const names = ['decodeState', 'joinStates', 'encodeState', 'encodeAnswer', 'decodeAnswer', 'emptyState', 'entryOf', 'stepBit'];
const { decodeState, joinStates, encodeState, encodeAnswer, decodeAnswer, emptyState, entryOf, stepBit } = load(...names);
const all = (level) => (key) => LEVELS[level].includes(key);

// mulberry32: the same states in every run.
function random(seed) {
  let a = seed;
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

function anyId(pick, first) {
  return first + Array.from({ length: pick(8) }, () => 'abcxyz0189-'[pick(11)]).join('');
}

function anyState(pick) {
  const state = emptyState();
  state.consent = pick(2) === 1;
  for (let n = pick(20); n > 0; n -= 1) {
    const entry = entryOf(state, anyId(pick, 't'));
    entry.mask = 1 + pick(1023);
    if (pick(2)) entry.points = pick(400);
    for (let i = pick(4); i > 0; i -= 1) entry.facts.set(anyId(pick, 'q'), encodeAnswer('facts', [pick(5), 5 + pick(5)]));
    if (!state.consent) continue;
    for (let i = pick(4); i > 0; i -= 1) entry.reflections.set(anyId(pick, 'q'), encodeAnswer('order', [pick(6), pick(6)]));
  }
  return state;
}

const sorted = (map) => new Map([...map].sort());
const plain = (state) => ({
  consent: state.consent,
  entries: sorted(new Map([...state.entries].map(([id, entry]) => [id, {
    ...entry, facts: sorted(entry.facts), reflections: sorted(entry.reflections),
  }]))),
});

test('what is written is read again, over 2000 states', () => {
  for (let seed = 1; seed <= 2000; seed += 1) {
    const state = anyState(random(seed));
    const text = encodeState(state, all('reflective'), [...state.entries.keys()].slice(0, 5));
    assert.match(text, /^1\|[A-Za-z0-9.,;-]*$/);
    const again = decodeState(text);
    assert.equal(again.foreign || again.torn, false, text);
    assert.deepEqual(plain(again), plain(state), text);
  }
});

test('the same state gives the same text, whatever the order of what happened', () => {
  const forward = anyState(random(7));
  const backward = emptyState();
  backward.consent = forward.consent;
  [...forward.entries].reverse().forEach(([id, entry]) => Object.assign(entryOf(backward, id), entry));
  const order = [...forward.entries.keys()].sort();
  assert.equal(encodeState(forward, all('reflective'), order), encodeState(backward, all('reflective'), order));
});

const KINDS = {
  fact: [[], [0], [29]], facts: [[0, 1, 4], []], perspectives: [[2]], position: [0, 4, 35],
  order: [[4, 3, 2, 1, 0], [0, 35]], match: [[2, null, 1]], sort: [[0, 0, 3, 1, 2, 2, 1, 0]],
};
for (const [kind, answers] of Object.entries(KINDS)) {
  test('answers of kind ' + kind + ' come back', () => {
    for (const answer of answers) assert.deepEqual(decodeAnswer(kind, encodeAnswer(kind, answer)), answer);
  });
}

test('an object is as good as an array', () => {
  assert.deepEqual(decodeAnswer('match', encodeAnswer('match', { 0: 2, 2: 1 })), [2, null, 1]);
});

test('nothing but places in a list can be stored as an answer', () => {
  for (const kind of Object.keys(KINDS).concat('note', 'other')) {
    for (const bad of ['MARKER', ['MARKER'], { MARKER: 1 }, null, undefined, -1, 1.5, [1.5], [-1], NaN, [[0]], { 99: 1 }, () => 1]) {
      const code = encodeAnswer(kind, bad);
      assert.ok(code === null || /^[0-9a-z-]{1,3}$/.test(code), kind + ' ' + String(bad) + ' ' + code);
      assert.doesNotMatch(String(code), /MARKER/i);
    }
  }
  assert.equal(encodeAnswer('note', [1]), null);
});

// ---- sizes

const MIX = {
  realistic: ['fact', 'facts', 'position', 'perspectives', 'order', 'match', 'sort'],
  heaviest: ['order', 'match', 'sort', 'order'],
};

function fullState(level, idLength, kinds, done = true) {
  const state = emptyState();
  state.consent = true;
  for (let n = 1; n <= 100; n += 1) {
    const id = 't' + (1 + (n % 4)) + '-s' + String(n).padStart(2, '0');
    const entry = entryOf(state, idLength ? id.padEnd(idLength, 'x') : id);
    entry.mask = done ? 1023 : 1022;
    entry.points = 400;
    for (let i = 1; i <= 4; i += 1) {
      const kind = kinds[(n * 4 + i) % kinds.length];
      const item = idLength ? 'q' + String(i).padEnd(idLength - 1, 'x') : 'q' + i;
      entry[/fact/.test(kind) ? 'facts' : 'reflections'].set(item, encodeAnswer(kind, ANSWERS[kind]));
    }
  }
  return state;
}

const answersIn = (text) => [...decodeState(text).entries.values()].reduce((sum, e) => sum + e.facts.size + e.reflections.size, 0);

for (const level of Object.keys(LEVELS)) {
  test('100 situations of 4 items at ' + level + ' fit, with nothing left out', (t) => {
    const state = fullState(level, 0, MIX.realistic);
    const text = encodeState(state, all(level), [...state.entries.keys()]);
    t.diagnostic(level + ': ' + text.length + ' characters');
    assert.ok(text.length < 4096, String(text.length));
    const whole = { essential: 0, standard: 114, reflective: 400 }[level];
    assert.equal(answersIn(text), whole);
    assert.equal(decodeState(text).entries.size, 100);
  });

  for (const [mix, kinds] of Object.entries(MIX)) {
    test('100 situations with the longest ids at ' + level + ', ' + mix + ', keep all progress', (t) => {
      const state = fullState(level, 24, kinds);
      const text = encodeState(state, all(level), [...state.entries.keys()]);
      t.diagnostic(text.length + ' characters, ' + answersIn(text) + ' answers');
      assert.ok(text.length <= 4096);
      assert.deepEqual([...decodeState(text).entries].map(([id, e]) => [id, e.mask, e.points]),
        [...state.entries].map(([id, e]) => [id, e.mask, e.points]));
    });
  }
}

test('at essential the text tells the sum of points and no answer', () => {
  const one = emptyState();
  const two = emptyState();
  for (const [state, first, second] of [[one, [1], [0]], [two, [0], [1]]]) {
    Object.assign(entryOf(state, 't2-s01'), { mask: 64, points: 100 });
    entryOf(state, 't2-s01').facts.set('q1', encodeAnswer('fact', first)).set('q2', encodeAnswer('fact', second));
    entryOf(state, 't2-s01').reflections.set('q3', '3');
  }
  assert.equal(encodeState(one, all('essential'), ['t2-s01']), encodeState(two, all('essential'), ['t2-s01']));
});

for (const [key, pattern] of [['progress', /Sx|Ss[0-9a-z]/], ['situations', /S/], ['score', /P/], ['facts', /A/], ['reflections', /[RC]/]]) {
  test('without ' + key + ' in the list nothing of it is written', () => {
    const state = fullState('reflective', 0, MIX.realistic);
    const tracked = LEVELS.reflective.filter((other) => other !== key && !(key === 'situations' && other === 'progress'));
    const text = encodeState(state, (other) => tracked.includes(other), [...state.entries.keys()]);
    assert.doesNotMatch(text, pattern);
    assert.equal(tracked.length && text.length > 2, true);
  });
}

test('reflections wait for consent', () => {
  const state = fullState('reflective', 0, MIX.realistic);
  state.consent = false;
  assert.doesNotMatch(encodeState(state, all('reflective'), [...state.entries.keys()]), /[RC]/);
});

// ---- no room

test('without room answers of done situations go first, then other answers, unknown, and done entries', () => {
  const state = emptyState();
  for (const id of ['a', 'b', 'zz-gone']) {
    Object.assign(entryOf(state, id), { mask: id === 'a' ? 1023 : 2, points: null });
    entryOf(state, id).facts.set('q1', '1');
  }
  const fit = (limit) => encodeState(state, all('standard'), ['a', 'b'], limit);
  const whole = '1|aSsfA1.1;bS2A1.1;zz-goneS2A1.1;';
  assert.equal(fit(4096), whole);
  assert.equal(fit(whole.length - 1), '1|aSsf;bS2A1.1;zz-goneS2A1.1;');
  assert.equal(fit(28), '1|aSsf;bS2;zz-goneS2A1.1;');
  assert.equal(fit(21), '1|aSsf;bS2;zz-goneS2;');
  assert.equal(fit(20), '1|aSsf;bS2;');
  assert.equal(fit(10), '1|bS2;');
  assert.equal(fit(4), '1|');
});

test('no state is ever longer than 4096, and cutting takes no progress of what is under way', () => {
  for (const count of [200, 400, 2000]) {
    const state = emptyState();
    for (let n = 0; n < count; n += 1) {
      Object.assign(entryOf(state, 'situation-' + n), { mask: n < 150 ? 2 : 1023, points: n % 2 ? 100 : null });
      entryOf(state, 'situation-' + n).facts.set('q1', '1');
    }
    const text = encodeState(state, all('standard'), [...state.entries.keys()]);
    assert.ok(text.length <= 4096);
    const again = decodeState(text).entries;
    for (let n = 0; n < 150; n += 1) assert.equal(again.get('situation-' + n).mask, 2);
  }
});

// ---- what comes from elsewhere

const FOREIGN = {
  'JSON of another tool': '{"page":3,"score":80,"t2-s01":"completed"}', 'a later version': '2|t2-s01S1;', 'a number': '1', binary: '\u0000\u0001\uffff',
  'LZMA-like': 'XQAAAAQ1|t2-s01S1;', 'sixty thousand': 'x'.repeat(60000), html: '<script>alert(1)</script>', blank: ' 1|t2-s01S1;',
};
for (const [name, text] of Object.entries(FOREIGN)) {
  test('foreign text is told and trusted in nothing: ' + name, () => {
    const state = decodeState(text);
    assert.equal(state.foreign, true);
    assert.equal(state.entries.size, 0);
  });
}

test('nothing is not foreign', () => {
  for (const text of ['', undefined, null, 12, {}, '1|']) assert.equal(decodeState(text).foreign, false);
});

test('a text that was cut anywhere keeps its whole entries and drops the torn one', () => {
  const state = fullState('reflective', 0, MIX.realistic);
  const order = [...state.entries.keys()];
  const text = encodeState(state, all('reflective'), order);
  const uncut = decodeState(text).entries;
  for (let length = 2; length < text.length; length += length < 200 ? 1 : 7) {
    const cut = decodeState(text.slice(0, length));
    const whole = text.slice(2, length).split(';').length - 1;
    const head = whole > 0 ? 1 : 0;
    assert.equal(cut.entries.size, whole - head);
    assert.equal(cut.torn, text[length - 1] !== ';' && length > 2);
    [...cut.entries.keys()].forEach((id, i) => assert.deepEqual(cut.entries.get(id), uncut.get(order[i])));
  }
});

test('a text that was cut anywhere takes nothing of the one that is added to it', () => {
  const text = '1|C1MaaaaaaN4;t2-s01S2rP2sA1.2R3.3;t2-s02S2;';
  const [more, order] = [decodeState('1|t2-s01SrP1sA2.1;'), ['t2-s01', 't2-s02']];
  const added = encodeState(more, all('reflective'), order);
  for (let length = 2; length <= text.length; length += 1) {
    const [joined, cut] = [decodeState(joinStates(text.slice(0, length), added)), decodeState(text.slice(0, length))];
    const expected = decodeState(encodeState(cut, all('reflective'), order) + added.slice(2));
    assert.deepEqual([joined.torn, joined.mark, joined.entries], [false, cut.mark, expected.entries], text.slice(0, length));
  }
});

test('hostile text after the right beginning never throws and never takes long', () => {
  const began = Date.now();
  const pick = random(11);
  const bits = ['S', 'P', 'A', 'R', ';', '.', ',', '-', 't2-s01', 'constructor', 'Z', '\u0000', 'é', '0', 'zzzzzzz', '|', ' '];
  for (let n = 0; n < 3000; n += 1) decodeState('1|' + Array.from({ length: pick(60) }, () => bits[pick(bits.length)]).join(''));
  for (const piece of ['A', 'S', 'a', ';', 'aA1.1;', 'aS', 'A.', '-']) {
    const state = decodeState('1|' + piece.repeat(60000));
    assert.ok(encodeState(state, all('reflective'), []).length <= 4096);
  }
  assert.ok(Date.now() - began < 3000);
});

test('values out of range are let go, and the entry stays', () => {
  const entry = decodeState('1|a' + 'Szzzzzz' + 'S2' + 'Pzzzzzzzz' + 'Aq1.' + 'A9' + 'A1.2.3' + 'A1.1;').entries.get('a');
  assert.deepEqual([entry.mask, entry.points, [...entry.facts]], [2, null, [['q1', '1']]]);
});

test('an id that stands twice is merged upwards', () => {
  const entry = decodeState('1|aS6P2s;aSaP1e;').entries.get('a');
  assert.deepEqual([entry.mask, entry.points], [14, 100]);
});

test('fields of a later 1.x are skipped, kept, and kept short', () => {
  const text = '1|C1X9;aS2P2sA1.1Zfoo-1.2;';
  const state = decodeState(text);
  assert.equal(state.foreign || state.torn, false);
  assert.equal(encodeState(state, all('reflective'), ['a']), text);
  assert.ok(encodeState(decodeState('1|aS2' + 'Zlong'.repeat(500) + ';'), all('essential'), ['a']).length < 80);
});

test('a removed situation is kept, after those of the course', () => {
  const state = decodeState('1|aS2;goneSsfP2s;bS2;');
  assert.equal(encodeState(state, all('essential'), ['b', 'a']), '1|bS2;aS2;goneSsfP2s;');
});

// ---- for ever

test('the bits of the steps are what they were', () => {
  assert.deepEqual(STEPS.map(stepBit), [2, 4, 8, 16, 32, 64, 128, 256, 512]);
  assert.equal(stepBit('unknown'), 0);
});

for (const name of readdirSync(new URL('states/', import.meta.url)).filter((file) => file.endsWith('.json'))) {
  test('the state of version 1 in ' + name + ' is still read', () => {
    const fixture = JSON.parse(readFileSync(new URL('states/' + name, import.meta.url), 'utf8'));
    const state = decodeState(fixture.text);
    const entries = Object.fromEntries([...state.entries].map(([id, e]) => [id, {
      done: Boolean(e.mask & 1), steps: STEPS.filter((step) => e.mask & stepBit(step)), points: e.points,
      facts: Object.fromEntries(e.facts), reflections: Object.fromEntries(e.reflections),
    }]));
    assert.deepEqual({ foreign: state.foreign, torn: state.torn, consent: state.consent, entries }, fixture.means);
  });
}

// ---- the files themselves

test('what the page uses that is newer than ES2018 is asked for before it begins', () => {
  const folder = new URL('../../templates/runtime/', import.meta.url);
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.js'));
  const newer = /\?\.(?!\d)|\?\?|catch \{|\b(?:structuredClone|globalThis|queueMicrotask)\b|\.(?:replaceChildren|flat|flatMap|fromEntries|matchAll|replaceAll|allSettled|any|at|findLast|findLastIndex|toSorted|toReversed|toSpliced|hasOwn|groupBy|trimStart|trimEnd|showModal|checkVisibility|toggleAttribute|requestSubmit|randomUUID)\(/g;
  const used = new Set(files.flatMap((file) => source(file).split('\n').filter((line) => !line.trim().startsWith('//')).join('\n').match(newer) || []));
  const asked = /isAble = (.*);/.exec(source('dom.js'));
  assert.deepEqual([...used].sort(), asked[1].match(/\.\w+(?= &&|$)/g).map((name) => name + '(').sort());
});

for (const name of new Set(FILES.concat(...Object.values(ADAPTERS)))) {
  test(name + ' is plain ES2018 and stores nothing, but for the journal', () => {
    const code = source(name).split('\n').filter((line) => !line.trim().startsWith('//')).join('\n');
    for (const word of [/\?\./, /\?\?/, /catch \{/, /fromEntries/, /\.flat(Map)?\(/, /\bimport\b/, /\bexport\b/, /\beval\b/, /\b\d+n\b/, /matchAll|replaceAll/,
      name === 'journal.js' ? /indexedDB/ : /localStorage|sessionStorage/, /indexedDB|cookie|fetch|XMLHttpRequest|sendBeacon/, /'unload'|beforeunload/, /student_name|student_id|comments|latency/]) {
      assert.doesNotMatch(code, word);
    }
    const lines = source(name).split('\n');
    assert.ok(lines.every((line) => line.length <= 140));
  });
}
