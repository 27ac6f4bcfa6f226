// Learners who walk at random through modules of several situations, and what they find when they come back. `make.mjs` keeps what
// the program of its day wrote; a test holds every later program against it.
import { OWN_DECK, SHIPPED_DECK, build } from '../packages.mjs';
import { SCORM12 } from '../../runtime/editions.mjs';

// Each with the words of its build; states were made with all of them.
export const MODULES = {
  own: (t) => build(t, OWN_DECK, '--lang', 'fr', '--tracking', 'reflective')[0],
  t4: (t) => build(t, SHIPPED_DECK, '--lang', 'fr', '--tracking', 'standard').find(({ course }) => course.id.endsWith('-t4')),
  t2: (t) => build(t, SHIPPED_DECK, '--lang', 'fr').find(({ course }) => course.id.endsWith('-t2')),
};

export const build3 = (t) => Object.fromEntries(Object.entries(MODULES).map(([key, make]) => [key, { ...make(t), name: key }]));

// What the LMS keeps between two visits.
export const recordOf = ([, , state, place, done, status, score]) => ({
  edition: SCORM12,
  cmi: {
    suspend_data: state,
    objectives: done.map((id) => ({ id, status: 'completed' })),
    core: { student_id: 'marker-id', student_name: 'Marker Learner', lesson_location: place, lesson_status: status, entry: 'resume', score: { raw: score } },
  },
});

// In the page: acts drawn from a seed, by the page's own clicks.
export async function walkAtRandom([seed, length, situations]) {
  let held = seed;
  const random = (below) => {
    held = (held + 0x6d2b79f5) | 0;
    let t = Math.imul(held ^ (held >>> 15), 1 | held);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
  const pick = (list) => list[random(list.length)];
  const moved = (act) => new Promise((resolve) => {
    const before = window.location.hash;
    window.addEventListener('hashchange', () => resolve(), { once: true });
    act();
    if (window.location.hash === before) resolve();
  });
  const open = () => document.querySelector('.view.open .step.open');
  const go = (hash) => moved(() => { window.location.hash = hash; });
  const answer = (item) => {
    const check = item.querySelector('.doing button');
    const inputs = Array.from(item.querySelectorAll('.choices input, .scale input'));
    if (inputs.length) pick(inputs).click();
    item.querySelectorAll('.placing .picks').forEach((boxes) => {
      const at = random(boxes.children.length + 1);
      if (at) boxes.children[at - 1].click();
    });
    const moves = item.querySelectorAll('.move');
    if (moves.length) pick(moves).click();
    if (check) check.click();
  };
  const consent = document.querySelectorAll('#_consent input');
  if (consent.length && random(3)) consent[1].click();
  await go('#' + pick(situations).id);
  for (let act = 0; act < length; act += 1) {
    if (!open()) await go('#' + pick(situations).id);
    const kind = random(10);
    const step = open();
    const items = step ? Array.from(step.querySelectorAll('.item[data-item]')) : [];
    if (kind < 3 && items.length) items.forEach((item) => { if (random(4)) answer(item); });
    else if (kind === 3 && step.matches('.step-position')) pick(step.querySelectorAll('.stop input')).click();
    else if (kind === 9) await go('#' + pick(situations).id + (random(2) ? '' : '/quiz'));
    else if (kind === 8) await go('#_overview');
    else if (step) {
      if (step.matches('.step-position')) pick(step.querySelectorAll('.stop input')).click();
      await moved(() => (step.querySelector('.moves .first') || document.querySelector('.view.open > .moves .first')).click());
    }
  }
}

// In the page: where the learner is led, and what is there of each situation.
export async function lookAround(situations) {
  const go = (hash) => new Promise((resolve) => {
    window.addEventListener('hashchange', () => resolve(), { once: true });
    window.location.hash = hash;
  });
  const kindOf = ({ dataset: { item } }) => situations.flatMap(({ items }) => items).find(({ id }) => id === item)?.kind;
  const chosen = (row) => (row.querySelector('input:checked') || { value: '' }).value;
  // Of pairs, the halves that the deck names first have their partners, whichever half has the rows.
  const placed = (root) => {
    const rows = Array.from(root.querySelectorAll('.place-row[data-at]'));
    if (kindOf(root) !== 'match') return rows.map(chosen);
    return rows.map((row, at) => rows.filter((one) => chosen(one) === String(at)).map((one) => one.dataset.at).join('+'));
  };
  const values = (root) => Array.from(root.querySelectorAll('.choices input:checked, .scale input:checked'), (one) => one.value)
    .concat(placed(root))
    .concat(Array.from(root.querySelectorAll('.ordering > li'), (one) => one.dataset.at));
  const resume = document.querySelector('.strap a.first');
  const found = { resume: resume && !resume.hidden ? resume.getAttribute('href').slice(1) : '' };
  for (const { id } of situations) {
    const card = document.querySelector('.card[href="#' + id + '"]');
    await go('#' + id);
    const article = document.getElementById(id);
    const done = Array.from(article.querySelectorAll('.thread a.done'), (link) => link.hash.split('/')[1]);
    found[id] = [article.querySelector('.step.open').id.split('/')[1], done.join(' '), card.classList.contains('done')];
    await go('#_overview');
  }
  for (const { id, steps } of situations) {
    const answers = {};
    for (const step of ['reaction', 'quiz', 'position'].filter((name) => steps.includes(name))) {
      await go('#' + id + '/' + step);
      const root = document.getElementById(id + '/' + step);
      if (step === 'position') answers.again = values(root).join();
      else root.querySelectorAll('.item[data-item]').forEach((item) => { answers[item.dataset.item] = values(item).join(); });
    }
    found[id].push(Object.entries(answers).filter(([, value]) => value.replace(/,/g, '')).map((one) => one.join('=')).join(' '));
  }
  return found;
}

// Pairs were once chosen with a list for each half that the deck names first, and two could have the same partner. Now each partner has one
// of them: the last. The state keeps both.
export function singlePartners(found, situations) {
  const isMatch = (id, item) => situations.find((one) => one.id === id).items.find((one) => one.id === item).kind === 'match';
  const single = (values) => values.split(',').map((one, at, all) => (all.indexOf(one, at + 1) < 0 ? one : '')).join();
  const shown = (id, answers) => answers.split(' ').map((one) => one.split('=')).map(([item, values]) => (values && item !== 'again' && isMatch(id, item) ? item + '=' + single(values) : item + (values ? '=' + values : ''))).join(' ');
  return Object.fromEntries(Object.entries(found).map(([id, one]) => [id, id === 'resume' ? one : [...one.slice(0, 3), shown(id, one[3])]]));
}
