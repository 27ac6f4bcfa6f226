// HTML_CodeSniffer and IBM Equal Access find no fault: at every step of the situations that have every kind of item between them, and on
// every page of a module. axe, which is quicker, looks at every language and colour.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { judged, sniffed } from './checkers.mjs';
import { OWN_DECK, build } from './packages.mjs';
import { everywhere } from './layout.mjs';
import { serve } from './server.mjs';

for (const [name, check] of [['HTML_CodeSniffer', sniffed], ['IBM Equal Access', judged]]) {
  test(name + ' finds no fault at any step and on any page', async (t) => {
    const packages = build(t, OWN_DECK, '--lang', 'fr', '--tracking', 'reflective');
    const { origin } = await serve(t, packages);
    const browser = await launch(t);
    let looked = 0;
    for (const one of packages) {
      // The checkers come from outside the page; only for them its policy is set aside.
      const { page, context } = await openPage(browser, { viewport: { width: 714, height: 666 }, reducedMotion: 'reduce', bypassCSP: true });
      await page.goto(origin + '/p/' + one.name + '/index.html');
      await page.waitForSelector('html.js');
      await everywhere(page, one.course, async (where) => {
        looked += 1;
        assert.deepEqual(await check(page), [], where);
      });
      await context.close();
    }
    t.diagnostic(looked + ' places');
  });
}
