// The program in the page makes the same packages as the command, byte by byte, in every format and language; and it says the same of them.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { LANGUAGES, OWN_DECK, SHIPPED_DECK, run, temporary } from './packages.mjs';
import { filesOf, noWeb, program } from './workshop.mjs';

const FORMATS = ['scorm12', 'scorm2004', 'cmi5', 'xapi', 'web', 'print', 'moodle', 'common-cartridge', 'questions', 'epub'];
const sum = (bytes) => createHash('sha256').update(bytes).digest('hex');

function native(t, deck, ...options) {
  const out = temporary(t);
  run('build', deck, '--out', out, ...options);
  const names = readdirSync(out).filter((name) => /\.(zip|mbz|imscc|epub)$/.test(name)).sort();
  return names.map((name) => [name, readFileSync(join(out, name))]);
}

// The deck as the page has it: from an archive.
function opened(ask, deck) {
  const packed = ask({ ask: 'pack' }, filesOf(deck).map(([path, bytes]) => ['deck/' + path, bytes]));
  const { head, files } = ask({ ask: 'open' }, packed.files);
  assert.deepEqual([head.what, head.deck], ['deck', true]);
  return files;
}

function same(ask, deck, wanted, order) {
  const { head, files } = ask({ ask: 'build', split: 'theme', languages: [], ...order }, deck);
  const sums = (list) => list.map(([name, bytes]) => [name, sum(bytes)]).sort();
  assert.deepEqual(sums(files), sums(wanted));
  assert.deepEqual([...head.sums].map(([name, own]) => [name, own]).sort(), sums(wanted));
}

test('the same bytes in every format and language', { skip: noWeb }, async (t) => {
  const ask = program();
  const deck = opened(ask, SHIPPED_DECK);
  const wanted = native(t, SHIPPED_DECK, '--to', 'all');
  for (const format of FORMATS) {
    await t.test(format, () => {
      const own = wanted.filter(([name]) => (format === 'epub' ? name.endsWith('.epub') : name.replace(/\.\w+$/, '').endsWith('-' + format)));
      assert.ok(own.length > 0, 'the command made none');
      same(ask, deck, own, { format });
    });
  }
});

test('the same bytes of several languages in one module, and of other splits', { skip: noWeb }, (t) => {
  const ask = program();
  const deck = opened(ask, OWN_DECK);
  const { head } = ask({ ask: 'read' }, deck);
  const together = head.languages.join('+');
  for (const split of ['deck', 'situation']) {
    same(ask, deck, native(t, OWN_DECK, '--to', 'cmi5', '--split', split, '--lang', together), { format: 'cmi5', split, languages: [together] });
  }
});

// What the command says of an archive, whatever its exit code.
function verified(path, language) {
  try {
    return JSON.parse(run('verify', path, '--format', 'json', '--messages', language));
  } catch (error) {
    return JSON.parse(error.stdout);
  }
}

test('the same findings in every language, of sound packages and of broken ones', { skip: noWeb }, (t) => {
  const asks = LANGUAGES.map((language) => [language, program(language)]);
  const [[, ask]] = asks;
  const folder = temporary(t);
  const cases = native(t, OWN_DECK, '--to', 'scorm12,moodle,epub', '--lang', 'en').map(([name, bytes]) => [name, new Uint8Array(bytes)]);
  const members = ask({ ask: 'open', members: true }, [cases.find(([name]) => name.includes('scorm12'))]).files;
  const without = (path) => ask({ ask: 'pack' }, members.filter(([name]) => name !== path)).files[0][1];
  cases.push(['no-script.zip', without('module.js')], ['no-manifest.zip', without('imsmanifest.xml')], ['nothing.zip', new Uint8Array()], ['text.zip', new TextEncoder().encode('no archive')]);
  cases.push(['cut.zip', cases[0][1].slice(0, 5000)]);
  let errors = 0;
  for (const [name, bytes] of cases) {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const said = new Set();
    for (const [language, ask] of asks) {
      const wanted = verified(path, language);
      const { files, ...found } = ask({ ask: 'verify' }, [[path, bytes]]).head;
      assert.deepEqual(found, wanted, name + ' ' + language);
      said.add(JSON.stringify(found));
      errors += wanted.errors;
    }
    assert.ok(said.size === asks.length || said.size === 1 && !JSON.parse([...said][0]).findings.length, name + ' is told alike in two languages');
  }
  assert.ok(errors > 4 * asks.length, 'the broken ones were not broken');
});

