// Speaks SCORM 1.2 with the LMS, for the tracker: finds its API, reads what it holds, writes what it is told to. It
// decides nothing about the course, and it may not know anything that is not on the list below: the learner's name and
// id are not on it, nor comments, nor the time of an answer.

const SCORM12_READS = [
  'cmi.core.lesson_mode', 'cmi.core.credit', 'cmi.core.entry', 'cmi.core.lesson_status', 'cmi.core.lesson_location',
  'cmi.core.score.raw', 'cmi.core.score.min', 'cmi.core.score.max', 'cmi.suspend_data', 'cmi.objectives._count',
  'cmi.objectives.n.id', 'cmi.objectives.n.status', 'cmi.interactions._count',
];
const SCORM12_WRITES = [
  'cmi.core.lesson_status', 'cmi.core.lesson_location', 'cmi.core.exit', 'cmi.core.session_time', 'cmi.core.score.raw',
  'cmi.core.score.min', 'cmi.core.score.max', 'cmi.suspend_data', 'cmi.objectives.n.id', 'cmi.objectives.n.status',
  'cmi.interactions.n.id', 'cmi.interactions.n.type', 'cmi.interactions.n.student_response',
  'cmi.interactions.n.correct_responses.n.pattern', 'cmi.interactions.n.result',
];
const SCORM12_TYPES = {
  fact: 'choice', facts: 'choice', perspectives: 'choice', position: 'likert', order: 'sequencing', match: 'matching', sort: 'matching',
};
const SCORM12_NOT_IMPLEMENTED = '401';

// A package puts its adapter in front of the page's script, which asks for it by this name. So nothing of the other files
// is within reach here.
function createAdapter(window) {
  return createScorm12(window);
}

// Gives null where no LMS is found, so that the page takes the adapter without one.
function createScorm12(window) {
  const api = findScorm12(window);
  if (!api) return null;
  const link = {
    api, live: false, plan: null, greeted: false, nudge: false, missing: new Set(), objectives: null, interactions: null,
    min: '', max: '',
  };
  return {
    open: (plan) => openScorm12(link, plan),
    save: (changes) => saveScorm12(link, changes),
    close: () => closeScorm12(link),
  };
}

function findScorm12(window) {
  const opener = reach(window, 'opener');
  return climbScorm12(window) || climbScorm12(opener) || climbScorm12(reach(reach(window, 'top'), 'opener'));
}

