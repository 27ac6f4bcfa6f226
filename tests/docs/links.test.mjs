// Every page of the documentation is in its table of contents, and every link leads somewhere.
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import test from 'node:test';
import { ROOT, anchors, docs, links, linksIn } from './pages.mjs';

const SUMMARY = 'SUMMARY.md';
// In bytes: the README must open quickly on a slow line.
const MOST = 60000;

const pages = () => ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...docs().map((name) => 'docs/' + name)];

// What is wrong with a link of a page, or nothing.
function trouble(page, target) {
  const [file, heading] = target.split('#').map(decodeURIComponent);
  const path = file ? normalize(join(dirname(page), file)) : page;
  if (!existsSync(join(ROOT, path))) return 'there is no ' + path;
  if (heading === undefined) return null;
  return path.endsWith('.md') && anchors(path).includes(heading) ? null : `${path} has no heading #${heading}`;
}

test('the table of contents names each page once', () => {
  const named = links('docs/' + SUMMARY).map(({ target }) => target).sort();
  assert.deepEqual(named, docs().filter((name) => name !== SUMMARY));
});

test('every relative link leads to a file and a heading that exist', () => {
  const all = pages().flatMap((page) => links(page).map((link) => ({ page, ...link })));
  assert.ok(all.length > 80, 'links found: ' + all.length);
  const wrong = all.map(({ page, line, target }) => [trouble(page, target), `${page}:${line}`]).filter(([why]) => why);
  assert.deepEqual(wrong.map(([why, place]) => place + ': ' + why), []);
});

test('a link that leads nowhere is found', () => {
  const targets = linksIn('[a](none.md) ![b](pictures/none.png) [c](deck.md#none) [d](#none) <img src="none.webp"> [e](https://none.example)').map(({ target }) => target);
  assert.equal(targets.length, 5);
  for (const target of targets) assert.ok(trouble('docs/install.md', target), target);
  for (const target of ['deck.md#from-documents', '#from-source', 'moodle.fr.md#les-mises-à-jour', '../README.md']) {
    assert.equal(trouble('docs/install.md', target), null, target);
  }
});

test('the pictures of the README are small', () => {
  const pictures = links('README.md').map(({ target }) => target).filter((target) => /\.(webp|png)$/.test(target));
  assert.equal(pictures.length, 2);
  for (const picture of pictures) assert.ok(statSync(join(ROOT, picture)).size <= MOST, picture);
});
