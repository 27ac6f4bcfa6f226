// The workshop in the browser: where it is, why it is not tested, and its program in Node.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

export const WEB = process.env.CARTABLE_WEB || fileURLToPath(new URL('../../release/out/web', import.meta.url));

// Why the page is not tested, or false: its standard library is not on every machine.
export const noWeb = existsSync(join(WEB, 'cartable.wasm')) ? false : 'NOT RUN: no ' + WEB + ' (release/web/build makes it)';

// The words of a language, as the page hands them to its worker.
function wordsOf(language) {
  const parts = readFileSync(join(WEB, language + '.txt'), 'utf8').split('\f').slice(1).map((part) => part.split(/\n([^]*)/));
  return parts.map(([path, text]) => [path, new TextEncoder().encode(text)]);
}

// The program as the page's worker runs it, speaking a language: `ask(head, files)` gives `{ head, files }`.
export function program(language = 'en') {
  const said = [];
  const self = { postMessage: (data) => said.push(data) };
  vm.runInNewContext(readFileSync(join(WEB, 'worker.js'), 'utf8'), { self, WebAssembly, TextEncoder, TextDecoder, Uint8Array, DataView });
  self.onmessage({ data: { module: new WebAssembly.Module(readFileSync(join(WEB, 'cartable.wasm'))), language, words: wordsOf(language) } });
  return (head, files = []) => {
    self.onmessage({ data: { head, files } });
    const told = said.pop();
    if (told.broken) throw new Error(told.broken);
    // What another context made has other prototypes.
    return { head: structuredClone(told.head), files: Array.from(told.files, ([name, bytes]) => [name, new Uint8Array(bytes)]) };
  };
}

// The files below a folder, as pairs of a name and bytes.
export function filesOf(folder) {
  const paths = readdirSync(folder, { recursive: true }).map((path) => join(folder, path)).filter((path) => statSync(path).isFile());
  return paths.sort().map((path) => [relative(folder, path).split(sep).join('/'), new Uint8Array(readFileSync(path))]);
}

// A page that tries what a stranger's page might, and says what it reached.
export const HOSTILE = '<!doctype html><title>x</title><body><p id=r></p><script>' + `
  const out = [];
  const attempt = (name, work) => { try { work(); out.push(name); } catch {} };
  attempt('parent', () => parent.document.title);
  attempt('storage', () => localStorage.setItem('a', 'b'));
  attempt('cookie', () => { document.cookie = 'a=b'; });
  new Image().src = '/p/web/leak.png';
  fetch('/p/web/leak').then(() => out.push('fetch'), () => {}).then(() => { document.getElementById('r').textContent = 'reached: ' + out.join(); });
  try { top.location = '/p/web/leak.html'; } catch {}
  ` + '</script>';

// What was asked of the server, but for the service worker itself, which a browser looks after on its own.
export const others = (requests) => requests.filter((path) => path !== '/p/web/service.js');
