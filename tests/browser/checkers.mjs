// Two more checkers beside axe, whose rules are others: HTML_CodeSniffer (WCAG2AA) and IBM Equal Access (WCAG 2.2).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const source = (name) => readFileSync(resolve(name), 'utf8');
const SNIFFER = source('html_codesniffer/build/HTMLCS.js');
const EQUAL_ACCESS = source('accessibility-checker-engine/ace-window.js');

// Gives a list of `code: element text` of the errors that HTML_CodeSniffer finds on the page as it is displayed.
export async function sniffed(page) {
  if (!await page.evaluate(() => 'HTMLCS' in window)) await page.evaluate(SNIFFER);
  return page.evaluate(() => new Promise((resolve, reject) => {
    window.HTMLCS.process('WCAG2AA', document, () => {
      const errors = window.HTMLCS.getMessages().filter(({ type }) => type === window.HTMLCS.ERROR);
      resolve(errors.map(({ code, element }) => code + ': ' + element.outerHTML.slice(0, 120)));
    }, reject);
  }));
}

// The same of the violations that IBM Equal Access is sure of. It counts the names of groups that are not shown as well, of which a
// module has one in each situation: what is not shown is taken out while it looks.
export async function judged(page) {
  if (!await page.evaluate(() => 'ace' in window)) await page.evaluate(EQUAL_ACCESS);
  return page.evaluate(async () => {
    const hidden = Array.from(document.querySelectorAll('.view:not(.open), .view.open .step:not(.open)'), (one) => {
      const place = document.createComment('');
      one.replaceWith(place);
      return () => place.replaceWith(one);
    });
    const { results } = await new window.ace.Checker().check(document, ['WCAG_2_2']);
    hidden.forEach((back) => back());
    const failed = results.filter(({ value: [policy, result] }) => policy === 'VIOLATION' && result === 'FAIL');
    return failed.map(({ ruleId, reasonId, path, snippet }) => [ruleId, reasonId, path.dom, snippet.slice(0, 120)].join(' '));
  });
}
