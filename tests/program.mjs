// Where cargo put the program: `CARTABLE` names it, else cargo says, whatever CARGO_TARGET_DIR and its configuration are.
// `node tests/program.mjs [PROFILE]` prints the path.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

export function program(profile = 'debug') {
  if (process.env.CARTABLE) return process.env.CARTABLE;
  const name = process.platform === 'win32' ? 'cartable.exe' : 'cartable';
  return join(targetFolder(), profile, name);
}

// Cargo may be missing where only the browser tests run.
function targetFolder() {
  try {
    const words = ['metadata', '--no-deps', '--offline', '--format-version', '1'];
    const said = execFileSync('cargo', words, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return JSON.parse(said).target_directory;
  } catch {
    return process.env.CARGO_TARGET_DIR || join(ROOT, 'target');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(program(process.argv[2]));
