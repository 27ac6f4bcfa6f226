// A web server for the tests: packages under /p/NAME/, and the page of an LMS. It says no to `unload`, as Moodle does.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.png': 'image/png', '.xml': 'text/xml' };
const RUN_TIME = ['scorm12', 'scorm2004'].map((name) => readFileSync(new URL('../node_modules/scorm-again/dist/' + name + '.min.js', import.meta.url), 'utf8')).join('\n;');
const LMS = '<!doctype html><html lang="en"><meta charset="utf-8"><title>LMS</title><link rel="icon" href="data:,"><script src="/run-time.js"></script><body></body></html>';

// `requests` are the paths that were asked for, in order; `stop` takes the line away.
export async function serve(t, packages) {
  const requests = [];
  const folders = new Map(packages.map((one) => [one.name, one.folder]));
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url.split('?')[0]);
    requests.push(request.url);
    const [status, type, body] = answer(folders, path);
    response.writeHead(status, { 'Content-Type': type, 'Permissions-Policy': 'unload=()', 'Cache-Control': 'no-store' });
    response.end(body);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const stop = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  t.after(stop);
  return { origin: 'http://127.0.0.1:' + server.address().port, requests, stop };
}

function answer(folders, path) {
  if (path === '/lms') return [200, TYPES['.html'], LMS];
  // What a browser asks for by itself when a page stands alone.
  if (path === '/favicon.ico') return [204, 'image/x-icon', ''];
  if (path === '/run-time.js') return [200, TYPES['.js'], RUN_TIME];
  const [, , name, ...rest] = path.split('/');
  try {
    const file = normalize(rest.join('/'));
    return [200, TYPES[extname(file)] || 'application/octet-stream', readFileSync(join(folders.get(name), file))];
  } catch (error) {
    return [404, 'text/plain', 'not here'];
  }
}
