// A learner's way through a course, and the short text in which an LMS keeps that way until the next visit. docs/state.md
// tells the format with examples. This file may not know the page, the LMS or any standard. Reading a text never throws: it
// may come from another tool, from a later version, or have been cut in the middle.

const STATE_HEAD = '1|';
const STATE_LIMIT = 4096;
const STATE_ENTRY = /^([a-z][a-z0-9-]{0,23})?((?:[A-Z][a-z0-9.,-]*)*)$/;
const STATE_ID = /^[a-z][a-z0-9-]{0,23}$/;

// `best` is the best score of the module so far, which some LMSs do not give back and which a deck that grew would lower.
// `mark` and `count` tell one attempt's states apart and put them in order; an LMS that gives old data back is found out by them.
function emptyState() {
  return { foreign: false, torn: false, consent: false, mark: '', count: 0, best: null, extra: '', entries: new Map() };
}

// `points` are hundredths of a point, and null as long as no fact was answered: a zero is an answer too.
function emptyEntry() {
  return { mask: 0, points: null, facts: new Map(), reflections: new Map(), extra: '' };
}

// `was` leads from ids that an author gave up to those that follow them.
function decodeState(text, was = new Map()) {
  const state = emptyState();
  const given = typeof text === 'string' ? text : '';
  if (given.slice(0, STATE_HEAD.length) !== STATE_HEAD) {
    state.foreign = given !== '';
    return state;
  }
  const pieces = given.slice(STATE_HEAD.length).split(';');
  // An entry counts only with its end: the last piece is empty, or torn.
  state.torn = pieces.pop() !== '';
  pieces.forEach((piece) => readEntry(state, piece, was));
  return state;
}

function readEntry(state, piece, was) {
  const parts = STATE_ENTRY.exec(piece);
  if (!parts) {
    state.torn = true;
    return;
  }
  const fields = parts[2].match(/[A-Z][^A-Z]*/g) || [];
  const id = was.get(parts[1]) || parts[1];
  const itemNow = (item) => was.get(id + '/' + item) || item;
  if (id === undefined) fields.forEach((field) => readHead(state, field));
  else fields.forEach((field) => readField(entryOf(state, id), field, itemNow));
}

function entryOf(state, id) {
  if (!state.entries.has(id)) state.entries.set(id, emptyEntry());
  return state.entries.get(id);
}

function readHead(state, field) {
  const value = field.slice(1);
  if (field === 'C1') state.consent = true;
  else if (field[0] === 'M' && /^[0-9a-z]{1,8}$/.test(value)) state.mark = value;
  else if (field[0] === 'B') state.best = Math.max(state.best, readNumber(value) || 0);
  else if (field[0] === 'N') state.count = Math.max(state.count, readNumber(value) || 0);
  else state.extra = keepUnknown(state.extra, field);
}

// An id that stands twice is merged upwards: reading never takes progress away.
function readField(entry, field, itemNow) {
  const tag = field[0];
  const value = field.slice(1);
  if (tag === 'S') entry.mask |= readNumber(value) || 0;
  else if (tag === 'P') entry.points = readNumber(value) === null ? entry.points : Math.max(entry.points || 0, readNumber(value));
  else if (tag === 'A') readAnswerField(entry.facts, value, itemNow);
  else if (tag === 'R') readAnswerField(entry.reflections, value, itemNow);
  else entry.extra = keepUnknown(entry.extra, field);
}

function readAnswerField(answers, value, itemNow) {
  const [name, code, more] = value.split('.');
  const id = /^[0-9]+$/.test(name) ? 'q' + name : name;
  if (more === undefined && /^[0-9a-z-]{1,36}$/.test(code || '') && STATE_ID.test(id)) answers.set(itemNow(id), code);
}

function readNumber(value) {
  return /^[0-9a-z]{1,6}$/.test(value) && parseInt(value, 36) < 0x40000000 ? parseInt(value, 36) : null;
}

