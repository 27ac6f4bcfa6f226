// An LMS with a record store for cmi5, as strict as its clauses: what one forbids is refused and written down as a fault with the
// clause's number. It knows nothing of how a module works and needs no server: `answer(request)` takes { method, path, query,
// headers, body } and gives { status, headers, body }. `createLms().launch()` gives the query of a launch, `launch(unit)` that of one
// unit of a course (`unitsOf`). With `plain` it is a record store for a launch by tincan.xml, which asks for none of cmi5.
import validation from 'xapi-validation';

const validate = validation.default;
const VERBS = {
  'http://adlnet.gov/expapi/verbs/initialized': 'initialized',
  'http://adlnet.gov/expapi/verbs/completed': 'completed',
  'http://adlnet.gov/expapi/verbs/passed': 'passed',
  'http://adlnet.gov/expapi/verbs/failed': 'failed',
  'http://adlnet.gov/expapi/verbs/terminated': 'terminated',
};
const CMI5 = 'https://w3id.org/xapi/cmi5/context/categories/cmi5';
const MOVEON = 'https://w3id.org/xapi/cmi5/context/categories/moveon';
const SESSION = 'https://w3id.org/xapi/cmi5/context/extensions/sessionid';
const MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const BASIC = 'Basic a2V5OnNlY3JldA==';

const ACTIVITIES = 'https://lms.example.org/activities/';
export const ACTIVITY = ACTIVITIES + '7';
const UNIT = { id: 'https://example.org/deck/t1', activity: ACTIVITY };
export const REGISTRATION = '0191f2c4-6f6b-4c31-8a54-3c7a2f1f9b10';
export const ACTOR = { objectType: 'Agent', name: 'Marker Learner', account: { homePage: 'https://lms.example.org', name: '7f3a91c2' } };

// `tagged`: whether an answer to PUT tells the new ETag, which many stores do not.
export function createLms({ mode = 'Normal', masteryScore, returnURL, preferences = null, tagged = true, plain = false, origin = 'http://lms.test' } = {}) {
  const lms = { statements: [], documents: new Map(), sessions: [], faults: [], requests: [], mode, masteryScore, returnURL, preferences, tagged, plain, origin };
  lms.documentsOf = new Map([[ACTIVITY, lms.documents]]);
  lms.launch = (unit = UNIT) => (plain ? launchPlain(lms) : launch(lms, unit));
  lms.answer = (request) => {
    lms.requests.push(request);
    return answer(lms, request);
  };
  lms.told = (session = null) => lms.statements.filter((one) => !session || one.context.extensions[SESSION] === session.id).map(nameOf);
  lms.resume = (activity = ACTIVITY) => {
    const kept = [...lms.documentsOf.get(activity)].find(([key]) => key.includes('resources/resume'));
    return kept ? JSON.parse(kept[1].text) : null;
  };
  return lms;
}

// The units of a course structure, with an activity of the LMS for each: a list of { id, block, activity, moveOn, masteryScore, url }.
export function unitsOf(structure) {
  const value = (text, name) => (new RegExp(' ' + name + '="([^"]*)"').exec(text) || [])[1];
  const blocks = structure.match(/<block [\s\S]*?<\/block>/g) || [structure];
  return blocks.flatMap((block) => block.match(/<au [\s\S]*?<\/au>/g).map((au) => ({
    id: value(au, 'id'), block: value(block, 'id'), moveOn: value(au, 'moveOn'), masteryScore: Number(value(au, 'masteryScore') || NaN), url: /<url>(.*?)</.exec(au)[1],
  }))).map((unit, at) => ({ ...unit, masteryScore: unit.masteryScore || undefined, activity: ACTIVITIES + (at + 8) }));
}

// Whether the LMS finds a unit satisfied, by what was told of it. A block or a course is satisfied where all of its units are.
export function isSatisfied(lms, { activity, moveOn }) {
  const told = lms.statements.filter(({ object }) => object.id === activity).map(nameOf);
  const [completed, passed] = ['completed', 'passed'].map((name) => told.includes(name));
  return { NotApplicable: true, Completed: completed, Passed: passed, CompletedAndPassed: completed && passed, CompletedOrPassed: completed || passed }[moveOn];
}

// What a statement says, in short: `completed t1-s01`.
export function nameOf({ verb, object }) {
  const below = object.id.startsWith(ACTIVITIES) ? '' : ' ' + object.id.split('/').slice(-1)[0];
  return verb.id.split('/').pop() + below;
}

