// The player: a simulated LMS with a learner in front of it. It does what the studio asks, and tells the studio what happens. All that
// the LMS holds is in this page; the studio keeps a copy and gives it back in `setup.saved`.
//
// setup is { format, launch, profile, language, learner, saved, studio, texts }, `texts` the section [lms.player] of the studio's.
// Told to the studio, each as { cartable: KIND, … }:
//   ready  { profile, edition }
//   call   { tab, name, args, result, error, threw, at }
//   state  { values, attempts, size, limits, grade, completed, title, learner, left, saved, restored }; `left` is the sum of all `sent`,
//          `restored` whether the LMS was given what another page had saved
//   sent   { bytes, elements }              a request that arrived
//   visit  { open, mode, tabs, online, days }
//   place  { id, data }                     where the author clicked while `locate` is on
// Asked by the studio: { cartable: 'do', act }, { cartable: 'restore', state }, { cartable: 'locate', on }.

import { DAYS_LATER, createActs } from './acts.js';
import { readBook } from './book.js';
import { ageJournal, forgetJournal } from './device.js';
import { createLms } from './lms.js';
import { habitsOf } from './moodle.js';
import { createLocator } from './locator.js';
import { hearInOrder, tellClosed } from './order.js';
import { profileOf } from './profiles.js';
import { openTab, tellLine, titleIn } from './tab.js';

const DAY = 86400000;
const SCO = 'sco';

const setup = JSON.parse(document.getElementById('setup').textContent);
const root = document.getElementById('tabs');
const profile = profileOf(setup.profile, setup.format);
const state = { lms: null, cookie: null, tabs: [], mode: 'normal', online: true, days: 0, times: new Map(), completed: false, left: null, title: '', restored: false };
const tell = (kind, message = {}) => window.parent.postMessage({ cartable: kind, ...message }, setup.studio);
const locator = createLocator((place) => tell('place', place));
const now = () => Date.now() + state.days * DAY;

const network = {
  origin: window.location.origin, beacons: [], refused: false, gateway: false, unruly: false,
  get online() { return state.online; },
  get cookie() { return state.cookie; },
  clock: { now: () => performance.now(), later: (owner, work, wait = 0) => setTimeout(work, wait) },
  site: { answer: (request) => answer(request) },
};

function begin(saved) {
  const habits = habitsOf({ edition: setup.format, profile: profile.profile });
  habits.stored = (lms, learner, attempt) => {
    const started = (state.times.get(attempt) || { started: now() }).started;
    state.times.set(attempt, { started, last: now() });
  };
  state.lms = createLms(habits, { edition: setup.format, standard: profile.standard === true, package: { sco: SCO } });
  state.cookie = state.lms.signIn(setup.learner);
  state.times = new Map(saved ? saved.times : []);
  state.days = saved ? saved.days : 0;
  state.completed = saved ? saved.completed : false;
  state.left = saved ? saved.left : { requests: 0, bytes: 0, elements: [] };
  if (saved) state.lms.tracks.restore(saved.rows);
}

// The server as the network finds it, and what arrived there.
function answer(request) {
  if (request.path !== '/datamodel') return state.lms.answer(request);
  if (!state.lms.habits.reaches()) return null;
  const found = state.lms.answer(request);
  const sent = request.body.filter(([name]) => name.startsWith('cmi.'));
  const told = { bytes: new URLSearchParams(sent).toString().length, elements: sent.map(([name]) => name) };
  const { requests, bytes, elements } = state.left;
  state.left = { requests: requests + 1, bytes: bytes + told.bytes, elements: Array.from(new Set(elements.concat(told.elements))) };
  tell('sent', told);
  tellState();
  return found;
}

function tellState() {
  const book = readBook(state.lms, setup.learner, state);
  const { left, days, restored } = state;
  const saved = { rows: state.lms.tracks.keep(), times: Array.from(state.times), days, left, completed: book.completed };
  tell('state', { ...book, left, title: state.title, learner: setup.learner, days, saved, restored });
}

const tellVisit = () => tell('visit', { open: state.tabs.length > 0, mode: state.mode, tabs: state.tabs.length, online: state.online, days: state.days });

function open(mode) {
  const page = state.lms.pageFor({ query: { mode }, cookie: state.cookie });
  if (!state.tabs.length) root.replaceChildren();
  state.mode = page.mode;
  const number = state.tabs.length + 1;
  state.tabs.push(openTab({
    root, page, network, title: setup.texts.tab.replace('{n}', number), launch: setup.launch, install: state.lms.habits.install,
    hear: (call) => tell('call', { tab: number, ...call, at: now() }),
    arrived: ({ module }) => arrived(module()),
  }));
}

function arrived(module) {
  state.title = titleIn(module.document);
  tellLine(module, state.online);
  locator.watch(module.document);
  tellState();
}

// What the tabs send while they close is on its way for a moment.
async function close() {
  state.tabs.splice(0).forEach((tab) => tab.close());
  tellClosed(root, setup.texts.closed);
  while (network.beacons.length) await new Promise((resolve) => { setTimeout(resolve); });
}

function setLine(online) {
  state.online = online;
  state.tabs.forEach((tab) => tellLine(tab.module(), online));
}

const ACTS = {
  ...createActs(state, { open, close, setLine }),
  later: async () => {
    await close();
    state.days += DAYS_LATER;
    ageJournal(window, DAYS_LATER * DAY);
  },
  anew: async () => {
    await close();
    forgetJournal(window);
    begin(null);
    open('normal');
  },
};

async function hear({ cartable, act, on, state: saved }) {
  if (cartable === 'locate') locator.turn(on);
  if (cartable === 'restore') {
    await close();
    begin(saved);
    state.restored = true;
    open('normal');
  }
  if (cartable === 'do' && Object.hasOwn(ACTS, act)) await ACTS[act]();
  if (cartable === 'do' || cartable === 'restore') {
    tellState();
    tellVisit();
  }
}

hearInOrder(setup.studio, hear);
document.documentElement.lang = setup.language;
document.title = setup.texts.title;
begin(setup.saved);
open('normal');
tell('ready', { profile: profile.key, edition: setup.format });
tellState();
tellVisit();
