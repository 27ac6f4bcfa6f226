// A studio on a copy of a deck: { url (lets a browser in), origin, deck (its folder) }. It ends with the test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../program.mjs';
import { OWN_DECK, temporary } from './packages.mjs';

export async function startStudio(t, from = OWN_DECK) {
  const deck = join(temporary(t), 'deck');
  cpSync(from, deck, { recursive: true });
  const child = spawn(program(), ['studio', deck, '--no-open', '--messages', 'en'], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  let said = '';
  child.stdout.setEncoding('utf8');
  while (!said.includes('\n')) said += (await once(child.stdout, 'data'))[0];
  const url = /http:\S+/.exec(said)[0];
  return { url, origin: new URL(url).origin, deck };
}
