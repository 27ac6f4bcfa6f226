// Asks axe about what is displayed, under the rules of WCAG 2.0 to 2.2, levels A and AA, and its best practices.
import { createRequire } from 'node:module';

const axe = createRequire(import.meta.url)('axe-core');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
// What a change of colours can break; all the rest, which is asked as `words`, is the same in every look. What is asked as
// `texts` no style can break.
const COLOURS = ['color-contrast', 'link-in-text-block'];
const LEFT_OUT = { words: COLOURS, texts: [...COLOURS, 'target-size'] };

// What the bar at the foot covers at one place comes out from under it when the page is scrolled: it is measured in its place in the flow.
async function ask([place, given]) {
  const bars = [...document.querySelectorAll('.moves')];
  bars.forEach((bar) => { bar.style.position = 'static'; });
  const found = await window.axe.run(place || document, given);
  bars.forEach((bar) => { bar.style.position = ''; });
  return found;
}

// Gives a list of `rule: element`, empty when all is well: of what stands in `within`, a selector, or of the whole page.
// A page's content security policy does not concern the tools.
export async function violations(frame, only, within) {
  if (!await frame.evaluate(() => 'axe' in window)) await frame.evaluate(axe.source);
  const runOnly = only === 'colours' ? { type: 'rule', values: COLOURS } : { type: 'tag', values: TAGS };
  const without = (LEFT_OUT[only] || []).map((rule) => [rule, { enabled: false }]);
  const options = { preload: false, runOnly, resultTypes: ['violations'], rules: { 'target-size': { enabled: only !== 'colours' }, ...Object.fromEntries(without) } };
  const found = await frame.evaluate(ask, [within, options]);
  return found.violations.flatMap((rule) => rule.nodes.map((node) => rule.id + ': ' + node.target.join(' ') + ' ' + (node.any[0]?.message || node.all[0]?.message || node.none[0]?.message || '')));
}
