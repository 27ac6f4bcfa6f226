// The server of an LMS: whom it lets in, what a player's page is made with, what it keeps. A request goes in, an answer comes out; it
// knows no network, no browser and no HTML.
//
// A request is { method, path, query, cookie, body }, `body` a list of pairs; an answer { status, headers, body, redirect }.
// `habits` are the LMS's, see `moodle.js`.

import { createSessions } from './behaviours/dead-session-key.js';
import { chooseAttempt } from './behaviours/finished-then-review.js';
import { gradeOf, isCompleted } from './behaviours/grade-and-completion.js';
import { replacePackage } from './behaviours/replaced-package.js';
import { storePosted } from './behaviours/stores-in-any-mode.js';
import { createTracks } from './tracks.js';

export const text = (body, status = 200) => ({ status, headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }, body });

// `answer` gives null for what is no matter of the data model.
export function createLms(habits, settings) {
  const site = { habits, settings, tracks: createTracks(), sessions: createSessions(), package: null, posts: [], pages: [] };
  replacePackage(site, settings.package);
  const routes = { '/datamodel': (request) => datamodel(site, request), '/prereqs': () => text('<ul></ul>') };
  return Object.assign(site, {
    answer: (request) => (routes[request.path] ? routes[request.path](request) : null),
    replace: (given) => { replacePackage(site, given); },
    signIn: (learner) => site.sessions.open(learner),
    signOut: (id) => site.sessions.close(id),
    track: (learner, attempt = 1) => site.tracks.of(learner, attempt, site.package.sco),
    grade: (learner) => gradeOf(site.tracks, learner, site.package.sco, settings.edition),
    completed: (learner) => isCompleted(site.tracks, learner, site.package.sco),
    pageFor: (request) => playerPage(site, request),
  });
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
