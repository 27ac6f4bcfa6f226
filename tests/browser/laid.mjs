// The tests' deck in the frame that Moodle gives a module, without an LMS.
import { launch, openPage } from './browser.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';

// Opens it: { page, one, card, go }. `card` is its first situation; `go(place)` leads to a step or an item of that, by its id.
export async function start(t, options = {}) {
  const [one] = build(t, OWN_DECK, '--lang', 'fr');
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t), { viewport: { width: 714, height: 666 }, reducedMotion: 'reduce', ...options });
  await page.goto(origin + '/p/' + one.name + '/index.html');
  await page.waitForSelector('html.js');
  const [card] = one.course.situations;
  const go = async (place) => {
    await page.evaluate((hash) => { window.location.hash = hash; }, '#' + card.id + '/' + place);
    await page.waitForFunction((id) => document.querySelector('.step.open') && document.getElementById(id)?.closest('.step.open'), card.id + '/' + place);
  };
  return { page, one, card, go };
}
