// What the learner said and typed as one text, for a file of their own or for this device, and back into the page's memory. Names in that
// text stay as they are, so that a file can be opened years later. It knows no tracker and no storage.

const WORDS_FORM = 'words-1';
// More bytes than anybody types: what is longer is no file of notes.
const LONGEST_WORDS = 2e7;

// Words of situations that this version of the module does not have. They go along as they came.
const strangers = {};

// All words as they are written down, by their situations.
function wordsNow() {
  const now = Object.assign({}, strangers);
  memory.forEach((own, id) => { now[id] = writtenWords(own); });
  return now;
}

const wordsText = (course, situations) => JSON.stringify({ form: WORDS_FORM, module: course.id, situations });

// Gives '' once the words are back, else the name of what is to be said. A text that is not whole changes nothing.
function takeWords(course, text) {
  try {
    return putWords(course, readWords(course, text)) ? 'words_part' : '';
  } catch (error) {
    return 'words_broken';
  }
}

// Whether a note stands here that this text would replace.
function isReplacing(course, text) {
  try {
    const read = readWords(course, text);
    const kept = (id) => new Map(read[id].notes.map(([key, , words]) => [key, words]));
    return Object.keys(read).some((id) => memory.has(id) && Array.from(memory.get(id).notes).some(([key, note]) => note.text.trim() && kept(id).get(key) !== note.text));
  } catch (error) {
    return false;
  }
}

// Says whether some found no place.
function putWords(course, situations) {
  return Object.keys(situations).filter((id) => {
    const isKnown = course.situations.some((known) => known.id === id);
    if (isKnown) memory.set(id, spokenWords(situations[id]));
    else strangers[id] = situations[id];
    return !isKnown;
  }).length > 0;
}

// The situations of a text, under the ids that they and their items have now. Throws where it is not built as this program would have
// written it.
function readWords(course, text) {
  const { form, module, situations } = JSON.parse(text);
  if (form !== WORDS_FORM || module !== course.id) throw new TypeError(form);
  const was = new Map(Object.entries(course.was || {}));
  const known = new Set(course.situations.map(({ id }) => id));
  const read = {};
  Object.keys(situations).forEach((old) => {
    const heir = was.get(old);
    const id = !known.has(old) && heir && !situations[heir] ? heir : old;
    const renamed = (key) => key.replace(/^item\/(.*)/, (whole, item) => (was.has(id + '/' + item) ? 'item/' + was.get(id + '/' + item) : whole));
    read[id] = known.has(id) ? writtenWords(spokenWords(situations[old], renamed)) : situations[old];
  });
  return read;
}

function writtenWords(own) {
  return {
    notes: Array.from(own.notes, ([key, { title, text }]) => [key, title, text]),
    feelings: Array.from(own.feelings),
    silent: own.silent,
    arguments: own.weights,
    stance: own.stance,
    actions: Array.from(own.picked, ([level, { name, ideas, nothing }]) => [level, name, Array.from(ideas), nothing]),
    positions: [own.first, own.second],
  };
}

// Throws at anything that is no text where a text belongs. Its texts only ever become texts.
function spokenWords(given, renamed = (key) => key) {
  const place = (value) => (Number.isInteger(value) && value >= 0 ? value : null);
  const text = (value) => {
    if (typeof value !== 'string') throw new TypeError(value);
    return value;
  };
  const idea = ([at, name]) => [Number(at), text(name)];
  return {
    notes: new Map(given.notes.map(([key, title, words]) => [renamed(text(key)), { title: text(title), text: text(words) }])),
    feelings: new Set(given.feelings.map(text)),
    silent: given.silent === true,
    weights: [0, 1].map((side) => given.arguments[side].filter(Number.isInteger)),
    stance: place(given.stance),
    picked: new Map(given.actions.map(([level, name, ideas, nothing]) => [text(level), { name: text(name), ideas: new Map(ideas.map(idea)), nothing: nothing === true }])),
    first: place(given.positions[0]),
    second: place(given.positions[1]),
  };
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// The words of two windows: what this one has not changed since `base` is as the other has it.
function mergeWords(base, own, other) {
  const blank = writtenWords(nothingSaid());
  const merged = {};
  Object.keys(Object.assign({}, own, other)).forEach((id) => { merged[id] = mergePart(base[id] || blank, own[id] || blank, other[id]); });
  return merged;
}

function mergePart(base, own, other) {
  if (isSame(own, base)) return other;
  if (other === undefined || isSame(other, base)) return own;
  const three = [base || [], own, other];
  // Lists in which each entry begins with its name.
  if (three.every((one) => Array.isArray(one) && one.every((entry) => typeof entry[0] === 'string' && Array.isArray(entry)))) {
    return Object.values(mergeParts(...three.map((list) => list.reduce((table, entry) => Object.assign(table, { [entry[0]]: entry }), {}))));
  }
  return three.some((one) => typeof one !== 'object' || Array.isArray(one)) ? own : mergeParts(...three);
}

function mergeParts(base, own, other) {
  const merged = {};
  Object.keys(Object.assign({}, other, own)).forEach((key) => {
    const part = mergePart(base[key], own[key], other[key]);
    if (part !== undefined) merged[key] = part;
  });
  return merged;
}
