// Plays the walks of `walk.mjs` in Chromium, against the test LMS on a real port. What a browser cannot be told to do (to let a tab go, to
// wait two minutes) is left out.

import { createLearner, startLms } from './chromium.mjs';
import { lowered, masksOf, reflections, sideEffects } from './promises.mjs';

const LEARNER = 'learner';
const pick = (list, a) => list[Math.floor(a * list.length)];

export async function playInChromium(t, browser, walk, packages) {
  const { edition } = walk.settings;
  const lms = await startLms(t, edition, packages);
  const learner = await createLearner(t, browser, lms, LEARNER);
  const play = {
    walk, lms, learner, tabs: [await learner.tab()], cards: packages[0].course.situations, courses: lms.courses,
    consent: false, down: false, offline: false, gateway: false, row: 0, promised: new Map(), broken: null,
  };
  for (const [at, [kind, a, b]] of walk.acts.entries()) {
    if (ACTS[kind]) await ACTS[kind](play, a, b);
    await judge(play, play.tabs);
    if (play.broken) return { at, kind, why: play.broken };
  }
  return null;
}

const open = (play) => play.tabs.filter((tab) => tab.sco);

// Goes somewhere, if there is an answer; then the tab shows a player or something else.
async function visit(play, tab, go, fresh) {
  tab.sco = null;
  const answer = await go().catch(() => null);
  if (!answer && fresh) return;
  // A page of the browser's own, which may still be on its way, or of the LMS, has no module.
  await tab.page.waitForLoadState().catch(() => {});
  if (!await tab.page.$('#scorm_object').catch(() => null)) return;
  tab.done = new Map();
  await tab.arrive();
  tab.fresh = fresh;
}

const enter = (query) => async (play, a) => {
  if (!play.tabs.length) play.tabs.push(await play.learner.tab());
  const tab = pick(play.tabs, a);
  await visit(play, tab, () => tab.page.goto(play.lms.http.origin + '/player?' + query), true);
};

const leave = (way) => async (play, a) => {
  const tab = pick(play.tabs, a);
  if (!tab) return;
  if (way === 'kill' && !tab.sco) return;
  play.tabs.splice(play.tabs.indexOf(tab), 1);
  await tab[way]();
};

const ACTS = {
  step: async (play, a, b) => {
    const tab = pick(open(play), a);
    if (!tab) return;
    const card = pick(play.cards, b);
    const next = Math.floor(((b * 10) % 1) * card.steps.length);
    await tab.step(card.id, ...card.steps.slice(next, next + 3));
  },
  answer: async (play, a, b) => {
    const tab = pick(open(play), a);
    if (tab) await tab.step(pick(play.cards, b).id, 'quiz');
  },
  consent: async (play, a, b) => {
    const tab = pick(open(play), a);
    if (!tab || play.walk.settings.level !== 'reflective') return;
    play.consent = b > 0.4;
    await tab.sco.evaluate((agreed) => document.querySelectorAll('#_consent input')[agreed ? 1 : 0].click(), play.consent);
  },
  enter: enter('mode=normal'),
  preview: enter('mode=browse'),
  anew: enter('mode=normal&anew=1'),
  exit: async (play, a) => {
    const tab = pick(open(play), a);
    if (tab) await visit(play, tab, () => tab.page.goto(play.lms.http.origin + '/course'), false);
  },
  back: async (play, a) => { const tab = pick(play.tabs, a); if (tab) await visit(play, tab, () => tab.page.goBack(), false); },
  forward: async (play, a) => { const tab = pick(play.tabs, a); if (tab) await visit(play, tab, () => tab.page.goForward(), false); },
  reload: async (play, a) => { const tab = pick(open(play), a); if (tab) await visit(play, tab, () => tab.page.reload(), true); },
  tab: async (play) => {
    if (play.tabs.length >= 3) return;
    const tab = await play.learner.tab();
    play.tabs.push(tab);
    await visit(play, tab, () => tab.page.goto(play.lms.http.origin + '/player?mode=normal'), true);
  },
  close: leave('close'),
  kill: leave('kill'),
  line: async (play, a) => {
    play.offline = !(play.offline || a > 0.8);
    await play.learner.context.setOffline(play.offline);
  },
  refuse: async (play) => {
    play.down = !play.down;
    await (play.down ? play.lms.http.stop() : play.lms.http.start());
  },
  gateway: (play) => { play.gateway = !play.gateway; play.lms.http.badGateway(play.gateway); },
  signOut: async (play) => {
    const session = (await play.learner.context.cookies()).find(({ name }) => name === 'session');
    if (session) play.lms.site.signOut(session.value);
  },
  signIn: async (play) => {
    const { context } = play.learner;
    const session = (await context.cookies()).find(({ name }) => name === 'session');
    if (session && play.lms.site.sessions.of(session.value)) return;
    await context.addCookies([{ name: 'session', value: play.lms.site.signIn(LEARNER), url: play.lms.http.origin }]);
  },
  language: async (play, a, b) => {
    const tab = pick(open(play), a);
    const now = tab && await tab.sco.evaluate(() => document.documentElement.lang);
    if (!tab || play.down || play.offline || play.gateway) return;
    await tab.language(b > 0.5 === (now === 'fr') ? 'ro' : now === 'fr' ? 'en' : 'fr');
  },
  update: (play) => { if (play.lms.site.package.revision === 1) play.lms.site.replace({ sco: 'sco' }); },
};

async function judge(play, tabs) {
  const { site } = play.lms;
  const found = [];
  for (const tab of tabs.filter((one) => one.sco)) found.push(...await judgeTab(play, tab));
  const rows = site.tracks.history.slice(play.row);
  play.row = site.tracks.history.length;
  found.push(...lowered(rows), ...sideEffects(rows, site.pages));
  if (!play.consent && rows.length) found.push(...reflections(rows, site.track(LEARNER, rows[0].attempt), play.courses));
  play.learner.errors.splice(0).forEach((error) => found.push('an error: ' + error));
  play.broken = play.broken || found[0] || null;
}

async function judgeTab(play, tab) {
  const page = play.lms.site.pages[Number(/page=(\d+)/.exec(await tab.page.content())[1])];
  const promised = play.promised.get(page.attempt) || new Map();
  const found = [];
  if (tab.fresh && page.mode !== 'browse') {
    const less = tab.lacks(promised);
    if (less.length) found.push('was told saved, is not there at the next opening: ' + less.join(' '));
  }
  tab.fresh = false;
  let told = 'saved';
  try {
    told = await tab.honest();
  } catch (error) {
    return found.concat('told saved, is not in the LMS: ' + error.message);
  }
  if (told !== 'saved') return found;
  const kept = masksOf(play.lms.site.track(LEARNER, page.attempt).get('cmi.suspend_data'));
  play.promised.set(page.attempt, new Map(Array.from(new Set([...promised.keys(), ...kept.keys()]), (id) => [id, (promised.get(id) || 0) | (kept.get(id) || 0)])));
  return found;
}
