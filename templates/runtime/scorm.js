// Speaks SCORM with the LMS, for the tracker: reads what it holds, writes what it is told to. It decides nothing about the
// course. `api.js` calls the LMS, `commit.js` knows what has arrived, `journal.js` what the device remembers. The words of an
// edition are in a file of its own before this one, which defines:
//
//   API, START, END, GET, SET, COMMIT, ERROR   what the API and its functions are called
//   MODE … STATUS, OBJECTIVE_STATUS            the elements that both editions have
//   FORGETS, OTHERS                            whether values of a failed commit are lost, and what to set them to meanwhile
//   statusOf(link)                             where the module stands
//   valuesOf(changes, link)                    elements and values in the order in which they are sent; undefined is left out
//   writeAnswer(link, given)                   writes one answer
//
// No other element is named anywhere: not the learner's name and id, nor comments, nor the time of an answer.

const OBJECTIVES = 'cmi.objectives.';
const INTERACTIONS = 'cmi.interactions.';
// Milliseconds in which a page that came out of the history brings its module along.
const TOGETHER = 30000;
const ANSWER_TYPES = {
  fact: 'choice', facts: 'choice', perspectives: 'choice', position: 'likert', order: 'sequencing', match: 'matching', sort: 'matching',
};

// A package puts its adapter in front of the page's script, which asks for it by this name. So nothing of the other files is
// within reach here. Gives null where the page stands alone: nobody will put up an API for it.
function createAdapter(window) {
  const link = {
    window, api: null, frame: null, watch: null, live: false, writable: false, plan: null, greeted: false, shared: false, objectives: null,
    missing: new Set(), sent: new Map(), last: new Map(), doubt: new Map(), unread: false, kept: {}, mark: '', way: null, owed: false,
  };
  if (!findApi(link, window) && window.parent === window && !reach(window, 'opener')) return null;
  return {
    open: (plan) => openSession(link, plan),
    note: (saved, changes) => noteWay(link, saved, changes),
    save: (changes) => saveChanges(link, changes),
    close: () => closeSession(link),
  };
}

function openSession(link, plan) {
  link.plan = plan;
  const absent = !link.api && !findApi(link, link.window);
  const continued = !absent && plan.live === true && isOpen(link);
  link.live = continued || (!absent && initialize(link));
  const mode = read(link, MODE);
  const looking = mode === 'review' || mode === 'browse';
  const status = statusOf(link);
  const state = readSurely(link, STATE);
  // Moodle stores whatever is sent in review, over what the learner had. Some LMSs answer nothing: that counts as normal.
  const ours = link.live && !looking && read(link, CREDIT) !== 'no-credit';
  if (ours) takeJournal(link, state, continued);
  const reason = absent ? 'absent' : ours ? reasonNot(link, state) : '';
  link.writable = ours && !reason;
  if (link.writable) beAlone(link.window, link.mark, () => fallSilent(link));
  const score = read(link, SCORE).trim();
  const told = {
    status,
    score: score !== '' && Number.isFinite(Number(score)) ? Number(score) : null,
    place: read(link, PLACE),
    state,
    situations: readObjectives(link),
  };
  return Object.assign({
    connected: link.live,
    pending: absent,
    continued,
    writable: link.writable,
    recorded: link.writable,
    words: reason && wordOf(link, reason),
    mode: looking ? mode : 'normal',
    resumed: read(link, ENTRY) === 'resume',
  }, bestOf(link, told));
}

// A session that another page left open goes on, and so does what was in doubt.
function takeJournal(link, state, continued) {
  if (!link.watch) watchRequests(link);
  openJournal(link, state);
  if (continued) link.doubt = new Map(link.kept.doubt);
}

// Why nothing may be written, which would take the place of what is there; or nothing.
function reasonNot(link, state) {
  return link.unread || isLater(state) || (isOld(link) && !link.kept.mark) ? 'old' : '';
}

// A state of a later version is left alone.
const isLater = (state) => /^[1-9][0-9]*\|/.test(state) && state.slice(0, 2) !== '1|';

// The LMS's page came out of the browser's history, and with it the data that it was opened with first.
function isOld({ frame, window }) {
  try {
    const [{ type, transferSize }] = frame.performance.getEntriesByType('navigation');
    const together = window.performance.timeOrigin - frame.performance.timeOrigin < TOGETHER;
    return type === 'back_forward' && !transferSize && together;
  } catch (error) {
    return false;
  }
}

function fallSilent(link) {
  link.writable = false;
  link.plan.silence(wordOf(link, 'window'));
}

// Only a package that has these words brings them, in its languages.
function wordOf({ window }, key) {
  return (SCORM.texts[window.document.documentElement.lang] || Object.values(SCORM.texts)[0])[key];
}

// Called once only, and never in a session that another page left open for this one: even where Moodle answers that it is
// open already, it has put its data back to what they were, without the objectives of this session. Where the call failed, a
// first answer tells whether somebody else has opened the session; its error is none, or still the 103 of 2004, which says so.
function initialize(link) {
  if (call(link, START, '') === 'true') return true;
  link.shared = isOpen(link);
  return link.shared;
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

// What is true now, whether or not the LMS will be told in time.
function noteWay(link, saved, changes) {
  if (!link.live || !link.writable) return;
  link.way = Object.assign({}, saved, changes, { situations: Object.assign({}, saved.situations, changes.situations) });
  writeJournal(link, link.owed || link.doubt.size > 0 || Boolean(changes.answers));
}

// Gives true where all of it was kept, null where the LMS answers and refuses, else false.
function saveChanges(link, changes) {
  if (!link.live || !link.writable) return false;
  const again = sendAgain(link, changes.seconds !== undefined);
  const written = [
    greet(link),
    Object.keys(changes.situations || {}).map((id) => writeObjective(link, id, changes.situations[id])).every(Boolean),
    (changes.answers || []).map((given) => writeAnswer(link, given)).every(Boolean),
    valuesOf(changes, link).map(([element, value]) => value === undefined || write(link, element, value)).every(Boolean),
  ].every(Boolean);
  const kept = again && commit(link);
  if (!kept || !written) return kept && false;
  link.doubt.clear();
  // A page that hides or goes learns later, or never, whether its answers went through.
  writeJournal(link, Boolean(changes.answers) && changes.seconds !== undefined);
  return true;
}

// `suspend` also after completion: whoever comes back finds everything, and Moodle restores a session of SCORM 2004 after no
// other exit. Said at the opening, because a page may vanish without a goodbye.
function greet(link) {
  link.greeted = link.greeted || write(link, EXIT, 'suspend');
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

// Only by a page that records: Moodle makes `completed` of a preview that says goodbye, and an old page would take time back.
function closeSession(link) {
  if (link.live && link.writable && !isOld(link)) call(link, END, '');
  link.live = false;
}
