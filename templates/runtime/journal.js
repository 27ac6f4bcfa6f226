// The journal of an attempt: what this device remembers of it, because an LMS may give old data back or lose new ones. It belongs to
// the attempt whose mark the LMS holds, so that no learner ever sees another's. It may not know what is typed: the tracker, which
// is never told, says what to note. A deck may do without (`journal = false`).

const JOURNAL = 'cartable.journal.';
// Milliseconds after which an entry is removed: two weeks.
const JOURNAL_LIFE = 1209600000;
const MARK = /^1\|(?:[A-Z][a-z0-9.,-]*)*M([0-9a-z]{1,8})/;

// The mark and the entry of the attempt whose state the LMS gave. A page out of the browser's history may be older than the mark:
// there the place in the history tells whose it is. So it is where a second window has the LMS begin again.
function openJournal(link, state) {
  const found = MARK.exec(state);
  const door = (isOld(link) || link.shared) && doorOf(link);
  const entries = entriesOf(link);
  const [mark] = found ? found.slice(1) : entries.filter((entry) => door && entry.door === door).map((entry) => entry.mark);
  link.kept = (mark && entries.find((entry) => entry.mark === mark)) || {};
  link.mark = mark || Math.random().toString(36).slice(2, 8);
}

// What is true of the attempt: the better of what the LMS says and what the journal has. `due`: the LMS is to get the state at once.
function bestOf({ kept, mark }, told) {
  if (!mark) return told;
  const isOurs = /^(1\||$)/.test(told.state);
  if (!kept.mark) return Object.assign({}, told, { told, mark, due: isOurs && !MARK.test(told.state) });
  const isNewer = countOf(kept.state) > countOf(told.state);
  const [older, newer] = isNewer ? [told, kept] : [kept, told];
  return {
    told, mark, due: isNewer, owed: kept.owed, place: newer.place,
    status: /^(comp|pass|fail)/.test(told.status) ? told.status : kept.status || told.status,
    score: Math.max(told.score, kept.score) || newer.score,
    // An id may stand twice in a state and counts as the better of both. What was agreed to is the newer one's alone.
    state: (uncut(isAgreed(newer.state) ? older.state : older.state.replace(/C1|R[a-z0-9.,-]+/g, '')) || '1|') + newer.state.slice(2),
    situations: better(kept.situations, told.situations),
  };
}

const countOf = (state) => parseInt((/^1\|[A-Z0-9a-z.,-]*N([0-9a-z]+)/.exec(state) || [0, 0])[1], 36);
// An entry without its end would take in the first one of the other state.
const uncut = (state) => state.slice(0, state.lastIndexOf(';') + 1);
const isAgreed = (state) => /^1\|C1/.test(state);

// In the order in which the LMS was told of them first: it numbers them, and old data may have forgotten the numbers.
function better(kept, told) {
  const both = Object.assign({}, kept, told);
  Object.keys(kept).forEach((id) => { if (kept[id] === 'completed') both[id] = 'completed'; });
  return both;
}

// Moodle empties the local storage when somebody else signs in, or the same person again; what the tab holds outlives that.
const STORAGES = ['localStorage', 'sessionStorage'];

// Those of this module, the latest first; the ones that are too old go.
function entriesOf({ window, plan }) {
  const entries = [];
  STORAGES.forEach((name) => {
    const storage = reach(window, name) || {};
    Object.keys(storage).filter((key) => key.indexOf(JOURNAL) === 0).forEach((key) => {
      const entry = readEntry(storage.getItem(key));
      if (!(entry.at > Date.now() - JOURNAL_LIFE)) storage.removeItem(key);
      else if (entry.id === plan.id) entries.push(entry);
    });
  });
  return entries.sort((one, other) => other.at - one.at);
}

function readEntry(text) {
  try {
    return Object(JSON.parse(text));
  } catch (error) {
    return {};
  }
}

// The place of the LMS's page in the history, which it keeps when one comes back to it.
const doorOf = ({ frame }) => Object(Object(reach(frame, 'navigation')).currentEntry).key;

// `owed` says that the LMS may not have all of it.
function writeJournal(link, owed) {
  link.owed = owed;
  if (!SCORM.journal || !link.way) return;
  const { status, score, state, place, situations } = link.way;
  const asked = link.interactions ? Array.from(link.interactions.index.keys()) : link.kept.asked;
  const now = { at: Date.now(), door: doorOf(link), doubt: Array.from(link.doubt), asked };
  const entry = { id: link.plan.id, mark: link.mark, owed, status, score, state, place, situations };
  STORAGES.forEach((name) => {
    try {
      link.window[name].setItem(JOURNAL + link.mark, JSON.stringify(Object.assign(entry, now)));
    } catch (error) {
      link.owed = true;
    }
  });
}
