// Packages that are launched over the web, in a browser: a server with the files of a package and the strict LMS behind it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { createLms } from './cmi5-lms.mjs';

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.png': 'image/png', '': 'text/html' };
const HOME = '<!doctype html><html lang="en"><meta charset="utf-8"><title>LMS</title><link rel="icon" href="data:,"><body>home</body></html>';

// The LMS is of another origin than the pages, as it may be. `down`, while it is set, breaks every line to it; `held`, while it is a
// list, takes each PUT of a document in and lets it wait: whoever set it calls what it holds.
export async function serveLaunched(t, one, more = {}) {
  const files = await listen(t, (request, response) => {
    const path = normalize(new URL(request.url, 'http://x').pathname.slice(1));
    try {
      response.writeHead(200, { 'Content-Type': TYPES[extname(path)] || 'application/octet-stream', 'Permissions-Policy': 'unload=()', 'Cache-Control': 'no-store' });
      response.end(path === 'home' ? HOME : readFileSync(join(one.folder, path)));
    } catch (error) {
      response.end();
    }
  });
  const place = { down: false, held: null };
  const lms = createLms({ returnURL: files + '/home', ...more });
  lms.origin = await listen(t, (request, response) => handle(lms, place, request, response));
  return { lms, files, place, address: (page = 'index.html', unit = undefined) => files + '/' + page + '?' + lms.launch(unit) };
}

async function listen(t, act) {
  const server = createServer(act);
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  t.after(() => server.close());
  t.after(() => server.closeAllConnections());
  return 'http://127.0.0.1:' + server.address().port;
}

const CORS = {
  'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'GET, PUT, POST',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match', 'Access-Control-Expose-Headers': 'ETag',
};

function handle(lms, place, request, response) {
  if (place.down) {
    request.socket.destroy();
    return;
  }
  if (request.method === 'OPTIONS') {
    response.writeHead(204, CORS);
    response.end();
    return;
  }
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const { pathname, searchParams } = new URL(request.url, 'http://x');
    const give = () => {
      const answer = lms.answer({
        method: request.method, path: pathname, query: Object.fromEntries(searchParams), headers: request.headers, body: Buffer.concat(parts).toString(),
      });
      response.writeHead(answer.status, { ...CORS, ...answer.headers });
      response.end(answer.body);
    };
    if (place.held && request.method === 'PUT') place.held.push(give);
    else give();
  });
}

// Waits until the LMS has seen something.
export async function until(seen) {
  for (let left = 1600; left > 0 && !seen(); left -= 1) await new Promise((resolve) => { setTimeout(resolve, 25); });
  return seen();
}