function climbScorm12(start) {
  let frame = start;
  for (let level = 0; frame && level <= 10; level += 1) {
    const api = reach(frame, 'API');
    if (api && api.LMSInitialize) return api;
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

function openScorm12(link, plan) {
  link.plan = plan;
  const continued = plan.live === true && isOpen12(link);
  link.live = continued || initialize12(link);
  const mode = get12(link, 'cmi.core.lesson_mode');
  const noCredit = get12(link, 'cmi.core.credit') === 'no-credit';
  // Moodle stores whatever is sent in review, over what the learner had. Some LMSs answer nothing: that counts as normal.
  const writable = link.live && mode !== 'review' && mode !== 'browse' && !noCredit;
  link.min = get12(link, 'cmi.core.score.min');
  link.max = get12(link, 'cmi.core.score.max');
  link.interactions = count12(link, 'cmi.interactions._count');
  return {
    connected: link.live,
    continued,
    writable,
    recorded: writable,
    mode: mode === 'review' || mode === 'browse' ? mode : 'normal',
    resumed: get12(link, 'cmi.core.entry') === 'resume',
    status: readStatus12(get12(link, 'cmi.core.lesson_status')),
    score: readScore12(get12(link, 'cmi.core.score.raw')),
    place: get12(link, 'cmi.core.lesson_location'),
    state: get12(link, 'cmi.suspend_data'),
    situations: readObjectives12(link),
  };
}

// Called once only, and never in a session that another page left open for this one: even where Moodle answers that it is
// open already, it has put its data back to what they were, without the objectives of this session. Where the call failed, a
// first answer tells whether somebody else has opened the session.
function initialize12(link) {
  return call12(link, 'LMSInitialize', '') === 'true' || isOpen12(link);
}

function isOpen12(link) {
  link.live = true;
  return get12(link, 'cmi.core.lesson_status') !== '' && call12(link, 'LMSGetLastError') === '0';
}

function readStatus12(text) {
  return ['incomplete', 'completed', 'passed', 'failed'].indexOf(text) < 0 ? 'unknown' : text;
}

function readScore12(text) {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
}

function count12(link, name) {
  const text = get12(link, name);
  return /^[0-9]{1,4}$/.test(text) ? Number(text) : null;
}

// Objectives are known by their id; those of others keep their index and stay as they are.
function readObjectives12(link) {
  const count = count12(link, 'cmi.objectives._count');
  const held = {};
  link.objectives = count === null ? null : { count, index: new Map() };
  for (let n = 0; n < (count || 0); n += 1) {
    const id = get12(link, 'cmi.objectives.' + n + '.id');
    const status = get12(link, 'cmi.objectives.' + n + '.status');
    if (!link.objectives.index.has(id)) link.objectives.index.set(id, n);
    if (/^[a-z][a-z0-9-]*$/.test(id)) held[id] = status === 'passed' ? 'completed' : readStatus12(status);
  }
  return held;
}

// Score before status, because several LMSs ignore a score that comes after `completed`; state before status as well.
function saveScorm12(link, changes) {
  if (!link.live) return false;
  const kept = [
    greet12(link),
    changes.score === undefined || set12(link, 'cmi.core.score.raw', changes.score),
    Object.keys(changes.situations || {}).map((id) => setObjective12(link, id, changes.situations[id])).every(Boolean),
    (changes.answers || []).map((given) => setInteraction12(link, given)).every(Boolean),
    changes.state === undefined || set12(link, 'cmi.suspend_data', changes.state + (link.nudge ? ';' : '')),
    changes.place === undefined || set12(link, 'cmi.core.lesson_location', changes.place),
    changes.seconds === undefined || set12(link, 'cmi.core.session_time', timespan12(changes.seconds)),
    changes.status === undefined || set12(link, 'cmi.core.lesson_status', changes.status),
  ].every(Boolean);
  const committed = call12(link, 'LMSCommit', '') === 'true';
  // After a commit that failed Moodle believes that it has sent its values, and sends the same ones no more. A state that
  // differs by an empty entry goes out; from it the next opening mends status, score and situations.
  if (!committed) link.nudge = !link.nudge;
  return kept && committed;
}

// `suspend` also after completion: 1.2 has no better word for "may come back", `normal` is not a word of 1.2, and some
// LMSs throw the state away after any other exit. Set at the opening, because a page may vanish without a goodbye.
function greet12(link) {
  if (link.greeted) return true;
  const scored = link.plan.scored;
  link.greeted = [
    !scored || link.min === '0' || set12(link, 'cmi.core.score.min', 0),
    !scored || link.max === '100' || set12(link, 'cmi.core.score.max', 100),
    set12(link, 'cmi.core.exit', 'suspend'),
  ].every(Boolean);
  return link.greeted;
}

function setObjective12(link, id, status) {
  const known = link.objectives;
  if (!known) return true;
  if (!known.index.has(id)) {
    if (!set12(link, 'cmi.objectives.' + known.count + '.id', id)) return false;
    known.index.set(id, known.count);
    known.count += 1;
  }
  return set12(link, 'cmi.objectives.' + known.index.get(id) + '.status', status);
}

// Tutors see one column for each index, so an item keeps its index, and indexes allow no gap: those before are reserved.
function setInteraction12(link, given) {
  if (link.interactions === null) return true;
  if (given.answer === null && given.column >= link.interactions) return true;
  for (; link.interactions <= given.column; link.interactions += 1) {
    const item = link.plan.columns[link.interactions].item;
    if (!set12(link, 'cmi.interactions.' + link.interactions + '.id', identifier12(item.label))) return false;
  }
  const path = 'cmi.interactions.' + given.column + '.';
  if (given.answer === null) return set12(link, path + 'student_response', '');
  const pattern = given.correct === null ? null : response12(given.item, given.item.right);
  return [
    set12(link, path + 'id', identifier12(given.item.label)),
    set12(link, path + 'type', SCORM12_TYPES[given.item.kind]),
    set12(link, path + 'student_response', response12(given.item, given.answer)),
    pattern === null || set12(link, path + 'correct_responses.0.pattern', pattern),
    set12(link, path + 'result', given.correct === null ? 'neutral' : given.correct ? 'correct' : 'wrong'),
  ].every(Boolean);
}

function identifier12(label) {
  return String(label).replace(/[^!-~]/g, '_').slice(0, 255);
}

// What a tutor reads: the short names of the options, as many as fit whole; for things that were placed, the number of the
// thing in the deck's order and the name of its place.
function response12(item, answer) {
  if (item.kind === 'position') return String(answer);
  const name = (place) => (item.options && item.options[place] !== undefined ? identifier12(item.options[place]) : String(place + 1));
  const placed = item.kind === 'match' || item.kind === 'sort';
  const words = answer.map((place, i) => (place === null ? '' : placed ? i + 1 + '.' + name(place) : name(place))).filter(Boolean);
  while (words.join(',').length > 255) words.pop();
  return words.join(',');
}

// HHHH:MM:SS.SS, counted in hundredths so that no rounding gives 60 seconds.
function timespan12(seconds) {
  const all = Math.min(Math.round(seconds * 100), 9999 * 360000 + 359999);
  const two = (number) => String(number).padStart(2, '0');
  const minutes = Math.floor(all / 6000);
  const hours = String(Math.floor(minutes / 60)).padStart(4, '0');
  return hours + ':' + two(minutes % 60) + ':' + two(Math.floor(all / 100) % 60) + '.' + two(all % 100);
}

function closeScorm12(link) {
  if (!link.live) return;
  call12(link, 'LMSFinish', '');
  link.live = false;
}

function call12(link, name, ...values) {
  try {
    const answer = link.api[name](...values);
    return answer === null || answer === undefined ? '' : String(answer);
  } catch (error) {
    return '';
  }
}

function get12(link, name) {
  if (!link.live || SCORM12_READS.indexOf(generic12(name)) < 0) return '';
  return call12(link, 'LMSGetValue', name);
}

// An element that the LMS does not have (most are optional in 1.2) is given up; any other refusal is worth another try.
function set12(link, name, value) {
  const element = generic12(name);
  if (SCORM12_WRITES.indexOf(element) < 0) return false;
  if (link.missing.has(element)) return true;
  if (call12(link, 'LMSSetValue', name, String(value)) === 'true') return true;
  if (call12(link, 'LMSGetLastError') !== SCORM12_NOT_IMPLEMENTED) return false;
  link.missing.add(element);
  return true;
}

function generic12(name) {
  return name.replace(/\.[0-9]+(?=\.)/g, '.n');
}
