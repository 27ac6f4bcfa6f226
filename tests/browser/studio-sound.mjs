// A hall of the studio in both looks and three widths. SHOTS names a folder for pictures.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { violations } from './axe.mjs';

const SIZES = [[1280, 800], [714, 666], [360, 740]];

// axe finds nothing in either look, and nothing is wider than the screen.
export async function sound(page, what) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page, colorScheme === 'dark' ? 'colours' : undefined, '.hall:not([hidden])'), [], what + ' ' + colorScheme);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width, what + ' at ' + width);
    if (!process.env.SHOTS) continue;
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.SHOTS, 'studio-' + what.replace(/\W/g, '-') + '-' + width + '.png') });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
