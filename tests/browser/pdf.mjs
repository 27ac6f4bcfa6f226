// What a printer would get: a browser's PDF of a page, read by programs that are not the browser (pdftotext and pdftoppm of poppler).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Prints the page that is open: a list of pages { width, height, words }, each word { text, left, top, right, bottom }; millimetres.
// The page is Chromium's through Playwright or Firefox's through Puppeteer. Nothing is made smaller to fit: what does not fit shows.
// `paper` is for pages that name none.
export const print = (page, paper) => printed(page, (path) => poppler('pdftotext', '-bbox', path, '-').toString('utf8').split('<page ').slice(1).map(pageOf), paper);

// The share of a printed page that is ink, from 0 to 1; `page` counts from one.
export const inkOf = (page, number) => printed(page, (path) => {
  const picture = poppler('pdftoppm', '-r', '60', '-f', String(number), '-l', String(number), path);
  const [header] = /^P6\s+\d+\s+\d+\s+255\s/.exec(picture.toString('latin1', 0, 40));
  const points = picture.subarray(header.length);
  let ink = 0;
  for (let at = 0; at < points.length; at += 3) ink += 255 - Math.min(points[at], points[at + 1], points[at + 2]);
  return ink / (points.length / 3) / 255;
});

async function printed(page, read, paper = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'cartable-pdf-'));
  try {
    const path = join(folder, 'page.pdf');
    await page.pdf({ path, preferCSSPageSize: true, ...paper });
    return read(path);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

function poppler(program, ...words) {
  const { status, error, stdout } = spawnSync(program, words, { maxBuffer: 1e9 });
  if (error) throw new Error(program + ' is missing: install the package poppler-utils');
  if (status) throw new Error(program + ': ' + status);
  return stdout;
}

// What an office prints on, for the pages of modules.
export const PAPER = { format: 'A4', margin: { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' } };

const MILLIMETRES = 25.4 / 72;
const number = (text, name) => Number(new RegExp(name + '="([^"]*)"').exec(text)[1]) * MILLIMETRES;

function pageOf(text) {
  const words = text.split('<word ').slice(1).map((word) => ({
    text: /">(.*?)<\/word>/.exec(word)[1].replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"'),
    left: number(word, 'xMin'), top: number(word, 'yMin'), right: number(word, 'xMax'), bottom: number(word, 'yMax'),
  }));
  return { width: number(text, 'width'), height: number(text, 'height'), words };
}

// Whether a page has a size, to half a millimetre.
export function isSize({ width, height }, [wide, high]) {
  return Math.abs(width - wide) < 0.5 && Math.abs(height - high) < 0.5;
}

// Every text that its card has no room for, and every one that stands in the edge that printers leave white.
export function losses() {
  const name = (one) => one.closest('[data-card]')?.dataset.card + ' ' + one.className;
  const over = Array.from(document.querySelectorAll('.face, .face .text')).filter((one) => one.scrollHeight > one.clientHeight || one.scrollWidth > one.clientWidth);
  const out = Array.from(document.querySelectorAll('.face')).filter((face) => {
    const inside = face.getBoundingClientRect();
    const white = inside.width * 5 / 105;
    return Array.from(face.querySelectorAll('p, li, h2, h3, h4, img')).some((one) => {
      const box = one.getBoundingClientRect();
      return box.left < inside.left + white || box.right > inside.right - white || box.top < inside.top + white || box.bottom > inside.bottom - white;
    });
  });
  return [...over, ...out].map(name);
}

// The words in one of the four places of a sheet.
function wordsIn(sheet, row, column) {
  const [left, top] = [column * 105, row * 148.5];
  const inside = ({ words }) => words.filter((word) => word.left >= left && word.right <= left + 105 && word.top >= top && word.bottom <= top + 148.5);
  return inside(sheet).map((word) => ({ ...word, left: word.left - left, top: word.top - top }));
}

// Each back lies behind its front when the paper is turned over its long edge: the same number, theme and title. A patterned back,
// at a place `SHEET ROW COLUMN` of `patterned`, has none of them.
export function backsBehindFronts(sheets, patterned) {
  let met = patterned.size;
  for (let at = 0; at < sheets.length; at += 2) {
    for (const [row, column] of [[0, 0], [0, 1], [1, 0], [1, 1]]) {
      const front = wordsIn(sheets[at], row, column);
      const back = wordsIn(sheets[at + 1], row, 1 - column).filter((word) => word.top < 17).map((word) => word.text);
      const number = front.find((word) => word.left < 16 && word.top < 20 && /^\d+$/.test(word.text));
      if (!number || patterned.has([at + 1, row, 1 - column].join(' '))) continue;
      assert.ok(back.includes(number.text), 'sheet ' + at + ': ' + number.text + ' is not behind itself, but ' + back.join(' '));
      const own = front.map((word) => word.text);
      const foreign = back.filter((word) => !own.includes(word));
      assert.deepEqual(foreign, [], 'sheet ' + at + ', row ' + row + ', column ' + column);
      met += 1;
    }
  }
  return met;
}

// The patterned backs of the sheets that are open, each as `SHEET ROW COLUMN`.
export function patternedOf() {
  return Array.from(document.querySelectorAll('.sheet')).flatMap((sheet, at) => Array.from(sheet.querySelectorAll('.face'), (face, place) => (face.matches('.back') ? [at, Math.floor(place / 2), place % 2].join(' ') : ''))).filter(Boolean);
}