function launch(lms, unit) {
  const { masteryScore } = unit === UNIT ? lms : unit;
  const { activity, id: publisher } = unit;
  const number = lms.sessions.length + 1;
  const session = { id: 'session-' + number, token: Buffer.from('user' + number + ':word').toString('base64'), mode: lms.mode, activity, publisher, masteryScore, fetched: false, preferences: false, verbs: [], over: false };
  lms.sessions.push(session);
  session.template = {
    contextActivities: { grouping: [{ id: publisher }] }, extensions: { [SESSION]: session.id }, platform: 'test',
  };
  const data = { contextTemplate: session.template, launchMode: lms.mode, moveOn: 'Completed', masteryScore, returnURL: lms.returnURL };
  if (!lms.documentsOf.has(activity)) lms.documentsOf.set(activity, new Map());
  lms.documentsOf.get(activity).set('LMS.LaunchData', { text: JSON.stringify(data), tag: '"d"' });
  return new URLSearchParams({
    endpoint: lms.origin + '/lrs', fetch: lms.origin + '/fetch/' + number, actor: JSON.stringify(ACTOR), registration: REGISTRATION, activityId: activity,
  }).toString();
}

function launchPlain(lms) {
  return new URLSearchParams({
    endpoint: lms.origin + '/lrs/', auth: BASIC, actor: JSON.stringify(ACTOR), registration: REGISTRATION, activity_id: ACTIVITY,
  }).toString();
}

const json = (status, value, headers = {}) => ({ status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(value) });
const empty = (status, headers = {}) => ({ status, headers, body: '' });

function answer(lms, request) {
  const [, place, ...rest] = request.path.split('/');
  if (place === 'fetch') return giveToken(lms, request, lms.sessions[Number(rest[0]) - 1]);
  const refuse = (status, clause) => {
    lms.faults.push(clause + ' ' + request.method + ' ' + request.path);
    return json(status, { clause });
  };
  const authorization = request.headers.authorization || '';
  const session = lms.plain ? null : lms.sessions.find((one) => authorization === 'Basic ' + one.token);
  if (lms.plain ? authorization !== BASIC : !session || !session.fetched) return refuse(401, '8.1.2.0-5');
  if (!/^1\.0\.\d$/.test(request.headers['x-experience-api-version'])) return refuse(400, '4.1.0.0-1 version');
  if (session && session.over) return refuse(403, '9.3.8.0-2');
  if (rest[0] === 'statements') return takeStatements(lms, session, request, refuse);
  const { agent, activityId, registration } = request.query;
  const known = JSON.stringify(lms.plain ? { objectType: 'Agent', account: ACTOR.account } : ACTOR);
  if (agent !== known) return refuse(403, '8.1.3.0-3');
  if (rest[0] === 'agents') return givePreferences(lms, session, request, refuse);
  if (activityId !== (session || UNIT).activity) return refuse(403, '8.1.5.0-6');
  if (registration !== REGISTRATION) return refuse(403, '8.1.4.0-3');
  return handleDocument(lms, lms.documentsOf.get(activityId), session, request, refuse);
}

function giveToken(lms, request, session) {
  if (request.method !== 'POST') {
    lms.faults.push('8.2.1.0-2');
    return empty(405);
  }
  if (session.fetched) return json(200, { 'error-code': '1', 'error-text': 'already in use' });
  session.fetched = true;
  return json(200, { 'auth-token': session.token });
}

function givePreferences(lms, session, { query, method }, refuse) {
  if (query.profileId !== 'cmi5LearnerPreferences') return refuse(403, '11.0.0.0-4');
  if (method !== 'GET') return refuse(403, '11.0.0.0-2');
  session.preferences = true;
  return lms.preferences ? json(200, lms.preferences, { ETag: '"p"' }) : empty(404);
}

function handleDocument(lms, documents, session, { method, query, headers, body }, refuse) {
  if (query.stateId === 'LMS.LaunchData') {
    return method === 'GET' ? { status: 200, headers: { 'Content-Type': 'application/json' }, body: documents.get(query.stateId).text } : refuse(403, '10.2.1.0-5');
  }
  const kept = documents.get(query.stateId);
  if (method === 'GET') return kept ? { status: 200, headers: { 'Content-Type': 'application/json', ETag: kept.tag }, body: kept.text } : empty(404);
  if (session && session.mode !== 'Normal') return refuse(403, '10.2.2.0-5');
  if (method !== 'PUT' || headers['content-type'] !== 'application/json' || typeof JSON.parse(body) !== 'object') return refuse(400, '4.1.0.0-1 document');
  const match = headers['if-match'];
  if (match !== undefined && (!kept || match !== kept.tag)) return empty(412);
  if (headers['if-none-match'] === '*' && kept) return empty(412);
  const tag = '"' + (documents.size + lms.requests.length) + '"';
  documents.set(query.stateId, { text: body, tag });
  return empty(204, lms.tagged ? { ETag: tag } : {});
}