// Fields of a later version are carried along as long as they are short.
function keepUnknown(extra, field) {
  return extra.length + field.length <= 64 ? extra + field : extra;
}

function forgetReflections(state) {
  // A field of a later version may hold reflections as well.
  state.extra = '';
  state.entries.forEach((entry) => {
    entry.reflections.clear();
    entry.extra = '';
  });
}

// In a state an id may stand twice and counts as the better of both, so one is added to another by standing after it. An entry
// that was cut would take in the first one of the other.
function joinStates(one, two) {
  if (one.slice(0, 2) !== STATE_HEAD) return two || one;
  return (one.slice(0, one.lastIndexOf(';') + 1) || STATE_HEAD) + two.slice(2);
}

// `tracks(key)` says whether a datum may leave the browser, `order` lists the situations of the course.
function encodeState(state, tracks, order, limit) {
  const room = Math.min(limit || STATE_LIMIT, STATE_LIMIT);
  const reflections = tracks('reflections') && state.consent;
  const marked = state.mark && 'M' + state.mark + 'N' + state.count.toString(36);
  const best = state.mark && state.best !== null && tracks('score') ? 'B' + state.best.toString(36) : '';
  const own = (reflections ? 'C1' : '') + marked + best + state.extra;
  const head = STATE_HEAD + (own && own + ';');
  const rows = stateRows(state, tracks, order);
  shrinkRows(rows, room - head.length);
  return head + rows.map(rowText).join('');
}

function stateRows(state, tracks, order) {
  const known = new Set(order);
  const others = Array.from(state.entries.keys()).filter((id) => !known.has(id)).sort();
  const present = order.filter((id) => state.entries.has(id));
  return present.concat(others).map((id) => stateRow(id, state, tracks, known.has(id)));
}

function stateRow(id, state, tracks, known) {
  const entry = state.entries.get(id);
  const mask = (tracks('progress') ? entry.mask & ~STATE_DONE : 0) | (tracks('situations') ? entry.mask & STATE_DONE : 0);
  const points = tracks('score') ? entry.points : null;
  const core = (mask ? 'S' + mask.toString(36) : '') + (points === null ? '' : 'P' + points.toString(36));
  const facts = tracks('facts') ? answerFields('A', entry.facts) : '';
  const reflections = tracks('reflections') && state.consent ? answerFields('R', entry.reflections) : '';
  return { id, known, done: Boolean(mask & STATE_DONE), points, core, answers: facts + reflections, extra: entry.extra, gone: false };
}

// Most items are called q1, q2, …: there the letter is left out, which an id of its own can never look like.
function answerFields(tag, answers) {
  return Array.from(answers.keys()).sort()
    .map((id) => tag + id.replace(/^q(?=[0-9]+$)/, '') + '.' + answers.get(id)).join('');
}

function rowText(row) {
  const fields = row.core + row.answers + row.extra;
  return row.gone || !fields ? '' : row.id + fields + ';';
}

// When there is no room, what costs the learner least goes first. The status of a situation that was done stands in its
// objective as well, the score in the LMS, so these outlive their entry.
function shrinkRows(rows, room) {
  let size = rows.reduce((sum, row) => sum + rowText(row).length, 0);
  const cuts = [
    [(row) => row.done, (row) => { row.answers = ''; }],
    [() => true, (row) => { row.answers = ''; }],
    [(row) => !row.known, (row) => { row.gone = true; }],
    [() => true, (row) => { row.extra = ''; }],
    [(row) => row.done && !row.points, (row) => { row.gone = true; }],
    [(row) => row.done, (row) => { row.gone = true; }],
    [() => true, (row) => { row.gone = true; }],
  ];
  cuts.forEach(([applies, cut]) => rows.forEach((row) => {
    if (size <= room || !applies(row)) return;
    size -= rowText(row).length;
    cut(row);
    size += rowText(row).length;
  }));
}
