// The studio on a copy of a deck, in a real browser: what it says, what it writes, and nothing left running.
import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../program.mjs';
import { launch, openPage } from './browser.mjs';
import { OWN_DECK, temporary } from './packages.mjs';

// In milliseconds.
const PATIENCE = 60000;

// Gives { url, origin, folder, page, context, watch }: `folder` is the copy, which the studio serves.
export async function startStudio(t, { deck = OWN_DECK, readOnly = false, messages = 'en', prepare = () => {} } = {}) {
  const folder = join(temporary(t), 'deck');
  cpSync(deck, folder, { recursive: true });
  prepare(folder);
  const words = ['studio', folder, '--no-open', '--messages', messages].concat(readOnly ? ['--read-only'] : []);
  const serving = spawn(program(), words, { stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => serving.kill());
  const url = await new Promise((resolve, reject) => {
    let said = '';
    const take = (bytes) => {
      said += bytes;
      const found = /http:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    };
    serving.stdout.on('data', take);
    serving.stderr.on('data', take);
    serving.on('exit', (code) => reject(new Error('the studio ended with ' + code + ': ' + said)));
  });
  const browser = await launch(t);
  const { page, context, watch } = await openPage(browser, { acceptDownloads: true });
  // The program of the tests is a debug build: a package of a whole deck takes it a while.
  context.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  await page.locator('#top h1').waitFor();
  return { url, origin: new URL(url).origin, folder, page, context, watch };
}
