// What a printer would get: a browser's PDF of a page, read by programs that are not the browser (pdftotext and pdftoppm of poppler).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Prints the page that is open: a list of pages { width, height, words }, each word { text, left, top, right, bottom }; millimetres.
// The page is Chromium's through Playwright or Firefox's through Puppeteer. Nothing is made smaller to fit: what does not fit shows.
export const print = (page) => printed(page, (path) => poppler('pdftotext', '-bbox', path, '-').toString('utf8').split('<page ').slice(1).map(pageOf));

// The share of a printed page that is ink, from 0 to 1; `page` counts from one.
export const inkOf = (page, number) => printed(page, (path) => {
  const picture = poppler('pdftoppm', '-r', '60', '-f', String(number), '-l', String(number), path);
  const [header] = /^P6\s+\d+\s+\d+\s+255\s/.exec(picture.toString('latin1', 0, 40));
  const points = picture.subarray(header.length);
  let ink = 0;
  for (let at = 0; at < points.length; at += 3) ink += 255 - Math.min(points[at], points[at + 1], points[at + 2]);
  return ink / (points.length / 3) / 255;
});

async function printed(page, read) {
  const folder = mkdtempSync(join(tmpdir(), 'cartable-pdf-'));
  try {
    const path = join(folder, 'page.pdf');
    await page.pdf({ path, preferCSSPageSize: true });
    return read(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function poppler(program, ...words) {
  const { status, error, stdout } = spawnSync(program, words, { maxBuffer: 1e9 });
  if (error) throw new Error(program + ' is missing: install the package poppler-utils');
  if (status) throw new Error(program + ': ' + status);
  return stdout;
}

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
