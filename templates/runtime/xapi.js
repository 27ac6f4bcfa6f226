// The line to a record store, for an adapter: keeps one document of the learner's way there and brings statements in their order,
// each once, whatever the line does meanwhile. What waits to go out is in the page's memory and nowhere else. It may not know
// the course, nor what a statement says. A link is plain data, so that a page can hand it to the next one.

const XAPI_BATCH = 20;
// Milliseconds that one answer may take: a busy record store was seen to need 25 seconds.
const XAPI_PATIENCE = 40000;
// More in one request, in characters, and a browser refuses to send it behind a page that goes.
const XAPI_LAST_WORDS = 60000;
const XAPI_SESSION = 'cartable.session';

function createLink(launch) {
  return {
    doc: { said: {} }, put: '{}', other: '', clashes: 0, queue: [], most: XAPI_BATCH, flying: 0, given: {}, failures: 0, until: 0,
    began: performance.now(), spent: 0, mode: 'Normal', ...launch,
  };
}

function ask(link, method, path, query, body, headers) {
  const control = new AbortController();
  setTimeout(() => control.abort(), XAPI_PATIENCE);
  return fetch(link.endpoint + path + (query ? '?' + new URLSearchParams(query) : ''), {
    method, body, signal: control.signal, cache: 'no-store',
    headers: {
      'X-Experience-API-Version': '1.0.3', ...link.auth && { Authorization: link.auth }, ...body && { 'Content-Type': 'application/json' },
      ...headers,
    },
    keepalive: body !== undefined && body.length < XAPI_LAST_WORDS,
  }).then((answer) => {
    // A login page of a hotel or a firewall is no answer.
    if (answer.ok && /html/.test(answer.headers.get('Content-Type'))) throw answer;
    return answer;
  });
}

const isLater = ({ ok, status }) => !ok && (status > 499 || [401, 404, 408, 425, 429].indexOf(status) >= 0);

function documentQuery(link, stateId) {
  const { activity, agent, registration } = link;
  return { activityId: activity, agent, stateId, ...registration && { registration } };
}

// What another window may have written meanwhile is taken in, so that nothing is ever lowered.
async function readDocument(link) {
  const answer = await ask(link, 'GET', 'activities/state', documentQuery(link, XAPI.resume));
  if (!answer.ok && answer.status !== 404) throw answer;
  const tag = answer.headers.get('ETag');
  if (answer.ok) mend(link, readOurs(await answer.text()));
  const condition = answer.ok ? tag && { 'If-Match': tag } : { 'If-None-Match': '*' };
  // A tag that never fits, as one that a proxy has weakened, is let go.
  link.condition = link.clashes < 3 && condition || {};
}

