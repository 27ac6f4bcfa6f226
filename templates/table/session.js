// A session around the table: everything that the two windows must agree on, in one object. The console alone changes it; each
// change counts `v` up. It holds no name, and nothing that a person wrote but the ideas and the summary of the group.

const PHASES = ['before', 'read', 'say', 'light', 'act', 'end', 'finish'];
const LEVELS = ['individual', 'team', 'organisation', 'policy'];
const FEELINGS = ['surprise', 'interest', 'discomfort', 'silent'];
const LOOKS = ['auto', 'light', 'dark'];
const LEAST_SEATS = 2;
const GOOD_SEATS = 10;
const MOST_SEATS = 30;
const DOTS_EACH = 3;
// How the time of a card is shared out between the phases, in percent.
const SHARES = { before: 5, read: 15, say: 35, light: 20, act: 15, end: 10, finish: 0 };

// Eight letters and digits: enough to tell two sessions apart, and nothing that says whose they are.
function freshCode() {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => letters[byte % letters.length]).join('');
}

function newSession() {
  return Object.assign({
    session: freshCode(), v: 0, seats: 6, minutes: 45, look: 'auto', clock: true, keys: true, out: [], played: [],
  }, newCard());
}

// Whether there is anything to lose.
function hasBegun(state) {
  return state.started > 0 || state.played.length > 0;
}

// What begins anew with each card.
function newCard() {
  return {
    phase: 'before', card: '', show: 'rules', blank: false, started: 0, since: 0, spent: {}, hands: {}, turn: -1, spoke: [], passed: [],
    decision: '', ideas: [], dots: false, closing: [], round: false, summary: '',
  };
}

// Whether something that came from elsewhere is a session of this deck. What is not is left alone.
function isSession(one) {
  const isList = (list, test) => Array.isArray(list) && list.length < 500 && list.every(test);
  const isText = (text, length) => typeof text === 'string' && text.length <= length;
  const isNumber = (number) => Number.isInteger(number) && number >= -1 && number < 1e14;
  const isIdea = (idea) => idea && isNumber(idea.id) && isText(idea.text, 500) && isNumber(idea.dots) && (idea.level === '' || LEVELS.includes(idea.level));
  return Boolean(one) && typeof one === 'object' && /^[a-z0-9]{8}$/.test(one.session)
    && [one.v, one.seats, one.minutes, one.started, one.since, one.turn].every(isNumber) && one.seats <= MOST_SEATS
    && PHASES.includes(one.phase) && LOOKS.includes(one.look) && isText(one.show, 100) && isText(one.summary, 5000) && isText(one.decision, 10)
    && (one.card === '' || cardOf(one.card) !== null)
    && isList(one.ideas, isIdea) && [one.spoke, one.passed, one.closing].every((list) => isList(list, isNumber))
    && isList(one.out, (id) => isText(id, 50)) && isList(one.played, (card) => card && isText(card.id, 50) && isText(card.day, 10))
    && [one.hands, one.spent].every((table) => table && typeof table === 'object')
    && Object.values(one.hands).every((list) => isList(list, isNumber)) && Object.values(one.spent).every(isNumber);
}

// Goes to a phase: the time in the one before is noted, and the screen shows how the new one begins.
function enterPhase(state, phase, now) {
  if (state.since) state.spent[state.phase] = (state.spent[state.phase] || 0) + now - state.since;
  if (!state.started && phase !== 'before') state.started = now;
  if (state.started) state.since = now;
  state.phase = phase;
  state.blank = false;
  state.turn = -1;
  [state.show] = showsOf(state);
}
