// Plays a walk in the small browser and holds every act against the promises. Gives the first that was broken, or null.

import { ANSWERS, columns, course, situation } from '../runtime/lms.mjs';
import { createBrowser } from './browser/browser.mjs';
import { startModule, told } from './module.mjs';
import { createMoodle, installIn } from './moodle.mjs';
import { lowered, masksNow, masksOf, missing, reflections, sideEffects } from './promises.mjs';

const LEARNER = 'learner';

// The module as it was first, and after its author added an item to the first card and a card in front of the others.
export function editionsOf(level) {
  const before = course(level, 3);
  const grown = course(level, 3);
  const first = grown.situations[0];
  first.items = situation(first.id, ['fact', 'facts', 'position', 'sort', 'order', 'fact']).items;
  grown.situations.unshift(situation('t2-s00'));
  // Its register keeps the columns that there were.
  grown.columns = before.columns.concat(columns(grown).filter((path) => !before.columns.includes(path)));
  return [null, before, grown];
}

// `lms` makes another LMS of it, see profiles/.
export async function playWalk(walk, lms = {}) {
  const { edition, level } = walk.settings;
  const courses = editionsOf(level);
  const site = createMoodle({ edition, package: { sco: 'sco' }, ...lms });
  const openModule = (window, { revision, since }) => startModule(window, { format: edition, course: courses[Math.min(revision, 2)], since });
  const installPlayer = (window, page) => installIn(window, site, page);
  const play = {
    walk, site, courses: courses.filter(Boolean), consent: false, promised: new Map(), row: 0, broken: null,
    options: { site, learner: LEARNER, openModule, installPlayer },
  };
  play.browser = createBrowser(play.options);
  play.browser.unruly = walk.seed % 2 === 1;
  play.browser.openTab();
  for (const [at, [kind, a, b]] of walk.acts.entries()) {
    await ACTS[kind](play, a, b);
    await play.browser.settle();
    judge(play, play.browser);
    if (play.broken) return { at, kind, why: play.broken, play };
  }
  await heal(play);
  return play.broken ? { at: walk.acts.length, kind: 'heal', why: play.broken } : null;
}

const pick = (list, a) => list[Math.floor(a * list.length)];
const open = (play) => play.browser.tabs.filter((tab) => tab.module);
// A page that is hidden is not worked in.
const inView = (play, a) => pick(open(play).filter((tab) => tab.visible), a);
const module = (play, a) => { const tab = inView(play, a); return tab && tab.module; };
const free = (play) => { if (!play.browser.tabs.length) play.browser.openTab(); };

// Before an LMS has put up its API no page knows which attempt it is in: two that begin within that second cannot know of each other.
const isStarting = (play) => open(play).map((tab) => tab.module.tracker.now()).some(({ mode, recorded, trouble }) => mode === 'normal' && !recorded && !trouble);

const ACTS = {
  step: async (play, a, b) => {
    const one = module(play, a);
    if (!one) return;
    // Mostly the next step of the first card that is not done, as learners go.
    const now = one.tracker.now();
    const card = one.course.situations.find(({ id }) => !now.situations[id].done) || one.course.situations[0];
    const other = b > 0.8 ? pick(one.course.situations, (b - 0.8) * 5) : card;
    const next = other.steps.find((name) => !now.situations[other.id].steps.includes(name)) || other.steps[0];
    // Three at once, so that walks reach the end of a module.
    for (const name of other.steps.slice(other.steps.indexOf(next), other.steps.indexOf(next) + 3)) {
      one.tracker.step(other.id, name);
      await play.browser.settle();
    }
  },
  answer: (play, a, b) => {
    const one = module(play, a);
    const card = one && pick(one.course.situations, b);
    const item = card && pick(card.items, (b * 7) % 1);
    if (item) one.tracker.answer(card.id, item.id, b > 0.3 ? ANSWERS[item.kind] : item.kind === 'facts' || item.kind === 'fact' ? [0] : ANSWERS[item.kind]);
  },
  consent: (play, a, b) => {
    const one = module(play, a);
    // A window that records nothing any more does not offer the choice.
    if (!one || play.walk.settings.level !== 'reflective' || one.tracker.now().trouble === 'never') return;
    play.consent = b > 0.4;
    one.tracker.consent(play.consent);
  },
  enter: (play, a) => { free(play); if (!isStarting(play)) pick(play.browser.tabs, a).go('/player?mode=normal'); },
  preview: (play, a) => { free(play); pick(play.browser.tabs, a).go('/player?mode=browse'); },
  anew: (play, a) => { free(play); pick(play.browser.tabs, a).go('/player?mode=normal&anew=1'); },
  exit: (play, a) => { const tab = pick(open(play), a); if (tab) tab.go('/course'); },
  back: (play, a) => { const tab = pick(play.browser.tabs, a); if (tab) tab.back(); },
  forward: (play, a) => { const tab = pick(play.browser.tabs, a); if (tab) tab.forward(); },
  reload: (play, a) => { const tab = pick(open(play), a); if (tab) tab.reload(); },
  discard: (play, a) => { const tab = pick(open(play), a); if (tab) tab.discard(); },
  tab: (play) => { if (play.browser.tabs.length < 3 && !isStarting(play)) play.browser.openTab().go('/player?mode=normal'); },
  close: (play, a) => { const tab = pick(play.browser.tabs, a); if (tab) tab.close(); },
  kill: (play, a) => { const tab = pick(play.browser.tabs, a); if (tab) tab.kill(); },
  hide: (play, a) => { const tab = pick(open(play), a); if (tab && tab.visible) tab.look(false); },
  show: (play, a) => { const tab = pick(open(play), a); if (tab && !tab.visible) tab.look(true); },
  line: (play, a) => { const up = !play.browser.online || a > 0.8; if (up !== play.browser.online) play.browser.line(up); },
  refuse: (play) => { play.browser.refused = !play.browser.refused; },
  gateway: (play) => { play.browser.gateway = !play.browser.gateway; },
  signOut: (play) => { play.site.signOut(play.browser.cookie); },
  signIn: (play) => { if (!play.site.sessions.of(play.browser.cookie)) play.browser.signIn(); },
  language: (play, a, b) => {
    const tab = inView(play, a);
    if (!tab) return;
    const since = tab.module.tracker.handOver(b > 0.7);
    if (since !== null) tab.reloadFrame('/content/1/' + (b > 0.5 ? 'en' : 'ro') + '.html', since);
  },
  update: (play) => { if (play.site.package.revision === 1) play.site.replace({ sco: 'sco' }); },
  wait: (play, a) => play.browser.clock.pass(a > 0.5 ? 120000 : 3000),
  // The learner goes to another device, which knows nothing of this browser. Two at the same moment cannot know of each other.
  device: async (play, a) => {
    play.browser.tabs.slice().forEach((tab) => tab.close());
    await play.browser.settle();
    const other = createBrowser({ ...play.options, clock: play.browser.clock });
    const tab = other.openTab();
    tab.go('/player?mode=normal');
    await other.clock.pass(3000);
    judge(play, other);
    if (tab.module && a > 0.5) tab.module.tracker.step(tab.module.course.situations[0].id, tab.module.course.situations[0].steps[0]);
    await other.settle();
    judge(play, other);
    tab.close();
    await other.settle();
  },
};

