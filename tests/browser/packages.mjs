// Packages for the browser, made by the program itself in a folder that vanishes with the test.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { program } from '../program.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CARTABLE = program();
const GUIDE = process.env.GUIDE || join(ROOT, '../shared/guide/guide.txt');

export const OWN_DECK = join(ROOT, 'tests/browser/deck');
export const SHIPPED_DECK = join(ROOT, 'content');
export const LANGUAGES = ['fr', 'en', 'ro', 'el'];

// The files of the situations of the deck that ships, in the language given, in their order.
export function situationFiles(language) {
  const numbered = (folder) => readdirSync(folder).filter((name) => /^\d/.test(name)).sort().map((name) => join(folder, name));
  return numbered(join(SHIPPED_DECK, language)).flatMap(numbered);
}

// Why the partners' guide is not played, or false. It is not part of the project; where everything is tested it must be there.
export const noGuide = existsSync(GUIDE) || process.env.CI ? false : 'no guide at ' + GUIDE + ' (set GUIDE to the text)';

export function temporary(t) {
  const folder = mkdtempSync(join(tmpdir(), 'cartable-browser-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

export function run(...words) {
  if (!existsSync(CARTABLE)) throw new Error(CARTABLE + ' is missing: run `cargo build` first, or set CARTABLE');
  return execFileSync(CARTABLE, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export function guideDeck(t) {
  const deck = join(temporary(t), 'deck');
  run('import', GUIDE, '--into', deck);
  return deck;
}

// One module of the deck that ships, where one is enough: a theme with every step.
export function shipped(t, language = 'fr') {
  return build(t, SHIPPED_DECK, '--lang', language).find(({ course }) => course.id.endsWith('-t2'));
}

// Builds a deck and unpacks each package: a list of { name, folder, course, files }, by name.
export function build(t, deck, ...options) {
  return archives(t, deck, ...options).map((one) => ({ ...one, course: courseOf(readFileSync(join(one.folder, 'index.html'), 'utf8')) }));
}

// The tests' own deck in every language that has interface texts: where the deck has none, it tells the English one's story.
export function everyLanguage(t, ...options) {
  const deck = join(temporary(t), 'deck');
  cpSync(OWN_DECK, deck, { recursive: true });
  const texts = readdirSync(join(ROOT, 'templates/texts')).map((name) => name.slice(0, -5));
  const more = texts.filter((language) => !LANGUAGES.includes(language));
  for (const language of more) cpSync(join(deck, 'en'), join(deck, language), { recursive: true });
  for (const name of ['deck.toml', 'register.toml']) {
    const file = join(deck, name);
    const text = readFileSync(file, 'utf8').replace(/^(languages = \[.*)\]$/m, (_, start) => start + more.map((language) => ', "' + language + '"').join('') + ']');
    writeFileSync(file, text.replace(/^en = (.*)$/gm, (line, value) => [line, ...more.map((language) => language + ' = ' + value)].join('\n')));
  }
  const made = build(t, deck, ...options);
  if (made.length !== texts.length) throw new Error(made.length + ' packages for ' + texts);
  return made;
}

// The same for packages of any format: a list of { name, folder, files }.
export function archives(t, deck, ...options) {
  const out = temporary(t);
  run('build', deck, '--out', out, ...options);
  return readdirSync(out).filter((name) => name.endsWith('.zip')).sort().map((name) => {
    const folder = join(out, name.slice(0, -4));
    return { name: name.slice(0, -4), folder, files: unpack(readFileSync(join(out, name)), folder) };
  });
}

// What the page tells its script, read as the page is delivered; nothing where it plays no module, as the first page of a site.
export function courseOf(html) {
  const found = /<script type="application\/json" id="_course">(.*?)<\/script>/s.exec(html);
  return found && JSON.parse(found[1]);
}

// Unpacks by the central directory. Our own archives only: names are not distrusted here.
export function unpack(bytes, folder) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const names = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, length] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const name = bytes.toString('utf8', at + 46, at + 46 + length);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + size);
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), method === 8 ? inflateRawSync(data) : data);
    names.push(name);
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return names;
}
