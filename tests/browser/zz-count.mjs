import test from 'node:test';
import { launch, openPage } from './browser.mjs';
import { SHIPPED_DECK, build } from './packages.mjs';
import { serve } from './server.mjs';
import { openStep, onButton } from './walk.mjs';
const right = (course, id, item) => course.situations.find((s) => s.id === id).items.find((i) => i.id === item);
test('count', async (t) => {
  const packages = build(t, SHIPPED_DECK, '--lang', process.env.L || 'fr');
  const { origin } = await serve(t, packages);
  const { page } = await openPage(await launch(t), { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  for (const { name, course } of packages) {
    await page.goto(origin + '/p/' + name + '/index.html');
    await page.waitForSelector('html.js');
    for (const { id, steps } of course.situations) {
      let n = 0; const table = {};
      const press = async (loc) => { n += 1; await loc.click(); };
      await page.evaluate((h) => { location.hash = h; }, '#' + id);
      await page.waitForSelector('[id="' + id + '"].open .step.open');
      for (const step of steps) {
        const from = n; const cont = []; let nxt = 0;
        for (;;) {
          const turn = openStep(page).locator('.turn.open');
          const root = (await turn.count()) ? turn : openStep(page);
          if (step === 'reaction') await press(root.locator('label.tap').first());
          if (step === 'dilemma') for (const w of await root.locator('.side label.weight:first-of-type').all()) await press(w);
          if (step === 'dilemma' && await root.locator('.stop').count()) await press(root.locator('.stop').nth(1));
          if (step === 'actions') await press(root.locator('label.weight').first());
          if (step === 'position') await press(root.locator('.stop').nth(3));
          for (const item of await openStep(page).locator('.item[data-item]:visible').all()) {
            const d = right(course, id, await item.getAttribute('data-item'));
            if (await item.locator('.scale').count()) { await press(item.locator('.stop').nth(1)); continue; }
            if (await item.locator('.choices').count()) { for (const at of d.right.length ? d.right : [0]) await press(item.locator(`.choice:has(input[value="${at}"]) label`)); }
            if (await item.locator('.ordering').count()) { await press(item.locator('.move').nth(1)); }
            for (const s of await item.locator('select').all()) { n += 2; await s.selectOption({ index: 1 }); }
            for (const b of await item.locator('.placing .picks').all()) await press(b.locator('label').first());
            if (await item.locator('.doing button').count() && !await item.locator('.verdict p').count()) { await press(item.locator('.doing button')); }
          }
          for (const area of await root.locator('textarea:visible').all()) {
            if (step === 'actions') continue;
            const focus = await area.evaluate((a) => a === document.activeElement);
            if (!focus) n += 1; await area.fill('mot');
          }
          if (step === 'synthesis') {}
          const more = await openStep(page).locator('.turn').evaluateAll((turns) => turns.findIndex((x) => x.classList.contains('open')) + 1 < turns.length);
          await press(onButton(page)); nxt += 1;
          if (!more) { await page.waitForFunction((st) => location.hash === '#_overview' || document.querySelector('.view.open .step.open').dataset.step !== st, step); break; }
        }
        table[step] = (n - from) + '(' + nxt + ')';
      }
      console.log(id, n, JSON.stringify(table).replace(/"/g, ''), course.situations.find((s) => s.id === id).items.map((i) => i.kind).join(' '));
    }
  }
});
