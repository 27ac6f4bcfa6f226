// What a learner does in a module that the studio plays, as a person would: by the module's own controls.
import { pressOn } from './walk.mjs';

export const CARD = 't1-s01';

export async function goTo(module, step) {
  await module.evaluate((hash) => { window.location.hash = hash; }, '#' + CARD + '/' + step);
  await module.waitForSelector('[id="' + CARD + '/' + step + '"].open');
}

// Answers the first question of the quiz wrongly, and leaves the quiz, which is when answers are sent.
export async function answerWrongly(module) {
  await goTo(module, 'quiz');
  const item = module.locator('[id="' + CARD + '/quiz"] .item[data-item=q1]');
  await item.locator('.choice:has(input[value="0"]) label').click();
  await item.locator('.doing button').click();
  await pressOn(module);
}
