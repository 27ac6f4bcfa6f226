// How a page of a module is looked at on a small screen: what sticks out, what is cut, what is too small, at every step and page.
import { openCard, walkSituation } from './walk.mjs';

const PAGES = ['_overview', '_game', '_board', '_capsules', '_privacy', '_credits'];
export const SMALLEST = 24;
export const WELL = { wide: 0, out: [], cut: [], broken: [] };
// The text spacing of WCAG 1.4.12, which a reader may put on any page.
export const SPACING = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}';

// Everything that sticks out of the window, and every text that its box cuts off.
export function losses() {
  const wide = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
  const shown = Array.from(document.querySelectorAll('body *')).filter((one) => one.getClientRects().length && one.checkVisibility() && !one.closest('[aria-hidden=true], .unseen, .skip, svg'));
  const out = shown.filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && one.textContent.trim() && !one.children.length);
  const cut = shown.filter((one) => {
    const style = getComputedStyle(one);
    const clips = /hidden|clip/.test(style.overflowX + style.overflowY) && one.clientHeight > 2;
    return clips && one.textContent.trim() && (one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2);
  });
  const name = (one) => one.tagName.toLowerCase() + '.' + one.className + ' ' + one.textContent.trim().slice(0, 40);
  // A short word on two lines: its box was squeezed.
  const broken = shown.filter((one) => {
    if (one.children.length || one.clientWidth === 1 || !/^\S{1,10}$/.test(one.textContent.trim())) return false;
    const range = document.createRange();
    range.selectNodeContents(one);
    return new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top))).size > 1;
  });
  return { wide: Math.max(0, wide), out: out.map(name), cut: cut.map(name), broken: broken.map(name) };
}

// Controls whose target is too small. Links in running text are exempt; axe looks at the room around them.
export function smallTargets(smallest) {
  const box = (one) => (one.closest('label') || one).getBoundingClientRect();
  return Array.from(document.querySelectorAll('a, button, input, select, textarea, summary'))
    .filter((one) => one.getClientRects().length && one.checkVisibility() && !one.closest('.unseen, .skip'))
    .filter((one) => !(one.tagName === 'A' && getComputedStyle(one).display === 'inline'))
    .filter((one) => box(one).width < smallest || box(one).height < smallest)
    .map((one) => one.tagName + ' ' + (one.textContent || one.type).trim().slice(0, 30) + ' ' + Math.round(box(one).width) + 'x' + Math.round(box(one).height));
}

export async function everywhere(page, course, look) {
  for (const { id } of course.situations) {
    await openCard(page, id);
    await walkSituation(page, { at: (step) => look(id + ' ' + step) });
  }
  for (const view of PAGES) {
    await page.evaluate((hash) => { window.location.hash = hash; }, '#' + view);
    await page.waitForSelector('#' + view + '.open');
    await look(view);
  }
}
