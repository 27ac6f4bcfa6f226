// Measures cartable beside the programs that a developer has installed: node benches/peers/run.mjs [PAGES] [PAIRS]
// It fetches nothing. simple-scorm-packager is looked for from the folder where this is run (`npm install simple-scorm-packager`),
// LXPack as `lxpack` there or on the PATH; one that is missing is named and left out. CARTABLE names the program, by default that of `cargo build
// --release`. Runs take turns (A B A B …), and ratios are taken pair by pair: a machine that slows down slows both.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { program } from '../../tests/program.mjs';
import { course, deck, html, lxpack } from './course.mjs';

const [pages = 23, pairs = 7] = process.argv.slice(2).map(Number);
const work = mkdtempSync(join(tmpdir(), 'peers-'));
const at = (name) => join(work, name);
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

function installed(module) {
  try {
    return createRequire(join(process.cwd(), 'here.js')).resolve(module);
  } catch {
    return null;
  }
}

function onPath(name) {
  const folders = [join(process.cwd(), 'node_modules', '.bin'), ...process.env.PATH.split(delimiter)];
  return folders.map((folder) => join(folder, name)).find(existsSync) || null;
}

// Each writes into `out`, which is empty when it starts.
const packager = installed('simple-scorm-packager');
const PACK = `require(process.argv[1])({ version: '1.2', organization: 'Peers', title: 'A course', language: 'en', startingPage: 'index.html',
  source: process.argv[2], package: { zip: true, outputFolder: process.argv[3] } }, () => {});`;
const own = { name: 'cartable', write: () => deck(at('deck'), course(pages), 23), command: [program('release'), 'build', at('deck'), '--out', at('out')] };
const peers = [
  {
    name: 'simple-scorm-packager', found: packager, write: () => html(at('html'), course(pages)),
    command: [process.execPath, '-e', PACK, packager, at('html'), at('out')],
  },
  {
    name: 'LXPack', found: onPath('lxpack'), write: () => lxpack(at('lxpack'), course(pages)), folder: at('lxpack'),
    command: [onPath('lxpack'), 'build', '--target', 'scorm12', '--output', at('out/course.zip')],
  },
];

// `time` counts hundredths of a second, so what is done in a few of them is done several times, each time into an empty folder.
const REPEATED = pages < 200 ? 10 : 1;
const LOOP = 'out=$1; shift; for each in $(seq ' + REPEATED + '); do rm -rf "$out"; mkdir "$out"; "$@" || exit 1; done';

// CPU seconds, peak MiB, bytes of the archives and their number.
function run({ name, command, folder = work }) {
  const words = ['-f', '%U %S %M', '-o', at('time'), 'sh', '-c', LOOP, 'sh', at('out'), ...command];
  const done = spawnSync('/usr/bin/time', words, { cwd: folder, encoding: 'utf8' });
  if (done.error) throw new Error('install the package time: ' + done.error.message);
  const archives = readdirSync(at('out')).filter((file) => file.endsWith('.zip'));
  if (done.status !== 0 || archives.length === 0) throw new Error(name + ' made nothing:\n' + done.stdout + done.stderr);
  const [user, system, peak] = readFileSync(at('time'), 'utf8').trim().split('\n').pop().split(' ').map(Number);
  const bytes = archives.reduce((sum, file) => sum + statSync(join(at('out'), file)).size, 0);
  return { cpu: (user + system) / REPEATED, peak: peak / 1024, bytes, archives: archives.length };
}

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const median = (numbers) => (sorted(numbers)[Math.floor((numbers.length - 1) / 2)] + sorted(numbers)[Math.ceil((numbers.length - 1) / 2)]) / 2;
const cells = (numbers, digits) => [median(numbers), ...[Math.min, Math.max].map((most) => most(...numbers))].map((number) => number.toFixed(digits));

function row(name, runs, ratios) {
  const [middle, least, most] = cells(runs.map((one) => one.cpu), 3);
  const ratio = ratios ? cells(ratios, 2) : ['1'];
  const { bytes, archives } = runs[0];
  const peak = Math.max(...runs.map((one) => one.peak)).toFixed(0);
  console.log(`| ${name} | ${middle} (${least}–${most}) | ${ratio[0]}${ratio[1] ? ` (${ratio[1]}–${ratio[2]})` : ''} | ${peak} | ${bytes} in ${archives} |`);
}

own.write();
const there = peers.filter(({ found }) => found);
peers.filter(({ found }) => !found).forEach(({ name }) => console.error(name + ' is not installed'));
console.log(`${pages} pages, ${pairs} pairs\n\n| program | CPU s, median (min–max) | of cartable's, pair by pair | MiB | bytes |\n|---|---|---|---|---|`);
// The first run of each warms the disk and is not counted.
run(own);
const all = [];
for (const peer of there) {
  peer.write();
  run(peer);
  const turns = Array.from({ length: pairs }, () => [run(own), run(peer)]);
  all.push(...turns.map(([mine]) => mine));
  row(peer.name, turns.map(([, other]) => other), turns.map(([mine, other]) => other.cpu / mine.cpu));
}
row(own.name, all.length ? all : Array.from({ length: pairs }, () => run(own)));
