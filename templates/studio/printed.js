// What came of a build: a row for each package, with its size, what was found in it and a button to download it.

import { make } from './dom.js';
import { createList } from './said.js';

export function createPrinted(words, say) {
  const element = make('div.printed');
  const clear = () => element.replaceChildren();

  // Draws what came of it, and gives the sentence that says so.
  function draw(last) {
    const inside = (name) => last.findings.filter((finding) => finding.archive === name);
    const others = last.findings.filter((finding) => !finding.archive);
    const { archives } = last;
    element.replaceChildren(
      archives.length ? make('p', {}, make('a.act', { href: '/api/publish/all', download: '', id: 'publish-all' }, words.all.replace('{count}', archives.length).replace('{size}', size(sum(archives))))) : '',
      archives.length ? table(archives, inside) : '',
      others.length ? make('details', { open: !archives.length }, make('summary', {}, words.on_deck.replace('{count}', others.length)), createList(say, others)) : '',
    );
    if (last.fault) return words.broken.replace('{reason}', last.fault);
    return archives.length ? words.done.replace('{count}', archives.length) : words.refused.replace('{count}', last.errors);
  }

  const table = (archives, inside) => make('div.scroll', { tabIndex: 0, role: 'region', 'aria-label': words.made }, make('table', {},
    make('thead', {}, make('tr', {}, [words.name, words.size, words.found, words.get].map((title) => make('th', { scope: 'col' }, title)))),
    make('tbody', {}, archives.map((one) => row(one, inside(one.name))))));

  const row = (one, found) => make('tr', {},
    make('th', { scope: 'row' }, one.name, make('span.help', {}, words.format[one.format] + ' · ' + one.languages.join(', '))),
    make('td.number', {}, size(one.bytes)),
    make('td', {}, found.length ? make('details', {}, make('summary', {}, counts(found)), createList(say, found)) : words.nothing),
    make('td', {}, make('a.plain', { href: '/api/publish/file/' + encodeURIComponent(one.name), download: one.name, 'aria-label': words.download + ' ' + one.name }, words.download)));

  const counts = (found) => ['error', 'warning', 'note'].map((key) => [words.counts[key], found.filter((one) => one.severity === key).length])
    .filter(([, count]) => count).map(([word, count]) => word + ' ' + count).join(' · ');

  const size = (bytes) => (bytes / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }) + ' ' + words.kb;

  return { element, draw, clear };
}

const sum = (archives) => archives.reduce((all, one) => all + one.bytes, 0);
