// The page when no script runs: everything is there to read, answers open by themselves, and it can be printed.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { launch, noTrouble, openPage } from './browser.mjs';
import { OWN_DECK, SHIPPED_DECK, build, guideDeck, noGuide } from './packages.mjs';
import { serve } from './server.mjs';

const plain = (text) => text.replace(/[\s  ]+/g, ' ').trim();

// The words of a file of the deck, line by line, without the signs of Markdown.
function linesOf(file) {
  const body = readFileSync(file, 'utf8').split(/^\+\+\+$/m)[2];
  return body.split('\n')
    .map((line) => line.replace(/\{#[^}]*\}\s*$/, '').replace(/^\s*(#+|>|-( \[[x ]\])?|\d+\.)\s+/, '').replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`\\]/g, ''))
    .map(plain).filter((line) => line.length > 3);
}

async function readable(t, deck, theme) {
  const id = /^id = "(.*)"$/m.exec(readFileSync(join(deck, theme, 'theme.md'), 'utf8'))[1];
  const one = build(t, deck, '--lang', 'fr').find(({ course }) => course.id.endsWith('-' + id));
  const { origin } = await serve(t, [one]);
  const { page } = await openPage(await launch(t), { javaScriptEnabled: false });
  await page.goto(origin + '/p/' + one.name + '/index.html');
  // The words of headings that only name a section are the interface's own.
  const told = await page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true);
    copy.querySelectorAll('.unseen').forEach((element) => element.remove());
    return copy.textContent;
  });
  const words = plain(told.replace(/\*/g, ''));
  assert.equal(await page.locator('.view:visible').count(), await page.locator('.view').count(), 'all is displayed');
  const alts = await page.locator('main img').evaluateAll((images) => images.map((image) => image.alt)).catch(() => []);
  const folder = join(deck, theme);
  const files = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'teaching.md').map((name) => join(folder, name));
  let checked = 0;
  for (const file of files) {
    for (const line of linesOf(file).filter((text) => !/^(Avant de lire|Le dilemme|Questions à débattre|Quiz|Pistes d’action|À mon échelle|Seule|En équipe|Dans la maison|Dans l’institution|Politiques publiques)$/.test(text))) {
      assert.ok(words.includes(line) || alts.map(plain).includes(line), file + ': not on the page: ' + line);
      checked += 1;
    }
  }
  t.diagnostic(one.name + ': ' + checked + ' lines of the deck found');
  assert.ok(checked > 10);
  return { page, one };
}

test('the deck that ships is there to read, with its answers in details that open without a script', async (t) => {
  const { page, one } = await readable(t, SHIPPED_DECK, 'fr/2-outils-numeriques');
  for (const { id } of one.course.situations) {
    assert.ok(await page.locator('[id="' + id + '"] .story').first().isVisible());
    assert.ok(await page.locator('[id="' + id + '"] .prompts').isVisible());
  }
  const answer = page.locator('details.answer').first();
  assert.equal(await answer.locator('.why').isVisible(), false);
  await answer.locator('summary').click();
  assert.equal(await answer.locator('.why').isVisible(), true);
  assert.equal(await page.locator(':is(button, input, select, textarea):not(.handout *)').count(), 0, 'nothing that would not work');
});

test('every kind of item has its question and its answer', async (t) => {
  const { page, one } = await readable(t, OWN_DECK, 'fr/1-deborder');
  for (const item of one.course.situations[0].items) {
    const element = page.locator('[id="' + one.course.situations[0].id + '/' + item.id + '"]');
    assert.ok(await element.locator('h4').isVisible(), item.kind);
    assert.equal(await element.locator('details.answer').count(), ['position', 'note'].includes(item.kind) ? 0 : 1, item.kind);
  }
  await page.emulateMedia({ media: 'print' });
  for (const view of await page.locator('.view').all()) assert.ok(await view.isVisible(), await view.getAttribute('id'));
  const pages = (await page.pdf()).toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  t.diagnostic(pages + ' printed pages');
  assert.ok(pages >= 3);
});

for (const [owner, name] of [['Element', 'replaceChildren'], ['Array', 'flatMap']]) {
  test('in a browser without ' + name + ' the page is there to read, as without a script', async (t) => {
    const one = build(t, OWN_DECK, '--lang', 'fr')[0];
    const { origin } = await serve(t, [one]);
    const { page, watch } = await openPage(await launch(t));
    await page.addInitScript(([of, method]) => { delete window[of].prototype[method]; }, [owner, name]);
    await page.goto(origin + '/p/' + one.name + '/index.html');
    await page.locator('a[href="#' + one.course.situations[1].id + '"]').first().click();
    assert.equal(await page.locator('.view:visible').count(), await page.locator('.view').count(), 'all is displayed');
    assert.equal(await page.locator('html.js').count(), 0);
    noTrouble(watch, origin, one.name);
  });
}

test('the guide is there to read', { skip: noGuide }, async (t) => {
  const deck = guideDeck(t);
  const theme = readdirSync(join(deck, 'fr')).filter((name) => name.startsWith('1-'))[0];
  await readable(t, deck, 'fr/' + theme);
});
