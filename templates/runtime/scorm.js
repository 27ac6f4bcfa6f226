// Speaks SCORM with the LMS, for the tracker: finds its API, reads what it holds, writes what it is told to. It decides
// nothing about the course. The words of an edition stand in a file of its own before this one, which defines:
//
//   API, START, END, GET, SET, COMMIT, ERROR   what the API and its functions are called
//   MODE … STATUS, OBJECTIVE_STATUS            the elements that both editions have
//   statusOf(link)                             where the module stands
//   valuesOf(changes, link)                    elements and values in the order in which they are sent; undefined is left out
//   writeAnswer(link, given)                   writes one answer
//
// No other element is named anywhere: not the learner's name and id, nor comments, nor the time of an answer.

const OBJECTIVES = 'cmi.objectives.';
const INTERACTIONS = 'cmi.interactions.';
const ANSWER_TYPES = {
  fact: 'choice', facts: 'choice', perspectives: 'choice', position: 'likert', order: 'sequencing', match: 'matching', sort: 'matching',
};

// A package puts its adapter in front of the page's script, which asks for it by this name. So nothing of the other files is
// within reach here. Gives null where no LMS is found, so that the page takes the adapter without one.
function createAdapter(window) {
  const opener = reach(window, 'opener');
  const api = climb(window) || climb(opener) || climb(reach(reach(window, 'top'), 'opener'));
  if (!api) return null;
  const link = { api, live: false, plan: null, greeted: false, nudge: '', missing: new Set(), objectives: null };
  return {
    open: (plan) => openSession(link, plan),
    save: (changes) => saveChanges(link, changes),
    close: () => closeSession(link),
  };
}

function climb(start) {
  let frame = start;
  for (let level = 0; frame && level <= 10; level += 1) {
    const api = reach(frame, API);
    if (api && api[START]) return api;
    const parent = reach(frame, 'parent');
    frame = parent === frame ? null : parent;
  }
  return null;
}

// A frame from elsewhere throws when it is looked into; its own parent may still be ours.
function reach(frame, name) {
  try {
    return frame ? frame[name] || null : null;
  } catch (error) {
    return null;
  }
}

function openSession(link, plan) {
  link.plan = plan;
  const continued = plan.live === true && isOpen(link);
  link.live = continued || initialize(link);
  const mode = read(link, MODE);
  const looking = mode === 'review' || mode === 'browse';
  // Moodle stores whatever is sent in review, over what the learner had. Some LMSs answer nothing: that counts as normal.
  const writable = link.live && !looking && read(link, CREDIT) !== 'no-credit';
  link.min = read(link, MIN);
  link.max = read(link, MAX);
  const score = read(link, SCORE).trim();
  return {
    connected: link.live,
    continued,
    writable,
    recorded: writable,
    mode: looking ? mode : 'normal',
    resumed: read(link, ENTRY) === 'resume',
    status: statusOf(link),
    score: score !== '' && Number.isFinite(Number(score)) ? Number(score) : null,
    place: read(link, PLACE),
    state: read(link, STATE),
    situations: readObjectives(link),
  };
}

// Called once only, and never in a session that another page left open for this one: even where Moodle answers that it is
// open already, it has put its data back to what they were, without the objectives of this session. Where the call failed, a
// first answer tells whether somebody else has opened the session; its error is none, or still the 103 of 2004, which says so.
function initialize(link) {
  return call(link, START, '') === 'true' || isOpen(link);
}

function isOpen(link) {
  link.live = true;
  return read(link, STATUS) !== '' && /^(0|103)$/.test(call(link, ERROR));
}

function known(status) {
  return ['incomplete', 'completed', 'passed', 'failed'].indexOf(status) < 0 ? 'unknown' : status;
}

function count(link, list) {
  const text = read(link, list + '_count');
  return /^[0-9]{1,4}$/.test(text) ? Number(text) : null;
}

// The things of a list by their id; those of others keep their index and stay as they are. The count is null where the LMS has
// no list.
function readIds(link, list) {
  const held = { list, count: count(link, list), index: new Map() };
  for (let n = 0; n < held.count; n += 1) {
    const id = read(link, list + n + '.id');
    if (!held.index.has(id)) held.index.set(id, n);
  }
  return held;
}

// The index of a thing, which is added to its list where it is new; null where the LMS refuses it.
function indexOf(link, held, id) {
  if (!held.index.has(id)) {
    if (!write(link, held.list + held.count + '.id', id)) return null;
    held.index.set(id, held.count);
    held.count += 1;
  }
  return held.index.get(id);
}

function readObjectives(link) {
  link.objectives = readIds(link, OBJECTIVES);
  const held = {};
  link.objectives.index.forEach((n, id) => {
    const status = read(link, OBJECTIVES + n + OBJECTIVE_STATUS);
    if (/^[a-z][a-z0-9-]*$/.test(id)) held[id] = status === 'passed' ? 'completed' : known(status);
  });
  return held;
}

function writeObjective(link, id, status) {
  if (link.objectives.count === null) return true;
  const n = indexOf(link, link.objectives, id);
  return n !== null && write(link, OBJECTIVES + n + OBJECTIVE_STATUS, status);
}

function saveChanges(link, changes) {
  if (!link.live) return false;
  const kept = [
    greet(link),
    Object.keys(changes.situations || {}).map((id) => writeObjective(link, id, changes.situations[id])).every(Boolean),
    (changes.answers || []).map((given) => writeAnswer(link, given)).every(Boolean),
    valuesOf(changes, link).map(([element, value]) => value === undefined || write(link, element, value)).every(Boolean),
  ].every(Boolean);
  const committed = call(link, COMMIT, '') === 'true';
  if (!committed) link.nudge = link.nudge ? '' : ';';
  return kept && committed;
}

// `suspend` also after completion: whoever comes back finds everything, and Moodle restores a session of SCORM 2004 after no
// other exit. Said at the opening, because a page may vanish without a goodbye.
function greet(link) {
  const { scored } = link.plan;
  link.greeted = link.greeted || [
    !scored || link.min === '0' || write(link, MIN, 0),
    !scored || link.max === '100' || write(link, MAX, 100),
    write(link, EXIT, 'suspend'),
  ].every(Boolean);
  return link.greeted;
}

// An answer as words: the short names of the options; for things that were placed, the short name
// of the thing and that of its place.
function wordsOf(item, answer, spell, joint) {
  if (item.kind === 'position') return [String(answer)];
  const word = (place) => (item.options && item.options[place] !== undefined ? spell(item.options[place]) : String(place + 1));
  const placed = ANSWER_TYPES[item.kind] === 'matching';
  const thing = (i) => String((item.things && item.things[i]) || i + 1);
  return answer.map((place, i) => (place === null ? '' : placed ? spell(thing(i)) + joint + word(place) : word(place))).filter(Boolean);
}

function closeSession(link) {
  if (!link.live) return;
  call(link, END, '');
  link.live = false;
}

function call(link, what, ...values) {
  try {
    const answer = link.api[what](...values);
    return answer === null || answer === undefined ? '' : String(answer);
  } catch (error) {
    return '';
  }
}

function read(link, element) {
  return link.live ? call(link, GET, element) : '';
}

// An element that the LMS does not have is given up (401; in 2004 also 402); any other refusal is worth another try.
function write(link, element, value) {
  const kind = element.replace(/[0-9]+/g, 'n');
  if (link.missing.has(kind)) return true;
  if (call(link, SET, element, String(value)) === 'true') return true;
  if (!/^40[12]$/.test(call(link, ERROR))) return false;
  link.missing.add(kind);
  return true;
}
