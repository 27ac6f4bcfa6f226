// The site on a real port, and the ways in which a server fails: `stop` closes the port, so that connections are refused; `badGateway` lets a
// proxy answer 502; `start` takes the same port again.

import { createServer } from 'node:http';

export async function serveLms(site) {
  const state = { gateway: false, server: null, port: 0 };
  const listen = () => new Promise((resolve) => {
    state.server = createServer((request, response) => handle(site, state, request, response));
    state.server.listen(state.port, '127.0.0.1', () => {
      state.port = state.server.address().port;
      resolve();
    });
  });
  const stop = () => new Promise((resolve) => {
    state.server.close(resolve);
    state.server.closeAllConnections();
  });
  await listen();
  return { origin: 'http://127.0.0.1:' + state.port, stop, start: listen, badGateway: (on) => { state.gateway = on; } };
}

function handle(site, state, request, response) {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const url = new URL(request.url, 'http://x');
    if (state.gateway && !url.pathname.startsWith('/content/')) {
      response.writeHead(502, { 'Content-Type': 'text/html', 'Cache-Control': 'no-store' });
      response.end('<h1>502 Bad Gateway</h1>');
      return;
    }
    const answer = site.answer({
      method: request.method, path: decodeURIComponent(url.pathname), query: Object.fromEntries(url.searchParams),
      cookie: (/session=([^;]+)/.exec(request.headers.cookie || '') || [])[1], body: Array.from(new URLSearchParams(Buffer.concat(parts).toString())),
    });
    const headers = { ...answer.headers };
    if (answer.redirect) headers.Location = answer.redirect;
    if (answer.cookie) headers['Set-Cookie'] = 'session=' + answer.cookie + '; Path=/';
    response.writeHead(answer.status, headers);
    response.end(answer.body);
  });
}
