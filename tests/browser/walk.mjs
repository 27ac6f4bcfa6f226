// How a learner with a mouse goes through a module: opens a card, does what a step offers, goes on. Everything is clicked
// where it stands on the page.

export const openStep = (sco) => sco.locator('.view.open .step.open');
export const onButton = (sco) => sco.locator('.view.open > .moves .first');
// For `evaluate`: what moves on an element comes to rest.
export const atRest = (one) => Promise.all(one.getAnimations().map((motion) => motion.finished));
export const stepName = async (sco) => (await openStep(sco).getAttribute('id')).split('/')[1];

export async function openCard(sco, id) {
  if (!await isAlone(sco)) await sco.locator('.card[href="#' + id + '"]').click();
  await sco.waitForSelector('[id="' + id + '"].open .step.open');
}

const isAlone = (sco) => sco.evaluate(() => !document.getElementById('_overview'));

// Goes through a situation that is open. `at(step)` is called at each step, after its work; `go(press)` wraps going on.
export async function walkSituation(sco, { at = async () => {}, go = (press) => press(), work = doStep } = {}) {
  const seen = [];
  for (;;) {
    const step = await stepName(sco);
    seen.push(step);
    await work(sco, step);
    await at(step);
    await go(() => pressOn(sco));
    if (await sco.evaluate(() => window.location.hash === '#_overview')) return seen;
    // A module of one situation ends where its last step is.
    if (await isAlone(sco) && await stepName(sco) === step) return seen;
    if (seen.length > 12) throw new Error('no end: ' + seen);
  }
}

// Goes on to the next step, and waits until it is shown. A step of several things has one press for each.
export async function pressOn(sco) {
  while (await toNextTurn(sco));
  const from = await sco.evaluate(() => window.location.hash);
  await onButton(sco).click();
  await sco.waitForFunction((hash) => {
    const now = window.location.hash;
    const step = document.querySelector('.view.open .step.open');
    const isLast = !document.getElementById('_overview') && step && step.querySelector('.missing');
    return isLast || now !== hash && (now === '#_overview' ? document.querySelector('#_overview.open') : step && '#' + step.id === now);
  }, from);
}

// To the next question, item or level of the step that is open; false where there is none. What was answered has opened it already.
async function toNextTurn(sco) {
  const [at, all] = await openStep(sco).locator('.turn').evaluateAll((turns) => [turns.map((turn) => turn.classList.contains('open')).lastIndexOf(true), turns.length]);
  if (at + 1 >= all) return false;
  await onButton(sco).click();
  return true;
}

// What a step offers, each thing once, one after the other as they are shown.
export const doStep = (sco, step) => eachTurn(sco, (root) => doTurn(sco, root, step));

// `work` on each thing of the step that is open, from the one that is shown to the last.
export async function eachTurn(sco, work) {
  const turns = openStep(sco).locator('.turn');
  const all = await turns.count();
  if (!all) return work(openStep(sco));
  for (let at = 0; at < all; at += 1) {
    if (!await turns.nth(at).isVisible()) await toNextTurn(sco);
    await work(turns.nth(at));
  }
}

export async function doTurn(sco, root, step) {
  if (step === 'reaction') await root.locator('label.tap').first().click();
  if (step === 'dilemma') for (const weight of await root.locator('.side label.weight:first-of-type').all()) await weight.click();
  if (step === 'dilemma' && await root.locator('.stop').count()) await root.locator('.stop').nth(1).click();
  if (step === 'actions') await root.locator('label.weight').first().click();
  if (step === 'position') await root.locator('.stop').nth(3).click();
  for (const element of await openStep(sco).locator('.item[data-item]:visible').all()) {
    if (!await element.locator('.verdict:not(:empty)').count()) await answer(element);
  }
}

// A pointer has often said all already.
async function check(item) {
  if (!await item.locator('.verdict:not(:empty)').count()) await item.locator('.doing button').click();
}

async function answer(item) {
  if (await item.locator('.scale').count()) return item.locator('.stop').nth(1).click();
  if (await item.locator('.choices').count()) return choose(item);
  if (await item.locator('.ordering').count()) {
    await item.locator('.move').nth(1).click();
    return item.locator('.doing button').click();
  }
  if (await item.locator('.placing').count()) {
    for (const boxes of await item.locator('[role=radiogroup]').all()) await boxes.locator('label').first().click();
    return check(item);
  }
  return item.locator('textarea').fill('…');
}

// The right answers where there are any: `right` stands in the course that the page gives its script.
async function choose(item) {
  const right = await item.evaluate((element) => {
    const [situation] = element.id.split('/');
    const course = JSON.parse(document.getElementById('_course').textContent);
    return course.situations.find(({ id }) => id === situation).items.find(({ id }) => id === element.dataset.item).right;
  });
  for (const at of right.length ? right : [0]) await item.locator(`.choice:has(input[value="${at}"]) label`).click();
  await item.locator('.doing button').click();
}

// A whole module, from the overview back to the overview, card after card.
export async function walkModule(sco, course, hooks = {}) {
  for (const { id } of course.situations) {
    await (hooks.open || ((press) => press()))(() => openCard(sco, id));
    await walkSituation(sco, { ...hooks, at: (step) => (hooks.at ? hooks.at(id, step) : undefined) });
  }
}
