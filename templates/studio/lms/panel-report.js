// The pages of the tutor's report, in a frame that runs no script. They are made anew when something was told, as long as they are looked at.
//
// createReport(texts, data, report, exported) → a view
//   report    ({ whom, days, zone, export }) → a promise of the address of a page, or of null where there is nothing to count
//   exported  what Moodle would export, of a message of the player; nothing where the LMS has a record store

import { fill } from './dom.js';
import { make } from '../dom.js';

// Milliseconds: several requests come together.
const PAUSE = 400;
const WHOM = ['accompany', 'group'];

export function createReport(texts, data, report, exported = () => '') {
  const words = texts.report;
  const state = { message: null, drawn: null, whom: WHOM[0], timer: 0, turn: 0 };
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const pick = make('select', { id: 'lms-whom', onchange: () => { state.whom = pick.value; draw(); } }, WHOM.map((whom) => make('option', { value: whom }, words[whom])));
  const told = make('p', { class: 'note' }, words.empty);
  const page = make('div');
  const element = make('section', { 'aria-label': words.title }, make('div', { class: 'bar' }, make('h3', {}, words.title), make('label', { for: 'lms-whom' }, words.whom, ' ', pick)), told, page);
  const isSeen = () => element.getClientRects().length > 0;

  async function draw() {
    if (!state.message || !report) return;
    const { days = 0 } = state.message;
    const turn = ++state.turn;
    state.drawn = state.message;
    let address = null;
    let problem = words.empty;
    try {
      address = await report({ whom: state.whom, days, zone, export: exported(state.message) });
    } catch (error) {
      problem = fill(words.failed, { words: error.message });
    }
    if (turn !== state.turn) return;
    told.hidden = address !== null;
    told.textContent = problem;
    page.replaceChildren(...(address === null ? [] : [
      make('p', {}, make('a', { href: address, target: '_blank', rel: 'noopener' }, words.new)),
      make('iframe', { class: 'report', title: words.title, sandbox: '', src: address }),
    ]));
  }

  function drawSoon() {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => { if (isSeen() && state.message !== state.drawn) draw(); }, PAUSE);
  }

  return {
    element,
    hear: (message) => {
      if (message.cartable !== 'state') return;
      state.message = message;
      drawSoon();
    },
    shown: drawSoon,
  };
}
