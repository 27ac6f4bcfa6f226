// The server of the test LMS: a request goes in, an answer comes out. It knows no network and no browser.
//
// A request is { method, path, query, cookie, body }, `body` a list of pairs; an answer { status, headers, body, cookie, redirect }.

import { PLAYER_HEADERS, playerHtml } from './behaviours/cacheable-player.mjs';
import { createSessions } from './behaviours/dead-session-key.mjs';
import { chooseAttempt } from './behaviours/finished-then-review.mjs';
import { gradeOf, isCompleted } from './behaviours/grade-and-completion.mjs';
import { replacePackage } from './behaviours/replaced-package.mjs';
import { storePosted } from './behaviours/stores-in-any-mode.mjs';
import { createTracks } from './tracks.mjs';

const HTML = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
const HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>LMS</title><link rel="icon" href="data:,">';
const COURSE = '<h1>Course</h1><a id="enter" href="/player?mode=normal">Enter</a> <a id="preview" href="/player?mode=browse">Preview</a> '
  + '<a id="anew" href="/player?mode=normal&amp;anew=1">New attempt</a>';
const html = (body) => ({ status: 200, headers: HTML, body: HEAD + body + '</html>' });
const text = (body, status = 200) => ({ status, headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }, body });

// `habits` are the LMS's, see `moodle.mjs`; `files(revision, name)` gives [type, bytes] of the package or null.
export function createSite(habits, settings) {
  const site = { habits, settings, tracks: createTracks(), sessions: createSessions(), package: null, posts: [], pages: [] };
  replacePackage(site, settings.package);
  const routes = {
    '/course': () => html(COURSE),
    '/dashboard': () => html('<h1>Dashboard</h1><a href="/course">Course</a>'),
    '/login': (request) => signIn(site, request),
    '/logout': (request) => { site.sessions.close(request.cookie); return html('<h1>Signed out</h1>'); },
    '/player': (request) => player(site, request),
    '/datamodel': (request) => datamodel(site, request),
    '/prereqs': () => text('<ul></ul>'),
    '/favicon.ico': () => ({ status: 204, headers: {}, body: '' }),
  };
  return Object.assign(site, {
    answer: (request) => (routes[request.path] ? routes[request.path](request) : content(site, request)),
    replace: (given) => { replacePackage(site, given); },
    signIn: (learner) => site.sessions.open(learner),
    signOut: (id) => site.sessions.close(id),
    track: (learner, attempt = 1) => site.tracks.of(learner, attempt, site.package.sco),
    grade: (learner) => gradeOf(site.tracks, learner, site.package.sco, settings.edition),
    completed: (learner) => isCompleted(site.tracks, learner, site.package.sco),
    pageFor: (request) => playerPage(site, request),
  });
}

function signIn(site, { query }) {
  if (!query.learner) return html('<h1>Sign in</h1>');
  return { status: 303, headers: {}, body: '', redirect: '/course', cookie: site.sessions.open(query.learner) };
}

// The data that a player's page carries, or null without a session.
function playerPage(site, { query, cookie }) {
  const session = site.sessions.of(cookie);
  if (!session) return null;
  const { sco, revision } = site.package;
  const { learner, key } = session;
  const { edition } = site.settings;
  const attempts = site.tracks.attempts(learner, sco);
  const finished = (attempt) => site.habits.isFinished(site.tracks.of(learner, attempt, sco), attempt);
  const { attempt, mode } = chooseAttempt({ attempts, finished, mode: query.mode, anew: query.anew });
  const opening = site.habits.opening(site.tracks.of(learner, attempt, sco), { learner, mode, masteryscore: site.settings.masteryscore });
  // A number that Moodle has not: it tells a test which page wrote what.
  site.pages.push({ learner, attempt, mode, key });
  const rest = 'page=' + (site.pages.length - 1) + '&sco=' + sco + '&attempt=' + attempt + '&sesskey=' + key;
  return {
    edition, opening, attempt, mode, revision, standard: site.settings.standard === true,
    address: '/datamodel?' + rest, contents: '/prereqs?' + rest,
  };
}

function player(site, request) {
  const page = playerPage(site, request);
  if (!page) return { status: 303, headers: {}, body: '', redirect: '/login' };
  const frame = '/content/' + page.revision + '/' + (site.package.launch || 'index.html');
  return { status: 200, headers: PLAYER_HEADERS, body: playerHtml(page, site.habits.script(), frame) };
}

function datamodel(site, { query, cookie, body }) {
  const verdict = site.sessions.judge(cookie, query.sesskey);
  site.posts.push({ verdict, pairs: body, beacon: query.api === 'beacon' });
  if (verdict === 'signed out') return { status: 303, headers: {}, body: '', redirect: '/login' };
  if (verdict === 'dead key') return text('');
  const { learner } = site.sessions.of(cookie);
  const answer = storePosted(site.tracks, { learner, attempt: Number(query.attempt), sco: query.sco, page: Number(query.page) }, body);
  site.habits.stored(site, learner, Number(query.attempt), query.sco);
  return text(answer);
}

// The package's own files, cached for long under an address with its revision, as Moodle serves them.
function content(site, { path }) {
  const found = /^\/content\/(\d+)\/(.*)$/.exec(path);
  const file = found && site.settings.files ? site.settings.files(Number(found[1]), found[2]) : null;
  if (!file) return text('not here', 404);
  return { status: 200, headers: { 'Content-Type': file[0], 'Cache-Control': 'private, max-age=7776000, immutable' }, body: file[1] };
}
