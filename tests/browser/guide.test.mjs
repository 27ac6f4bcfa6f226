// The partners' guide: every module played to completion with the mouse, and how little it takes to see one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { launch, openPage } from './browser.mjs';
import { build, guideDeck, noGuide } from './packages.mjs';
import { playAll } from './play.mjs';
import { serve } from './server.mjs';

const MOST = { requests: 3, bytes: 42200 };

// What is asked for until the page has settled, and its size as a server with gzip -9 sends it.
async function firstViews(t, packages) {
  const { origin } = await serve(t, packages);
  const browser = await launch(t);
  for (const { name, folder } of packages) {
    const { page, context, watch } = await openPage(browser);
    await page.goto(origin + '/p/' + name + '/index.html', { waitUntil: 'networkidle' });
    const files = watch.urls.map((url) => new URL(url).pathname.replace('/p/' + name + '/', ''));
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0);
    t.diagnostic(name + ': ' + files.length + ' requests, ' + bytes + ' bytes');
    assert.ok(files.length <= MOST.requests, files.join(' '));
    assert.ok(bytes <= MOST.bytes, name + ': ' + bytes);
    await context.close();
  }
}

test('the deck of the guide', { skip: noGuide }, (t) => playAll(t, build(t, guideDeck(t))));
for (const format of ['scorm12', 'scorm2004', 'cmi5', 'xapi']) {
  test('the first view of the modules of the guide as ' + format, { skip: noGuide }, (t) => firstViews(t, build(t, guideDeck(t), '--to', format)));
}