// All of a list or nothing of it.
function takeStatements(lms, session, { method, body, headers }, refuse) {
  if (method !== 'POST' || headers['content-type'] !== 'application/json') return refuse(400, '4.1.0.0-1 statements');
  const list = [].concat(JSON.parse(body));
  const before = session && { ...session, verbs: [...session.verbs] };
  const fresh = [];
  for (const one of list) {
    const same = lms.statements.find(({ id }) => id === one.id);
    if (same && JSON.stringify(same) !== JSON.stringify(one)) {
      Object.assign(session || {}, before);
      return empty(409);
    }
    const fault = same ? null : validate(one).map((warning) => '4.1.0.0-1 ' + JSON.stringify(warning))[0] || (session ? cmi5Fault(lms, session, one) : null);
    if (fault) {
      Object.assign(session || {}, before);
      return refuse(fault.startsWith('4.1') ? 400 : 403, fault);
    }
    if (!same) fresh.push(one);
  }
  if (session) session.over = session.verbs.includes('terminated');
  lms.statements.push(...fresh);
  return json(200, list.map(({ id }) => id));
}

const has = (list, id) => [].concat(list || []).some((one) => one.id === id);

// What the clauses on statements forbid, in the order of the specification; null where nothing.
function cmi5Fault(lms, session, one) {
  const { context = {}, result = {}, verb } = one;
  const activities = context.contextActivities || {};
  const extensions = context.extensions || {};
  const defined = has(activities.category, CMI5);
  const name = VERBS[verb.id];
  const earlier = lms.statements.filter((other) => other.object.id === session.activity && has(other.context.contextActivities.category, CMI5)).map((other) => VERBS[other.verb.id]);
  const rules = [
    ['9.1.0.0-1', !UUID.test(one.id)],
    ['8.1.3.0-3', JSON.stringify(one.actor) !== JSON.stringify(ACTOR)],
    ['9.7.0.0-1', !one.timestamp],
    ['9.7.0.0-2', !/Z$/.test(one.timestamp)],
    ['9.6.1.0-1', context.registration !== REGISTRATION],
    ['9.6.3.1-4', extensions[SESSION] !== session.id],
    ['10.2.1.0-6', !has(activities.grouping, session.publisher) || context.platform !== session.template.platform],
    ['11.0.0.0-3', !session.preferences],
    ['9.3.0.0-4', session.verbs.length === 0 && !(defined && name === 'initialized')],
    ['9.3.0.0-5', session.verbs.includes('terminated')],
    ['9.6.2.2-2', has(activities.category, MOVEON) && !(defined && (result.completion !== undefined || result.success !== undefined))],
  ];
  const ofDefined = [
    ['9.3.0.0-1', !name],
    ['8.1.5.0-6', one.object.id !== session.activity],
    ['9.3.0.0-2', session.verbs.includes(name)],
    ['9.3.0.0-3', ['passed', 'failed'].includes(name) && session.verbs.some((said) => ['passed', 'failed'].includes(said))],
    ['9.3.0.0-6', name === 'completed' && earlier.includes('completed')],
    ['9.3.0.0-7', name === 'passed' && earlier.includes('passed')],
    ['9.3.0.0-8', name === 'failed' && earlier.includes('passed')],
    ['10.2.2.0-2', session.mode !== 'Normal' && !['initialized', 'terminated'].includes(name)],
    ['9.5.1.0-2', result.score !== undefined && !['passed', 'failed'].includes(name)],
    ['9.5.1.0-3', result.score !== undefined && result.score.raw !== undefined && !(result.score.min === 0 && result.score.max === 100)],
    ['9.3.4.0-2', name === 'passed' && result.score && result.score.scaled < session.masteryScore],
    ['9.3.5.0-2', name === 'failed' && result.score && result.score.scaled >= session.masteryScore],
    ['9.5.2.0-1', name === 'passed' && result.success !== true],
    ['9.5.2.0-2', name === 'failed' && result.success !== false],
    ['9.5.2.0-3', result.success !== undefined && !['passed', 'failed'].includes(name)],
    ['9.5.3.0-1', name === 'completed' && result.completion !== true],
    ['9.5.3.0-2', result.completion !== undefined && name !== 'completed'],
    ...['terminated', 'completed', 'passed', 'failed'].map((one, at) => ['9.5.4.1-' + (at + 1), name === one && !/^PT[\d.]+S$/.test(result.duration)]),
    ['9.6.2.2-1', (result.completion !== undefined || result.success !== undefined) && !has(activities.category, MOVEON)],
    ['9.6.3.2-2', ['passed', 'failed'].includes(name) && extensions[MASTERY] !== session.masteryScore],
  ];
  const found = [...rules, ...(defined ? ofDefined : [])].find(([, broken]) => broken);
  if (found) return found[0];
  session.verbs.push(defined ? name : 'allowed');
  return null;
}