test('what is no message, no archive or no deck is answered, and nothing breaks off', { skip: noWeb }, () => {
  const ask = program();
  const text = new TextEncoder().encode('no archive');
  const deck = [['deck.toml', new TextEncoder().encode('languages = [')], ['fr/a.md', new Uint8Array([0xff, 0xfe])]];
  const cases = [
    [{ ask: 'nothing' }, [], 'message'], [{}, [], 'message'], [{ ask: 'open' }, [], 'message'], [{ ask: 'open' }, [['a.zip', text]], 'archive'],
    [{ ask: 'compare' }, [['a.zip', text]], 'message'], [{ ask: 'compare' }, [['a.zip', text], ['b.zip', text]], 'archive'],
    [{ ask: 'texts', language: '../fr' }, [], 'message'], [{ ask: 'texts', language: 'fr' }, [], 'message'], [{ ask: 'cards' }, [['a.zip', text]], 'archive'], [{ ask: 'form', languages: [] }, [deck[1]], 'no_text'], [{ ask: 'form', languages: [] }, [['a.md', text]], 'refused'],
    [{ ask: 'build', format: 'pdf', languages: [], split: 'theme' }, deck, 'message'],
  ];
  for (const [head, files, why] of cases) assert.equal(ask(head, files).head.why, why, JSON.stringify(head));
  assert.ok(ask({ ask: 'read' }, deck).head.errors > 0);
  assert.deepEqual(ask({ ask: 'build', format: 'web', languages: [], split: 'theme' }, deck).files.length, 0);
});

test('cards of two decks as a new deck: what both have under one id keeps it in the first and gets another one in the second', { skip: noWeb }, (t) => {
  const ask = program();
  const folder = temporary(t);
  run('new', 'deck', join(folder, 'other'), '--lang', 'fr');
  const [one] = native(t, OWN_DECK, '--to', 'scorm12', '--lang', 'fr');
  const other = ask({ ask: 'pack' }, filesOf(join(folder, 'other'))).files[0][1];
  const archives = [[one[0], new Uint8Array(one[1])], ['other.zip', other]];
  const cards = archives.map((archive) => ask({ ask: 'cards' }, [archive]).head.themes.map(([, , list]) => list.map(([id]) => id)).flat());
  assert.ok(cards[0].includes('t1-s01') && cards[1].includes('t1-s01'), 'the two decks have no id in common');
  const { head, files } = ask({ ask: 'remix', title: 'Mélange', cards: [['t1-s01'], ['t1-s01']] }, archives);
  assert.deepEqual([head.why, head.faults, head.errors], [undefined, undefined, 0]);
  assert.deepEqual(head.renamed.map(([source, old]) => [source, old]).sort(), [['other.zip', 't1'], ['other.zip', 't1-s01']]);
  const into = join(folder, 'new');
  for (const [path, bytes] of files) {
    mkdirSync(join(into, path, '..'), { recursive: true });
    writeFileSync(join(into, path), bytes);
  }
  const built = join(folder, 'built');
  run('build', into, '--to', 'web', '--out', built);
  assert.ok(readdirSync(built).some((name) => name.startsWith('melange-fr')), 'the new deck is not built');
  assert.equal(ask({ ask: 'remix', title: 'x', cards: [['t9'], []] }, archives).head.faults.length, 1);
});
