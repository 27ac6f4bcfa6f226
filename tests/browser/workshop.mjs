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

// A package whose pages try what a stranger's might. The first says what it reached, and asks a server for direct connections (WebRTC), the
// others leave for the workshop's own server.
export const hostile = (port) => Object.entries({
  'index.html': '<p id=r></p><script>' + `
  const out = [];
  const attempt = (name, work) => { try { work(); out.push(name); } catch {} };
  attempt('parent', () => parent.document.title);
  attempt('storage', () => localStorage.setItem('a', 'b'));
  attempt('cookie', () => { document.cookie = 'a=b'; });
  new Image().src = '/p/web/leak.png';
  try {
    const direct = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${port}' }] });
    direct.createDataChannel('typed');
    direct.createOffer().then((offer) => direct.setLocalDescription(offer)).catch(() => {});
  } catch {}
  fetch('/p/web/leak').then(() => out.push('fetch'), () => {}).then(() => { document.getElementById('r').textContent = 'reached: ' + out.join(); });
  try { top.location = '/p/web/leak.html'; } catch {}
  ` + '</script>',
  'away.html': '<script>location = "/p/web/secret?typed=1"</script>',
  'service.html': '<script>location = "/p/web/service.js?typed=1"</script>',
  'refresh.html': '<meta http-equiv="refresh" content="0; url=/p/web/secret?refreshed">',
  'imsmanifest.xml': '<manifest/>',
}).map(([name, text]) => [name, new TextEncoder().encode(name.endsWith('.html') ? '<!doctype html><title>x</title><body>' + text : text)]);

// What was asked of the server, but for the service worker itself, which a browser looks after on its own.
export const others = (requests) => requests.filter((path) => path !== '/p/web/service.js');