// What has been written since the last look, and what each open page says.
function judge(play, browser) {
  const { site } = play;
  const rows = site.tracks.history.slice(play.row);
  play.row = site.tracks.history.length;
  const found = lowered(rows).concat(sideEffects(rows, site.pages));
  if (!play.consent && rows.length) found.push(...reflections(rows, site.track(LEARNER, rows[0].attempt), play.courses));
  browser.errors.splice(0).forEach((error) => found.push('an error: ' + error.message));
  browser.tabs.filter((tab) => tab.module).forEach((tab) => found.push(...judgePage(play, tab)));
  play.broken = play.broken || found[0] || null;
}

// The page that a tab shows: its number, attempt and mode.
function pageOf(play, tab) {
  return play.site.pages[Number(/page=(\d+)/.exec(tab.entries[tab.at].page.address)[1])];
}

function judgePage(play, tab) {
  const { attempt, mode } = pageOf(play, tab);
  const now = masksNow(tab.module.tracker.now());
  const promised = play.promised.get(attempt) || new Map();
  const found = [];
  // An API that comes late: the page knows of nothing yet.
  if (!tab.window.API && !tab.window.API_1484_11) return found;
  const [{ type }] = tab.window.performance.getEntriesByType('navigation');
  // A page that was just fetched shows all that was ever promised. One out of the cache cannot, and what it may say is judged below.
  if (!tab.window.judged && type !== 'back_forward' && mode !== 'browse') {
    const less = missing(promised, now);
    if (less.length) found.push('was told saved, is not there at the next opening: ' + less.join(' '));
  }
  tab.window.judged = true;
  // What a hidden page says is not read.
  if (!tab.visible || told(tab.module) !== 'saved') return found;
  const less = missing(now, masksOf(play.site.track(LEARNER, attempt).get('cmi.suspend_data')));
  if (less.length) found.push('told saved, is not in the LMS: ' + less.join(' '));
  const ids = Array.from(new Set([...promised.keys(), ...now.keys()]));
  play.promised.set(attempt, new Map(ids.map((id) => [id, (promised.get(id) || 0) | (now.get(id) || 0)])));
  return found;
}

// At the end all is well again. A page that opens now shows what was promised, says that it saves, and is right.
async function heal(play) {
  const { browser, site } = play;
  browser.tabs.slice().forEach((tab) => tab.close());
  Object.assign(browser, { refused: false, gateway: false });
  if (!browser.online) browser.line(true);
  if (!site.sessions.of(browser.cookie)) browser.signIn();
  await browser.settle();
  const tab = browser.openTab();
  tab.go('/player?mode=normal');
  await browser.clock.pass(120000);
  judge(play, browser);
  if (!play.broken && pageOf(play, tab).mode === 'normal' && told(tab.module) !== 'saved') play.broken = 'all is well and the page says ' + told(tab.module);
  tab.close();
  await browser.settle();
  judge(play, browser);
}
