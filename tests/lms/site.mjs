// The test LMS as a web site: the server of the studio's LMS, with pages around it and the package's files below it.
//
// A request is { method, path, query, cookie, body }, `body` a list of pairs; an answer { status, headers, body, cookie, redirect }.

import { createLms, text } from '../../templates/studio/lms/lms.js';
import { PLAYER_HEADERS, playerHtml } from './behaviours/cacheable-player.mjs';

const HTML = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
const HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>LMS</title><link rel="icon" href="data:,">';
const COURSE = '<h1>Course</h1><a id="enter" href="/player?mode=normal">Enter</a> <a id="preview" href="/player?mode=browse">Preview</a> '
  + '<a id="anew" href="/player?mode=normal&amp;anew=1">New attempt</a>';
const html = (body) => ({ status: 200, headers: HTML, body: HEAD + body + '</html>' });

// `habits` are the LMS's, see `moodle.mjs`; `files(revision, name)` gives [type, bytes] of the package or null.
export function createSite(habits, settings) {
  const site = createLms(habits, settings);
  const { answer } = site;
  const routes = {
    '/course': () => html(COURSE),
    '/dashboard': () => html('<h1>Dashboard</h1><a href="/course">Course</a>'),
    '/login': (request) => signIn(site, request),
    '/logout': (request) => { site.sessions.close(request.cookie); return html('<h1>Signed out</h1>'); },
    '/player': (request) => player(site, request),
    '/favicon.ico': () => ({ status: 204, headers: {}, body: '' }),
  };
  site.answer = (request) => (routes[request.path] ? routes[request.path](request) : answer(request) || content(site, request));
  return site;
}

function signIn(site, { query }) {
  if (!query.learner) return html('<h1>Sign in</h1>');
  return { status: 303, headers: {}, body: '', redirect: '/course', cookie: site.sessions.open(query.learner) };
}

function player(site, request) {
  const page = site.pageFor(request);
  if (!page) return { status: 303, headers: {}, body: '', redirect: '/login' };
  const frame = '/content/' + page.revision + '/' + (site.package.launch || 'index.html');
  return { status: 200, headers: PLAYER_HEADERS, body: playerHtml(page, site.habits.script(), frame) };
}

// The package's own files, cached for long under an address with its revision, as Moodle serves them.
function content(site, { path }) {
  const found = /^\/content\/(\d+)\/(.*)$/.exec(path);
  const file = found && site.settings.files ? site.settings.files(Number(found[1]), found[2]) : null;
  if (!file) return text('not here', 404);
  return { status: 200, headers: { 'Content-Type': file[0], 'Cache-Control': 'private, max-age=7776000, immutable' }, body: file[1] };
}
