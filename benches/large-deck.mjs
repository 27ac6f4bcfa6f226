// Repeats a deck: node benches/large-deck.mjs DECK OUT THEMES CARDS
// OUT gets THEMES themes with CARDS situations each, taken in turn from all the situations of DECK, with ids of their own.
// Only the source language is repeated. Capsules are copied once, into the first theme's folder, and so are scenes and the sheets of countries.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [deck, out, themes, cards] = process.argv.slice(2);
const language = /languages\s*=\s*\[\s*"([^"]+)"/.exec(readFileSync(join(deck, 'deck.toml'), 'utf8'))[1];
const root = join(deck, language);
const folders = readdirSync(root).filter((name) => existsSync(join(root, name, 'theme.md'))).sort();
const situations = folders.flatMap((folder) =>
  readdirSync(join(root, folder)).filter((name) => name.endsWith('.md') && !['theme.md', 'teaching.md'].includes(name)).sort()
    .map((name) => readFileSync(join(root, folder, name), 'utf8')));

const ids = Array.from({ length: Number(themes) }, (_, theme) => `t${theme + 1}`);
mkdirSync(join(out, language), { recursive: true });
const toml = readFileSync(join(deck, 'deck.toml'), 'utf8');
writeFileSync(join(out, 'deck.toml'), toml
  .replace(/^languages = .*$/m, `languages = ["${language}"]`)
  .replace(/^themes = .*$/m, `themes = [${ids.map((id) => `"${id}"`).join(', ')}]`));
for (const name of ['game.md', 'board.md']) cpSync(join(root, name), join(out, language, name));
for (const [theme, id] of ids.entries()) {
  const folder = join(out, language, `${id}-theme`);
  mkdirSync(join(folder, 'capsules'), { recursive: true });
  writeFileSync(join(folder, 'theme.md'), `+++\nid = "${id}"\ntitle = "Theme ${theme + 1}"\n+++\n\nOne of ${themes}.\n`);
  for (let card = 0; card < Number(cards); card += 1) {
    const text = situations[(theme * Number(cards) + card) % situations.length];
    const number = String(card + 1).padStart(3, '0');
    writeFileSync(join(folder, `${number}.md`), text.replace(/^id = .*$/m, `id = "${id}-s${number}"`));
  }
}
if (existsSync(join(deck, 'scenes'))) cpSync(join(deck, 'scenes'), join(out, 'scenes'), { recursive: true });
if (existsSync(join(root, 'countries'))) cpSync(join(root, 'countries'), join(out, language, 'countries'), { recursive: true });
for (const folder of folders) {
  cpSync(join(root, folder, 'capsules'), join(out, language, 't1-theme', 'capsules'), { recursive: true });
}
