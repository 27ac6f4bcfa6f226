// Learners in Chromium, in the test LMS on a real port. What a learner does is done in the page by its own controls, in one go where many
// steps follow; what a learner reads is read off the page.

import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { LANGUAGES, OWN_DECK, build, temporary } from '../browser/packages.mjs';
import { load } from '../runtime/load.mjs';
import { serveLms } from './http.mjs';
import { createMoodle } from './moodle.mjs';
import { lowered, masksOf, missing, reflections, sideEffects } from './promises.mjs';

const { stepBit, STATE_DONE } = load('stepBit', 'STATE_DONE');
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.png': 'image/png' };

// The trial deck after its author added a question to the first card.
export function grownDeck(t) {
  const deck = join(temporary(t), 'deck');
  cpSync(OWN_DECK, deck, { recursive: true });
  LANGUAGES.forEach((language) => {
    const folder = join(deck, language, '1-deborder');
    const file = join(folder, readdirSync(folder).find((name) => name.startsWith('01')));
    const question = language === 'fr' ? '### ? {#q9 kind=fact source=pause}\n\n- [ ] A\n- [x] B' : '### ? {#q9 kind=fact}\n\n- A\n- B';
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\n(### .*\{#q1 )/, '\n' + question + '\n\n$1'));
  });
  return deck;
}

// A package as the LMS serves it; several are versions of one another.
export async function startLms(t, edition, packages, more = {}) {
  const files = (revision, name) => {
    try {
      return [TYPES[extname(name)] || 'application/octet-stream', readFileSync(join(packages[Math.min(revision, packages.length) - 1].folder, name))];
    } catch (error) {
      return null;
    }
  };
  const site = createMoodle({ edition, package: { sco: 'sco' }, files, ...more });
  const http = await serveLms(site);
  t.after(http.stop);
  return { site, http, edition, courses: packages.map(({ course }) => course) };
}

// A learner with a browser of his own; more tabs come with `tab`.
export async function createLearner(t, browser, lms, name = 'learner', options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(8000);
  t.after(() => context.close().catch(() => {}));
  const learner = { context, lms, name, errors: [], tab: async () => createTab(learner, await context.newPage()) };
  await learner.context.request.get(lms.http.origin + '/login?learner=' + name);
  return learner;
}

function createTab(learner, page) {
  const { lms } = learner;
  page.on('pageerror', (error) => learner.errors.push(error.message));
  // `done` is what the learner did in this tab, as masks; `counts` how many steps the page showed as done when it came.
  const tab = { page, learner, sco: null, done: new Map(), counts: new Map() };
  return Object.assign(tab, {
    open: async (query = 'mode=normal') => {
      await page.goto(lms.http.origin + '/player?' + query);
      await tab.arrive();
    },
    // The module is there, in whatever page the tab shows now.
    arrive: async () => {
      tab.sco = await (await page.waitForSelector('#scorm_object')).contentFrame();
      await tab.sco.waitForSelector('html.js', { state: 'attached' });
      tab.counts = await shown(tab.sco);
      return tab;
    },
    step: async (id, ...names) => {
      for (const name of names) {
        await tab.sco.evaluate(pressThrough, [id, name]);
        tab.done.set(id, (tab.done.get(id) || 0) | stepBit(name));
      }
    },
    card: async ({ id, steps }) => {
      await tab.step(id, ...steps);
      tab.done.set(id, tab.done.get(id) | STATE_DONE);
    },
    told: () => tab.sco.evaluate(readTold),
    inView: () => tab.sco.evaluate(readInView),
    lacks: (done) => Array.from(done).filter(([id, mask]) => steps(mask) > (tab.counts.get(id) || 0)).map(([id]) => id),
    exit: async () => { await page.click('#exit'); await page.waitForURL(/\/course$/); },
    dashboard: async () => { await page.click('#dashboard'); await page.waitForURL(/\/dashboard$/); },
    back: async () => { await page.goBack(); return tab.arrive(); },
    close: () => page.close(),
    // The renderer dies: no event of a page that goes.
    kill: async () => {
      const session = await learner.context.newCDPSession(page);
      const crashed = new Promise((resolve) => { page.once('crash', resolve); });
      session.send('Page.crash').catch(() => {});
      await crashed;
      await page.close();
    },
    language: async (tongue) => {
      await tab.sco.evaluate(pressLanguage, tongue);
      await tab.sco.waitForSelector('html.js[lang="' + tongue + '"]', { state: 'attached' });
    },
    honest: () => assertHonest(tab),
  });
}

// Shows a step, answers what it asks where there is something right, and goes on. Runs in the page.
async function pressThrough([id, name]) {
  const turn = () => new Promise((resolve) => { setTimeout(resolve); });
  window.location.hash = '#' + id + '/' + name;
  // A situation that is not shown keeps its last step open.
  const find = () => document.querySelector('.view.open [id="' + id + '/' + name + '"].open');
  for (let left = 200; left > 0 && !find(); left -= 1) await turn();
  const section = find();
  if (!section) throw new Error('no step ' + id + '/' + name);
  const course = JSON.parse(document.getElementById('_course').textContent);
  const { items } = course.situations.find((one) => one.id === id);
  section.querySelectorAll('.item[data-item]').forEach((element) => {
    const item = items.find((one) => one.id === element.dataset.item);
    if (element.querySelector('.scale')) element.querySelectorAll('.stop input')[1].click();
    const choices = element.querySelectorAll('.choice label');
    if (!choices.length || !element.querySelector('.doing button')) return;
    (item.right.length ? item.right : [0]).forEach((at) => element.querySelector(`.choice input[value="${at}"]`).click());
    element.querySelector('.doing button').click();
  });
  const on = document.querySelector('.view.open > .moves .first');
  const last = Array.from(section.querySelectorAll('.turn')).pop();
  for (let left = 100; last && !last.classList.contains('open'); left -= 1) {
    if (!left) throw new Error('no way on in ' + id + '/' + name);
    on.click();
  }
  on.click();
  await turn();
}

function readTold() {
  const [line, bar] = [document.getElementById('_saved'), document.getElementById('_bar')];
  if (bar && bar.getClientRects().length) return bar.dataset.kind || 'waiting';
  return line.classList.contains('trouble') ? 'waiting' : line.classList.contains('idle') ? 'idle' : 'saved';
}

// Bad news is where it is read: an element that is announced, with words, within what the frame shows.
function readInView() {
  return Array.from(document.querySelectorAll('[role=status], [role=alert]')).some((element) => {
    const box = element.getBoundingClientRect();
    const isNews = (element.id === '_bar' || element.id === '_saved') && element.textContent.trim() !== '';
    return isNews && box.width > 0 && box.top >= 0 && box.bottom <= window.innerHeight;
  });
}

function pressLanguage(tongue) {
  document.querySelector('#_tongues a[hreflang="' + tongue + '"]').click();
  const ask = document.querySelector('.ask:not([hidden])');
  if (ask) ask.querySelectorAll('button')[ask.querySelectorAll('button').length - 2].click();
}

// How many steps of a card are done; a card that was done has no end of them.
const steps = (mask) => (mask & STATE_DONE ? 99 : mask.toString(2).replace(/0/g, '').length);

// How many steps the overview shows as done, card by card.
async function shown(sco) {
  const found = await sco.evaluate(async () => {
    const turn = () => new Promise((resolve) => { setTimeout(resolve); });
    window.location.hash = '#_overview';
    for (let left = 200; left > 0 && !document.querySelector('#_overview.open'); left -= 1) await turn();
    const count = (card) => (card.classList.contains('done') ? 99 : Number((/\d+/.exec(card.querySelector('.state').textContent) || [0])[0]));
    return Array.from(document.querySelectorAll('.hand .card'), (card) => [card.hash.slice(1), count(card)]);
  });
  return new Map(found);
}

// Waits until what the page says of saving is true; a page that never says so lies.
async function assertHonest(tab) {
  const { lms, name } = tab.learner;
  const attempt = Number(new URL('http://x/?' + (await tab.page.content()).match(/attempt=\d+/)[0]).searchParams.get('attempt'));
  let less = [];
  for (let left = 40; left > 0; left -= 1) {
    const told = await tab.told();
    less = told === 'saved' ? missing(tab.done, masksOf(lms.site.track(name, attempt).get('cmi.suspend_data'))) : [];
    if (!less.length) return told;
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
  assert.fail('the page says "saved", and the LMS does not hold ' + less.join(' '));
  return null;
}

// Waits until something is so.
export async function until(seen, what, seconds = 5) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if (await seen()) return;
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
  assert.fail('never: ' + what);
}

// What must hold of all that the LMS was told.
export function assertPromises(lms, { consent = false, name = 'learner' } = {}) {
  const { history } = lms.site.tracks;
  const found = lowered(history).concat(sideEffects(history, lms.site.pages), consent ? [] : reflections(history, lms.site.track(name), lms.courses));
  assert.deepEqual(found, []);
}

export function versions(t, edition, level, languages = 'fr') {
  const options = ['--to', edition, '--lang', languages, '--tracking', level];
  return [build(t, OWN_DECK, ...options)[0], build(t, grownDeck(t), ...options)[0]];
}
