// What an adapter tells a record store of a learner's way, and what it tells the tracker. It may not know how statements get
// there, nor how the page was launched: `CATEGORIES` is the launch's. Never here: what is typed, a reflective choice (a statement
// cannot be taken back), the moment of a step (the progress is told once, at the end).

function openLink(link, plan) {
  const { doc } = link;
  const counts = link.mode === 'Normal';
  // What was read so far the tracker opens with, so that its own state has it.
  Object.assign(link, { plan, other: '' });
  if (!link.dead && !link.taken) {
    tell(link, 'initialized');
    // Settled in an earlier visit, and perhaps never told.
    if (counts) Object.keys(doc.said).filter((key) => doc.said[key] !== true).forEach((key) => tellOnce(link, key));
  }
  window.addEventListener('online', () => pump(link));
  // What an older window has not told yet it tells at its end, but nothing of how far it came.
  if (link.mode === 'Normal') beAlone(window, link.activity + link.registration, () => {
    link.progress = undefined;
    plan.silence(wordOf('window'));
  });
  pump(link);
  const situations = {};
  situationsOf(doc).forEach((id) => { situations[id] = 'completed'; });
  link.held = {
    connected: true,
    continued: link.taken,
    // Without a platform that records, all still works within the visit.
    writable: link.dead || counts,
    recorded: !link.dead && counts,
    mode: link.mode.toLowerCase(),
    resumed: !!doc.state,
    status: doc.status || 'unknown',
    score: Number.isFinite(doc.score) ? doc.score : null,
    place: doc.place || '',
    state: doc.state || '',
    situations,
  };
  return link.held;
}

// Ids of situations begin with a small letter, what is said of the module with a capital one.
const situationsOf = (doc) => Object.keys(doc.said).filter((key) => /^[a-z]/.test(key));

function saveLink(link, changes) {
  const { doc, plan } = link;
  if (link.dead) return true;
  ['status', 'score', 'place'].forEach((key) => { if (changes[key] !== undefined) doc[key] = changes[key]; });
  if (changes.state !== undefined) doc.state = joined(link.other, changes.state);
  if (changes.progress !== undefined) link.progress = changes.progress;
  (changes.answers || []).filter(({ correct }) => correct !== null).forEach((given) => tellAnswer(link, given));
  const settled = Object.keys(changes.situations || {}).filter((id) => changes.situations[id] === 'completed');
  settled.forEach((id) => settle(link, id));
  // To have gone through is one thing, to have reached the threshold another.
  if (doc.status === 'completed' || doc.status === 'passed' || situationsOf(doc).length >= plan.required) settle(link, 'Completed');
  const passed = link.mastery === undefined ? doc.status === 'passed' : doc.said.Completed && doc.score / 100 >= link.mastery;
  if (passed) settle(link, 'Passed');
  noteAnswered(link);
  if (Object.keys(changes).some((key) => key !== 'place' && key !== 'seconds')) pump(link);
  return !link.trouble;
}

const thresholdOf = ({ mastery, plan }) => (mastery === undefined ? plan.success / 100 : mastery);

// A later visit does not learn which questions were answered in this one: so it is noted of which situations all were, where that
// can decide about anything. No id of a situation begins with this sign.
function noteAnswered(link) {
  const { doc, plan } = link;
  if (thresholdOf(link) > 0) {
    plan.situations.forEach(({ id, items, facts }) => {
      const given = Array.from(items.keys()).filter((item) => plan.points.has(id + '/' + item));
      if (facts && given.length === facts) doc.said['?' + id] = true;
    });
  }
}

// Said at the very end, because an answer can be given again until then. Who only looked in has attempted nothing.
function hasFailed(link) {
  const { doc: { said, score }, plan, progress } = link;
  const answered = ({ id, facts }) => !facts || said['?' + id];
  return progress !== undefined && said.Completed && !said.Passed && score / 100 < thresholdOf(link) &&
    Array.from(plan.situations.values()).every(answered);
}

// What is said once in a registration gets its id before it is said, and keeps it.
function settle(link, key) {
  if (link.doc.said[key]) return;
  link.doc.said[key] = uuid();
  tellOnce(link, key);
}

function tellOnce(link, key) {
  const id = link.doc.said[key];
  if (key === 'Passed') tell(link, 'passed', resultOf(link, true), id);
  else if (key === 'Completed') tell(link, 'completed', { completion: true, duration: durationOf(link) }, id);
  // Not `completed`: some platforms take any of those for the module's.
  else tell(link, 'experienced', undefined, id, key);
}

function resultOf(link, success) {
  const { score } = link.doc;
  return { success, score: { scaled: score / 100, raw: score, min: 0, max: 100 }, duration: durationOf(link) };
}

// A refused save comes again with the answers that it carried.
function tellAnswer(link, { column, item, answer, correct }) {
  const about = link.plan.columns[column].situation + '/' + item.id;
  const words = (places) => places.map((place) => item.options[place]).join('[,]');
  if (link.given[about] === words(answer)) return;
  link.given[about] = words(answer);
  const interaction = { interactionType: 'choice', correctResponsesPattern: [words(item.right)] };
  tell(link, 'answered', { response: words(answer), success: correct }, uuid(), about, interaction);
}

// `about` is what the object is below the module: nothing, a situation, or a situation and its item.
function tell(link, verb, result, id = uuid(), about, definition) {
  const parts = about ? about.split('/') : [];
  link.queue.push({
    id,
    actor: link.actor,
    verb: { id: XAPI.verbs + verb, display: { en: verb } },
    object: {
      id: about ? XAPI.deck + '/' + about : link.activity,
      definition: { type: XAPI.types[parts.length], ...definition },
    },
    result,
    context: contextOf(link, verb, parts),
    timestamp: new Date().toISOString(),
  });
}

// The platform's own context, with nothing in it changed, and ours beside it.
function contextOf(link, verb, parts) {
  const context = readJson(link.template);
  const activities = Object(context.contextActivities);
  const add = (kind, ...ids) => { activities[kind] = [].concat(activities[kind] || [], ids.map((id) => ({ id }))); };
  add('grouping', XAPI.deck);
  add('category', XAPI.profile, ...(parts.length ? [] : CATEGORIES[verb] || []));
  if (parts.length) add('parent', parts.length > 1 ? XAPI.deck + '/' + parts[0] : link.activity);
  const mastery = /^(pass|fail)ed$/.test(verb) && link.mastery !== undefined ? { [XAPI.masteryscore]: link.mastery } : {};
  return {
    ...context,
    registration: link.registration, contextActivities: activities, extensions: { ...mastery, ...XAPI.versions, ...context.extensions },
  };
}

// Hundredths of a second.
const durationOf = (link) => 'PT' + (spentOf(link) / 1000).toFixed(2) + 'S';

function closeLink(link) {
  if (link.dead) return;
  if (link.progress !== undefined) tell(link, 'progressed', { extensions: { [XAPI.progress]: Math.round(link.progress * 100) } });
  if (hasFailed(link)) tell(link, 'failed', resultOf(link, false));
  tell(link, 'terminated', { duration: durationOf(link) });
  sendLast(link);
}

// Version 4; `randomUUID` is for secure pages alone.
function uuid() {
  const chance = () => crypto.getRandomValues(new Uint8Array(1))[0];
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) => (c ^ chance() & 15 >> c / 4).toString(16));
}
