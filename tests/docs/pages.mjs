// The pages of the documentation, and what a reader can follow on them.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const text = (path) => readFileSync(join(ROOT, path), 'utf8').replaceAll('\r\n', '\n');

export const docs = () => readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).sort();

// The blocks of code of a page, each with its language.
export const blocks = (path) => [...text(path).matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language, body]) => ({ language, body }));

// What a page says outside code, by line. A line that is indented by four spaces after an empty one begins a block of code.
function prose(path) {
  let [fenced, indented, empty] = [false, false, true];
  return text(path).split('\n').map((line) => {
    if (line.startsWith('```')) { fenced = !fenced; return ''; }
    indented = /^ {4}/.test(line) && (indented || empty) || line === '' && indented;
    empty = line === '';
    return fenced || indented ? '' : line.replace(/`[^`]*`/g, (code) => code.replace(/[[\]()]/g, ' '));
  });
}

// The links and pictures of a page that lead to a file or to a heading: a list of { line, target }.
export const links = (path) => linksIn(prose(path).join('\n'));

export function linksIn(page) {
  const found = [...page.matchAll(/\]\(([^()\s]+)\)|\b(?:src|href)="([^"]+)"/g)];
  const told = found.map((one) => ({ line: page.slice(0, one.index).split('\n').length, target: one[1] || one[2] }));
  return told.filter(({ target }) => !/^[a-z]+:/.test(target));
}

// The anchors of a page's headings, as GitHub and mdBook make them.
export function anchors(path) {
  const seen = new Map();
  return prose(path).filter((line) => /^#{1,6} /.test(line)).map((line) => {
    const words = line.replace(/^#+ /, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim().toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-');
    const count = seen.get(anchor) || 0;
    seen.set(anchor, count + 1);
    return count ? anchor + '-' + count : anchor;
  });
}
