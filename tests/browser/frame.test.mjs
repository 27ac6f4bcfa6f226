// A module in the page of an LMS that is taller than the window, as Moodle's is: going on never scrolls that page away from what is shown.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { createRecord, visit } from './lms.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';
import { onButton, openCard, openStep, walkSituation } from './walk.mjs';

// Pixels of the LMS's own page above the frame.
const HEAD = 400;

test('the button that goes on stays in the window at every turn of every step', async (t) => {
  const [one] = build(t, OWN_DECK, '--lang', 'en');
  const { origin } = await serve(t, [one]);
  const browser = await launch(t);
  for (const [width, height] of [[1280, 800], [360, 740]]) {
    const { page } = await openPage(browser, { viewport: { width, height }, reducedMotion: 'reduce' });
    const { sco } = await visit(page, origin, one.name, createRecord(), { width: width - 40, height: height - 120 });
    await page.addStyleTag({ content: 'body { padding: ' + HEAD + 'px 0 1200px }' });
    const below = async () => {
      const box = await onButton(sco).boundingBox();
      return Math.round(Math.max(box.y + box.height - height, -box.y));
    };
    await openCard(sco, 't1-s01');
    await page.evaluate((top) => window.scrollTo(0, top), HEAD);
    let turns = 0;
    const turn = async (frame, step) => {
      for (let left = await openStep(sco).locator('.turn').count(); left > 1; left -= 1) {
        await onButton(sco).click();
        turns += 1;
        assert.ok(await below() <= 0, step + ', ' + left + ' left at ' + width + ': ' + await below() + ' pixels out of the window');
      }
    };
    await walkSituation(sco, { work: turn, at: async (step) => assert.ok(await below() <= 0, step + ' at ' + width) });
    assert.ok(turns > 3, turns + ' turns');
    await page.context().close();
  }
});
