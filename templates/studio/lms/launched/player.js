// The player of modules that are launched over the web: an LMS whose record store is the program's own. It launches, cuts the line, and tells
// the studio what the store heard and holds. All of that is kept by the program, below the address `platform`.
//
// setup is { format, profile, language, learner, studio, texts, platform, card }, see `player.js` beside this folder.
// Told to the studio:
//   ready    { profile, edition }
//   request  { number, at, method, resource, about, status }
//   state    { documents, statements, left, values, days, … }
//   visit    { open, mode, tabs, online, days, modes, failed }; `failed` says why no module opened
//   place    as there

import { DAYS_LATER, createActs } from '../acts.js';
import { createLocator } from '../locator.js';
import { hearInOrder, tellClosed } from '../order.js';
import { profileOf } from '../profiles.js';
import { tellLine, titleIn } from '../tab.js';

// Milliseconds before a question that failed is asked again.
const PAUSE = 1000;

const setup = JSON.parse(document.getElementById('setup').textContent);
const root = document.getElementById('tabs');
const profile = profileOf(setup.profile, setup.format);
const state = { tabs: [], mode: 'normal', online: true, days: 0, since: 0, news: 0, failed: '', title: '' };
const tell = (kind, message = {}) => window.parent.postMessage({ cartable: kind, ...message }, setup.studio);
const locator = createLocator((place) => tell('place', place));

async function ask(path, query = {}, method = 'POST') {
  const response = await fetch(setup.platform + path + '?' + new URLSearchParams(query), { method });
  const value = await response.json();
  if (!response.ok) throw new Error(value.error);
  return value;
}

const tellVisit = () => tell('visit', {
  open: state.tabs.length > 0, mode: state.mode, tabs: state.tabs.length, online: state.online, days: state.days, modes: setup.format === 'cmi5', failed: state.failed,
});

const wholeLine = () => ask('line', { is: profile.key === 'drops' ? 'drops' : 'holds' });

async function open(mode) {
  state.failed = '';
  try {
    const { address } = await ask('launch', setup.card ? { mode, card: setup.card } : { mode });
    if (!state.tabs.length) root.replaceChildren();
    const title = setup.texts.tab.replace('{n}', state.tabs.length + 1);
    const tab = Object.assign(document.createElement('iframe'), { title, src: address, allow: 'fullscreen' });
    tab.addEventListener('load', () => arrived(tab));
    state.tabs.push(tab);
    state.mode = mode;
    root.append(tab);
  } catch (error) {
    state.failed = error.message;
  }
}

function arrived(tab) {
  const { contentWindow: module, contentDocument } = tab;
  // The module led the learner back to the LMS.
  if (module.location.pathname.endsWith('/left')) {
    close();
    tellVisit();
    return;
  }
  state.title = titleIn(contentDocument);
  tellLine(module, state.online);
  locator.watch(contentDocument);
}

function close() {
  state.tabs.splice(0).forEach((tab) => tab.remove());
  tellClosed(root, setup.texts.closed);
}

async function setLine(online) {
  await (online ? wholeLine() : ask('line', { is: 'broken' }));
  state.online = online;
  state.tabs.forEach((tab) => tellLine(tab.contentWindow, online));
}

const ACTS = {
  ...createActs(state, { open, close, setLine }),
  later: () => {
    close();
    state.days += DAYS_LATER;
  },
  anew: async () => {
    close();
    await ask('forget');
    await setLine(true);
    Object.assign(state, { since: 0, days: 0 });
    await open('normal');
  },
};

async function hear({ cartable, act, on }) {
  if (cartable === 'locate') locator.turn(on);
  if (cartable !== 'do' || !Object.hasOwn(ACTS, act)) return;
  await ACTS[act]();
  tellVisit();
}

// Whatever is new in the store, as it comes.
async function follow() {
  for (;;) {
    try {
      const { news, requests = [], left, documents, statements } = await ask('heard', { since: state.since, news: state.news }, 'GET');
      state.news = news;
      requests.forEach((request) => { state.since = request.number; tell('request', request); });
      if (left) tell('state', { documents, statements, left, values: left.values, title: state.title, learner: setup.learner, days: state.days, saved: { rows: [] }, restored: false });
    } catch (error) {
      await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    }
  }
}

document.documentElement.lang = setup.language;
document.title = setup.texts.title;
hearInOrder(setup.studio, hear);
await wholeLine();
await open('normal');
tell('ready', { profile: profile.key, edition: setup.format });
tellVisit();
follow();
