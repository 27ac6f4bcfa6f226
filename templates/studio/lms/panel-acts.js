// The buttons: what a learner, or time, or somebody else does. Those that make no sense now say why by being switched off.

import { fill } from './dom.js';
import { make } from '../dom.js';

// When a button can be pressed, by what the player told of the visit.
const PLAYER = {
  close: ({ open }) => open,
  open: ({ open }) => !open,
  second: ({ open }) => open,
  offline: ({ online }) => online,
  online: ({ online }) => !online,
  browse: ({ modes }) => modes !== false,
  review: ({ modes }) => modes !== false,
  later: () => true,
  anew: () => true,
};
const STUDIO = ['language', 'replace'];
const ORDER = ['close', 'open', 'second', 'offline', 'online', 'later', 'browse', 'review', 'anew', ...STUDIO];

// Pressing a button that was just switched off by its own effect would lose the focus, so such buttons stay in the order of keys and
// are only marked as disabled.
export function createActs(texts, { play, ask, say }) {
  const state = { visit: { open: true, online: true, mode: 'normal', tabs: 1, days: 0 }, pressed: null };
  const buttons = new Map(ORDER.map((act) => [act, make('button', { type: 'button', 'data-act': act }, texts.acts[act])]));
  const isOff = (act) => act in PLAYER && !PLAYER[act](state.visit);
  const press = (act) => {
    if (isOff(act)) return;
    state.pressed = act;
    if (STUDIO.includes(act)) ask(act);
    else play(act);
  };
  buttons.forEach((button, act) => button.addEventListener('click', () => press(act)));
  const show = () => buttons.forEach((button, act) => button.setAttribute('aria-disabled', String(isOff(act))));
  show();
  return {
    element: make('div', { class: 'acts', role: 'group', 'aria-label': texts.acts.label }, ...buttons.values()),
    hear: (message) => {
      if (message.cartable !== 'visit') return;
      state.visit = message;
      show();
      say(tellVisit(texts.visit, message));
    },
  };
}

// What is so now, in words.
function tellVisit(texts, { open, mode, tabs, online, days, failed }) {
  const parts = [
    failed ? fill(texts.failed, { words: failed }) : open ? texts[mode] : texts.closed,
    tabs > 1 ? fill(texts.tabs, { n: tabs }) : '',
    online ? '' : texts.offline,
    days ? fill(texts.days, { n: days }) : '',
  ];
  return parts.filter(Boolean).join(' ');
}
