// `cartable check` accepts every example of the pages on marks, and each page has all kinds of questions.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { program } from '../program.mjs';
import { blocks, text } from './pages.mjs';

// The folder of the theme in a new deck.
const PAGES = [['docs/marks.md', 'en', 'en/1-theme'], ['docs/marks.fr.md', 'fr', 'fr/1-theme']];
const KINDS = [...text('src/read/items/mod.rs').matchAll(/^ {4}\("(\w+)", /gm)].map(([, kind]) => kind);

const run = (...words) => execFileSync(program(), words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const card = (id, quiz) => `+++\nid = "t1-${id}"\ntitle = "${id}"\n+++\n\nA story.\n\n## Q {#prompts}\n\n- Why?\n\n## Quiz {#quiz}\n\n${quiz}`;

// Adds the examples of a page to a new deck: a card or a capsule as it is, a question in a card of its own.
function addExamples(page, theme) {
  const kinds = [];
  blocks(page).forEach(({ body }, at) => {
    if (body.includes('{#keep}')) return writeFileSync(join(theme, 'capsules', `example-${at}.md`), body);
    if (body.startsWith('+++')) return writeFileSync(join(theme, `8${at}-card.md`), body);
    kinds.push(/kind=(\w+)/.exec(body)[1]);
    return writeFileSync(join(theme, `9${at}-question.md`), card('s9' + at, body));
  });
  return kinds;
}

for (const [page, language, theme] of PAGES) {
  test(page + ' has all kinds of questions, and right examples', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'cartable-marks-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const deck = join(folder, 'deck');
    run('new', 'deck', deck, '--messages', language);
    const kinds = addExamples(page, join(deck, theme));
    assert.ok(KINDS.length >= 8);
    assert.deepEqual(kinds.sort(), [...KINDS].sort());
    const { findings } = JSON.parse(run('check', deck, '--format', 'json'));
    // The new deck's own texts, notes on what an example leaves out, and the capsule to which no example leads.
    const ours = findings.filter(({ severity, code }) => severity !== 'note' && !['C033', 'C090', 'C091'].includes(code));
    assert.deepEqual(ours.map(({ code, file, line }) => `${code} ${file}:${line}`), []);
  });
}
