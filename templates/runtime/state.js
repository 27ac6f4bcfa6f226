// What is known of a course and of a learner's way through it, and the short text in which an LMS keeps that way until
// the next visit. docs/state.md tells the format with examples. This file may not know the page, the LMS or any standard.
// Reading a text never throws: it may come from another tool, from a later version, or have been cut in the middle.

const STATE_HEAD = '1|';
const STATE_LIMIT = 4096;
const STATE_ENTRY = /^([a-z][a-z0-9-]{0,23})?((?:[A-Z][a-z0-9.,-]*)*)$/;
const STATE_ID = /^[a-z][a-z0-9-]{0,23}$/;

// One bit for each step name, for ever. The list only grows at its end. Bit 0 says that the situation was done, so that
// a step which an author adds later undoes nobody's work.
const STATE_STEPS = ['read', 'reaction', 'prompts', 'dilemma', 'capsules', 'quiz', 'actions', 'position', 'synthesis'];
const STATE_DONE = 1;
const FACT_KINDS = ['fact', 'facts'];
const REFLECTION_KINDS = ['position', 'perspectives', 'order', 'match', 'sort'];

function stepBit(name) {
  return STATE_STEPS.indexOf(name) < 0 ? 0 : 2 << STATE_STEPS.indexOf(name);
}

function emptyState() {
  return { foreign: false, torn: false, consent: false, extra: '', entries: new Map() };
}

// `points` are hundredths of a point, and null as long as no fact was answered: a zero is an answer too.
function emptyEntry() {
  return { mask: 0, points: null, facts: new Map(), reflections: new Map(), extra: '' };
}

function readCourse(course) {
  const list = course.tracked || [];
  const tracks = (key) => list.indexOf(key) >= 0;
  const situations = new Map(course.situations.map((given) => [given.id, readSituation(given)]));
  const facts = Array.from(situations.values()).reduce((sum, situation) => sum + situation.facts, 0);
  return {
    tracks,
    was: new Map(Object.entries(course.was || {})),
    situations,
    order: Array.from(situations.keys()),
    facts,
    required: Math.min(course.required > 0 ? course.required : situations.size, situations.size),
    // A score that does not exist, or may not leave, cannot decide about success.
    success: facts && tracks('score') && course.success !== null && course.success !== undefined ? course.success : null,
    columns: trackedItems(situations, tracks),
  };
}

function readSituation(given) {
  const items = new Map((given.items || []).map((item) => [item.id, item]));
  const steps = given.steps.filter(stepBit);
  const mask = steps.reduce((sum, name) => sum | stepBit(name), 0);
  const facts = Array.from(items.values()).filter((item) => itemClass(item) === 'facts').length;
  return { id: given.id, steps, mask, items, facts };
}

// The key of the list of tracked data under which an item's answer falls; null for what is never sent.
function itemClass(item) {
  if (FACT_KINDS.indexOf(item.kind) >= 0) return 'facts';
  return REFLECTION_KINDS.indexOf(item.kind) >= 0 ? 'reflections' : null;
}

// A tutor's report has a column for each index, so an item has the same index for every learner, whatever he answers.
function trackedItems(situations, tracks) {
  const columns = [];
  situations.forEach((situation) => situation.items.forEach((item) => {
    if (itemClass(item) && tracks(itemClass(item))) columns.push({ situation: situation.id, item });
  }));
  const key = (column) => naturalKey(column.situation) + ' ' + naturalKey(column.item.id);
  return columns.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

// Makes s2 come before s10. A browser's own collation would depend on its language.
function naturalKey(id) {
  return id.replace(/[0-9]+/g, (digits) => digits.padStart(24, '0') + digits.length);
}

function factPoints(item, ticks) {
  const right = ticks.filter((tick) => item.right.indexOf(tick) >= 0).length;
  const wrong = ticks.length - right;
  if (item.kind === 'fact') return right === 1 && wrong === 0 ? 1 : 0;
  return Math.max(0, (right - wrong) / item.right.length);
}

// An answer carries no text, only places in the list of options, so it can never hold what somebody typed.
function encodeAnswer(kind, answer) {
  if (kind === 'position') return isDigit(answer) ? answer.toString(36) : null;
  if (kind === 'fact' || kind === 'facts' || kind === 'perspectives') return encodeTicks(answer);
  if (kind === 'order' || kind === 'match' || kind === 'sort') return encodeRow(answer);
  return null;
}

function isDigit(value) {
  return Number.isInteger(value) && value >= 0 && value < 36;
}

function encodeTicks(answer) {
  if (!Array.isArray(answer) || !answer.every((tick) => isDigit(tick) && tick < 30)) return null;
  return answer.reduce((mask, tick) => mask | (1 << tick), 0).toString(36);
}

// An object {index: place} is taken as well as an array; a hyphen stands for what is not placed yet.
function encodeRow(answer) {
  if (answer === null || typeof answer !== 'object') return null;
  const keys = Object.keys(answer).map(Number);
  if (keys.length > 36 || !keys.every(isDigit)) return null;
  if (!keys.length) return null;
  const length = Math.max(...keys) + 1;
  return Array.from({ length }, (_, i) => (isDigit(answer[i]) ? answer[i].toString(36) : '-')).join('');
}

// Gives null where there is no answer, or one that the item as it is today cannot have had: its author may have taken
// away an option or a thing to be placed.
function readAnswer(item, code) {
  const answer = code === undefined ? null : decodeAnswer(item.kind, code);
  if (!Array.isArray(answer) || !item.options) return answer;
  const things = item.kind === 'order' || item.kind === 'match' || item.kind === 'sort' ? item.right : item.options;
  return answer.length <= things.length && answer.every((place) => place === null || place < item.options.length) ? answer : null;
}

function decodeAnswer(kind, code) {
  if (kind === 'position') return code.length === 1 && code !== '-' ? parseInt(code, 36) : null;
  if (kind === 'fact' || kind === 'facts' || kind === 'perspectives') return decodeTicks(code);
  if (kind !== 'order' && kind !== 'match' && kind !== 'sort') return null;
  return code.split('').map((digit) => (digit === '-' ? null : parseInt(digit, 36)));
}

function decodeTicks(code) {
  const mask = readNumber(code);
  if (mask === null) return null;
  return Array.from({ length: 30 }, (_, i) => i).filter((i) => mask & (1 << i));
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
  if (field === 'C1') state.consent = true;
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

// `tracks(key)` says whether a datum may leave the browser, `order` lists the situations of the course.
function encodeState(state, tracks, order, limit) {
  const room = Math.min(limit || STATE_LIMIT, STATE_LIMIT);
  const reflections = tracks('reflections') && state.consent;
  const own = (reflections ? 'C1' : '') + state.extra;
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
