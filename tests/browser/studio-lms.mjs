// A stand-in for the studio: a page with the panel, which frames the player of a package from another origin, under the policies that
// the studio sends. What the server of the studio does with `player.html` is done here.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const STUDIO = fileURLToPath(new URL('../../templates/studio/', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.png': 'image/png' };

// The section [lms] of the studio's texts, as the server hands it to a script: `key = "text"` and sections, which is all that there is.
export function textsOf(language) {
  const texts = {};
  let section = texts;
  readFileSync(join(STUDIO, language + '.toml'), 'utf8').split('\n').forEach((line) => {
    const [, name] = /^\[(.+)\]$/.exec(line) || [];
    const [, key, value] = /^(\w+) = (".*")$/.exec(line) || [];
    if (name) section = name.split('.').reduce((inner, part) => { inner[part] = inner[part] || {}; return inner[part]; }, texts);
    if (key) section[key] = JSON.parse(value);
  });
  return texts.lms;
}

// What the module may send, in the words of its inventory.
const rowsOf = (folder) => JSON.parse(readFileSync(join(folder, 'donnees.json'), 'utf8')).data.map(({ datum, what, where }) => ({ key: datum, words: what, elements: where }));

// Runs in the studio's page: everything that came from the player is in `window.heard`.
const PAGE = `import { createPanel } from '/lms/panel.js';
const { texts, data, player } = JSON.parse(document.getElementById('given').textContent);
const frame = document.querySelector('iframe');
window.heard = [];
window.play = (message) => frame.contentWindow.postMessage(message, player);
const panel = createPanel(document.getElementById('panel'), { texts, data, play: window.play });
window.addEventListener('lms', (event) => window.heard.push({ cartable: 'asked', act: event.detail.act }));
window.addEventListener('message', ({ origin, source, data: message }) => {
  if (origin !== player || source !== frame.contentWindow) return;
  window.heard.push(message);
  panel.hear(message);
});
frame.src = player + '/ticket/play';`;

const json = (value) => JSON.stringify(value).replace(/</g, '\\u003c');

function studioPage({ language, folder, player }) {
  const given = { texts: textsOf(language), data: rowsOf(folder), player };
  return '<!doctype html><html lang="' + language + '"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Studio</title><link rel="icon" href="data:,">'
    + '<link rel="stylesheet" href="/lms/panel.css"><link rel="stylesheet" href="/page.css"><script type="application/json" id="given">' + json(given) + '</script>'
    + '<script type="module" src="/page.js"></script><body><main><h1>Studio</h1><iframe title="module"></iframe><div id="panel"></div></main></body></html>';
}

function file(path) {
  try {
    return [200, TYPES[extname(path)] || 'application/octet-stream', readFileSync(path)];
  } catch (error) {
    return [404, 'text/plain', 'not here'];
  }
}

async function listen(t, host, answer) {
  const server = createServer((request, response) => {
    const [status, type, body, policy] = answer(normalize(decodeURIComponent(request.url.split('?')[0])));
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...(policy ? { 'Content-Security-Policy': policy } : {}) });
    response.end(body);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  t.after(() => { server.close(); server.closeAllConnections(); });
  return 'http://' + host + ':' + server.address().port;
}

// `one` is a package of `build`; `setup` what differs from a first visit to a Moodle; `host` where the studio's page is. Gives its address.
export async function serveStudio(t, one, setup, { language = 'fr', host = '127.0.0.1' } = {}) {
  const origins = { studio: '', player: '' };
  origins.player = await listen(t, 'localhost', (path) => {
    const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; frame-ancestors 'self' " + origins.studio;
    if (path === '/ticket/play') {
      const told = { launch: 'files/index.html', profile: 'moodle45', language, learner: 'Ada Marker', saved: null, studio: origins.studio, texts: textsOf(language).player, ...setup };
      const page = readFileSync(join(STUDIO, 'lms/player.html'), 'utf8').replace('id="setup">{}', () => 'id="setup">' + json(told));
      return [200, TYPES['.html'], page, policy];
    }
    if (path.startsWith('/ticket/lms/')) return [...file(join(STUDIO, path.slice(8))), policy];
    return path.startsWith('/ticket/files/') ? file(join(one.folder, path.slice(14))) : [404, 'text/plain', ''];
  });
  origins.studio = await listen(t, host, (path) => {
    const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src " + origins.player;
    if (path === '/') return [200, TYPES['.html'], studioPage({ language, folder: one.folder, player: origins.player }), policy];
    if (path === '/page.js') return [200, TYPES['.js'], PAGE];
    if (path === '/page.css') return [200, TYPES['.css'], 'body { margin: 0 } h1 { margin: .3rem .75rem; font: 700 1.1rem/1.4 sans-serif } main > iframe { border: 0; width: 100%; height: 560px } #panel { font: 1rem/1.5 sans-serif }'];
    return path.startsWith('/lms/') || path === '/dom.js' ? file(join(STUDIO, path)) : [404, 'text/plain', ''];
  });
  return origins.studio;
}
