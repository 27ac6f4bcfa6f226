// The program is found wherever cargo puts it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../program.mjs', import.meta.url));

function place(own, ...words) {
  const env = { ...process.env, ...own };
  for (const name of ['CARTABLE', 'CARGO_TARGET_DIR', 'CARGO_BUILD_TARGET_DIR']) if (!(name in own)) delete env[name];
  return execFileSync(process.execPath, [SCRIPT, ...words], { encoding: 'utf8', env }).trim();
}

test('the program is where cargo was told to put it', () => {
  const elsewhere = join(tmpdir(), 'elsewhere');
  assert.match(place({}), /[\\/]debug[\\/]cartable(\.exe)?$/);
  for (const name of ['CARGO_TARGET_DIR', 'CARGO_BUILD_TARGET_DIR']) {
    assert.ok(place({ [name]: elsewhere }, 'release').startsWith(join(elsewhere, 'release', 'cartable')), name);
  }
  assert.equal(place({ CARTABLE: '/a/b' }), '/a/b');
});
