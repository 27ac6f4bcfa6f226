// What a printer would get: the browser's PDF of a page, read by a program that is not the browser (pdftotext of poppler).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Prints the page that is open: a list of pages { width, height, words }, each word { text, left, top, right, bottom }; millimetres.
export async function print(page) {
  const folder = mkdtempSync(join(tmpdir(), 'cartable-pdf-'));
  try {
    const path = join(folder, 'page.pdf');
    await page.pdf({ path, preferCSSPageSize: true });
    const { status, error, stdout } = spawnSync('pdftotext', ['-bbox', path, '-'], { encoding: 'utf8', maxBuffer: 1e9 });
    if (error) throw new Error('pdftotext is missing: install the package poppler-utils');
    if (status) throw new Error('pdftotext: ' + status);
    return stdout.split('<page ').slice(1).map(pageOf);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