// A text that begins as ours does and cannot be read was cut on its way: it is asked for again, and never written over.
const readOurs = (text) => (/^\s*{/.test(text) ? JSON.parse(text) : readJson(text));

function readJson(text) {
  try {
    return Object(JSON.parse(text));
  } catch (error) {
    return {};
  }
}

function mend(link, theirs) {
  const { doc } = link;
  const said = Object(theirs.said);
  const isNew = (key) => doc.said[key] !== true && (said[key] === true || /^[0-9a-f-]{36}$/.test(said[key]));
  Object.keys(said).filter(isNew).forEach((key) => { doc.said[key] = said[key]; });
  const scores = [doc.score, theirs.score].filter(Number.isFinite);
  if (scores.length) doc.score = Math.max(...scores);
  if (!doc.status || doc.status === 'incomplete') doc.status = theirs.status;
  if (!doc.place) doc.place = theirs.place;
  if (typeof theirs.state !== 'string' || [doc.state, readJson(link.put).state].indexOf(theirs.state) >= 0) return;
  link.other = theirs.state;
  doc.state = joined(theirs.state, doc.state || '');
}

// In a resume state an id may stand twice and counts as the better of both: so two of them are merged by standing one behind
// the other, without the end of an entry that was cut. What was agreed to is the newer one's alone.
function joined(older, newer) {
  if (!newer || !/^1\|/.test(older)) return newer || older;
  const whole = older.slice(0, older.lastIndexOf(';') + 1) || '1|';
  return (/^1\|C1/.test(newer) ? whole : whole.replace(/C1|R[a-z0-9.,-]+/g, '')) + newer.slice(2);
}

async function writeDocument(link, text) {
  if (!link.condition) await readDocument(link);
  const { condition } = link;
  // Nobody knows the tag while a document is on its way.
  Object.assign(link, { condition: null, writing: text });
  const answer = await ask(link, 'PUT', 'activities/state', documentQuery(link, XAPI.resume), text, condition)
    .finally(() => { link.writing = null; });
  const tag = answer.headers.get('ETag');
  const clash = answer.status === 409 || answer.status === 412;
  if (isLater(answer)) throw answer;
  if (!answer.ok && !clash) return giveUp(link);
  link.clashes = clash ? link.clashes + 1 : 0;
  if (!clash) link.put = text;
  link.condition = tag && !clash ? { 'If-Match': tag } : null;
  // Learnt now rather than at the next step, when the page may have no time left.
  if (!link.condition && !link.dead) await readDocument(link);
  return true;
}

// What stands in the store already answers 409. A list that is refused goes out one by one, so that only what will never be
// taken is let go. Whoever refuses the first statement takes none.
async function postStatements(link) {
  const batch = link.queue.slice(0, link.most);
  link.flying = batch.length;
  const answer = await ask(link, 'POST', 'statements', null, JSON.stringify(batch)).finally(() => { link.flying = 0; });
  if (isLater(answer)) throw answer;
  if (!answer.ok && batch.length > 1) {
    link.most = 1;
    return true;
  }
  if (!answer.ok && answer.status !== 409 && !link.begun) return giveUp(link);
  link.begun = true;
  link.queue.splice(0, batch.length).forEach(({ id }) => {
    Object.keys(link.doc.said).forEach((key) => { if (link.doc.said[key] === id) link.doc.said[key] = true; });
  });
  return true;
}

// The document goes before the statements whose ids it holds: where a page vanishes between the two, the next one tells them
// under the same ids.
function deliver(link) {
  const text = JSON.stringify(link.doc);
  if (link.begun && text !== link.put) return writeDocument(link, text);
  return link.queue.length > 0 && postStatements(link);
}

async function pump(link) {
  if (link.busy || link.dead || performance.now() < link.until) return;
  link.busy = true;
  link.plan.sending(true);
  try {
    for (let more = true; more && !link.dead;) more = await deliver(link);
    link.failures = 0;
    setTrouble(link, false);
  } catch (fault) {
    postpone(link, fault);
  }
  link.busy = false;
  link.plan.sending(false);
}

function postpone(link, fault) {
  if (fault.status === 401) return giveUp(link);
  const asked = pauseOf(fault);
  link.failures += 1;
  const wait = Math.max(asked + 100, 500 * 2 ** Math.min(link.failures, 7));
  // Not the time of day, which a phone may set back.
  link.until = performance.now() + asked;
  setTimeout(() => pump(link), wait);
  return setTrouble(link, true, Date.now() + wait);
}

// For how many milliseconds a store wants to be left alone.
function pauseOf({ headers }) {
  const after = headers && headers.get('Retry-After');
  return Math.min((after >= 0 ? after * 1000 : Date.parse(after) - Date.now()) || 0, 3600000);
}

// `next` is the moment of the next try.
function setTrouble(link, trouble, next) {
  link.trouble = trouble;
  link.plan.trouble(trouble, next);
}

// How long the learner has been here, in milliseconds, on this page and those before it.
const spentOf = ({ spent, began }) => spent + performance.now() - began;

// Where the learner looks is not worth a request at the end, nor is the note that a statement has arrived.
const isDue = ({ doc, put, writing }) => [put, writing].every((text) => readJson(text).state !== doc.state);

// The page goes: what is left is sent at once and without waiting for any answer, what is on its way already not again. Where a
// document is due the last word waits for it: requests overtake each other, and a platform refuses what comes after that word. A page
// that is gone by then does not say it, and the platform ends the session itself (cmi5 9.3.6, abandoned).
function sendLast(link) {
  const send = (...request) => ask(link, ...request).catch(() => null);
  const post = (list) => list.length && send('POST', 'statements', null, JSON.stringify(list));
  const words = link.queue.slice(link.flying);
  const last = words.splice(isDue(link) ? -1 : words.length);
  const put = last.length && send('PUT', 'activities/state', documentQuery(link, XAPI.resume), JSON.stringify(link.doc), link.condition);
  Promise.all([put, post(words)]).then(() => post(last));
  link.dead = true;
  keepLink(null);
}

// Between two pages of one visit, and never longer: the storage belongs to the tab, and the page that takes the link empties it.
function keepLink(link) {
  try {
    if (link) sessionStorage.setItem(XAPI_SESSION, JSON.stringify({ ...link, spent: spentOf(link), plan: null, held: null }));
    else sessionStorage.removeItem(XAPI_SESSION);
    return true;
  } catch (error) {
    return false;
  }
}

function takeLink(link) {
  try {
    const kept = readJson(sessionStorage.getItem(XAPI_SESSION));
    if (kept.search !== link.search) return false;
    const { began } = link;
    Object.assign(link, kept, { began, until: 0, begun: kept.begun || kept.flying > 0, busy: false, flying: 0, taken: true });
    return keepLink(null);
  } catch (error) {
    return false;
  }
}
