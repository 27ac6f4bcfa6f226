// The LMS below the module: what a learner can do to it, and four views of what it makes of that.
//
// createPanel(root, { texts, data, play, format, report }) → { hear }
//   texts  the section [lms] of the studio's texts
//   data   what may leave the browser: a list of { key, words, elements }, elements with `n` for an index
//   play   sends a message to the player
//   format the package format that is played
//   report gives the address of a page of the tutor's report, or null; see `panel-report.js`. Without it there are no such pages.
//   hear   takes each message of the player
// What only the studio can do is asked of it by an event on `root`: 'lms' with { detail: { act: 'language' | 'replace' } }.

import { createActs } from './panel-acts.js';
import { createCalls } from './panel-calls.js';
import { createLeft } from './panel-left.js';
import { createReport } from './panel-report.js';
import { createState } from './panel-state.js';
import { createTutor } from './panel-tutor.js';
import { createHeld } from './launched/panel-held.js';
import { createRequests } from './launched/panel-requests.js';
import { LAUNCHED } from './profiles.js';
import { make } from '../dom.js';

const VIEWS = { calls: createCalls, state: createState, left: createLeft, tutor: createTutor };
const LAUNCHED_VIEWS = { calls: createRequests, state: createHeld, left: createLeft, tutor: createReport };

export function createPanel(root, { texts, data, play, format, report = null }) {
  const status = make('p', { class: 'status', role: 'status' });
  const isLaunched = LAUNCHED.includes(format);
  const views = Object.entries(isLaunched ? LAUNCHED_VIEWS : VIEWS).map(([key, create]) => ({
    key, name: key === 'calls' && isLaunched ? texts.views.requests : texts.views[key], ...create(texts, data, report),
  }));
  const acts = createActs(texts, {
    play: (act) => play({ cartable: 'do', act }),
    ask: (act) => root.dispatchEvent(new CustomEvent('lms', { bubbles: true, detail: { act } })),
    say: (words) => { status.textContent = words; },
  });
  root.classList.add('lms');
  root.replaceChildren(acts.element, status, createTabs(texts, views));
  const parts = [acts, ...views];
  return { hear: (message) => parts.forEach((part) => part.hear(message)) };
}

// Tabs as the ARIA practices describe them: arrows move and show, Tab leads into the view.
function createTabs(texts, views) {
  const tabs = views.map(({ key, name }) => make('button', { id: 'lms-tab-' + key, type: 'button', role: 'tab', 'aria-controls': 'lms-view-' + key }, name));
  const panels = views.map(({ key, element }) => make('div', { id: 'lms-view-' + key, role: 'tabpanel', 'aria-labelledby': 'lms-tab-' + key, tabIndex: 0 }, element));
  const show = (at) => {
    tabs.forEach((tab, i) => { tab.setAttribute('aria-selected', String(i === at)); tab.tabIndex = i === at ? 0 : -1; });
    panels.forEach((panel, i) => { panel.hidden = i !== at; });
    if (views[at].shown) views[at].shown();
  };
  const list = make('div', { class: 'tabs', role: 'tablist', 'aria-label': texts.views.label }, ...tabs);
  tabs.forEach((tab, i) => tab.addEventListener('click', () => show(i)));
  list.addEventListener('keydown', (event) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
    const at = tabs.indexOf(event.target);
    if (!(event.key in steps) || at < 0) return;
    event.preventDefault();
    const wanted = at + steps[event.key];
    const next = Number.isFinite(wanted) ? (wanted + tabs.length) % tabs.length : wanted < 0 ? 0 : tabs.length - 1;
    show(next);
    tabs[next].focus();
  });
  show(0);
  return make('div', {}, list, ...panels);
}
