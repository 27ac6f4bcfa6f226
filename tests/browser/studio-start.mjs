// A studio for a test: a deck in a folder of its own, the program, and a page that has been let in.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../program.mjs';
import { openPage } from './browser.mjs';

// In milliseconds: the program of the tests is a debug build.
const PATIENCE = 60000;

// `deck` is copied, so that a test may write, and `prepare` may change the copy first; nothing is remembered from other tests. Gives the
// folder, the address and a page.
export async function startStudio(t, browser, { deck, readOnly = false, language = 'en', page: options = {}, prepare = () => {} }) {
  let process_ = null;
  // What runs after a test runs in this order: the program may write until it has ended.
  t.after(() => process_ && ended(process_));
  const folder = mkdtempSync(join(tmpdir(), 'cartable-studio-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  const root = join(folder, 'deck');
  cpSync(deck, root, { recursive: true });
  prepare(root);
  const args = ['studio', root, '--no-open', '--messages', language, ...(readOnly ? ['--read-only'] : [])];
  process_ = spawn(program(), args, { env: { ...process.env, XDG_STATE_HOME: join(folder, 'state') } });
  const url = await addressOf(process_);
  const { page, context, watch } = await openPage(browser, { viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  await page.waitForSelector('.file');
  return { root, url, page, context, watch, process: process_ };
}

function ended(started) {
  return new Promise((resolve) => {
    started.once('exit', resolve);
    if (started.exitCode !== null || !started.kill()) resolve();
  });
}

function addressOf(started) {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (data) => {
      said += data;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?t=\S+/.exec(said);
      if (found) resolve(found[0]);
    };
    started.stdout.on('data', hear);
    started.stderr.on('data', (data) => { said += data; });
    started.on('exit', () => reject(new Error('the studio ended: ' + said)));
  });
}
