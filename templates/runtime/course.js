// What is known of a course: its situations with their steps and items, what may leave the browser, what a tutor's report has
// columns for. It may not know the page, the LMS or any standard.

// One bit for each step name, for ever. The list only grows at its end. Bit 0 says that the situation was done, so that
// a step which an author adds later undoes nobody's work.
const STATE_STEPS = ['read', 'reaction', 'prompts', 'dilemma', 'capsules', 'quiz', 'actions', 'position', 'synthesis'];
const STATE_DONE = 1;
const FACT_KINDS = ['fact', 'facts'];
const REFLECTION_KINDS = ['position', 'perspectives', 'order', 'match', 'sort'];

function stepBit(name) {
  return STATE_STEPS.indexOf(name) < 0 ? 0 : 2 << STATE_STEPS.indexOf(name);
}

function readCourse(course) {
  const list = course.tracked || [];
  const tracks = (key) => list.indexOf(key) >= 0;
  const situations = new Map(course.situations.map((given) => [given.id, readSituation(given)]));
  const facts = Array.from(situations.values()).reduce((sum, situation) => sum + situation.facts, 0);
  return {
    id: course.id,
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
