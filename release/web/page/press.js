// What to build of the deck, and what came of it: the packages that the command makes, byte by byte.

import { announce, make } from './dom.js';
import { address, download } from './download.js';
import { createFindings } from './said.js';
import { size } from './size.js';

const REGISTER = 'register.toml';

export function createPress(shop, flush) {
  const { engine, texts, failed } = shop;
  const { press: words } = texts;
  const chosen = { formats: ['scorm12'], languages: null, split: 'theme', together: false };
  const form = make('form.order', { 'aria-label': words.title, onsubmit: (event) => { event.preventDefault(); order(); } });
  const state = make('p.told', { role: 'status' });
  const made = make('div.made');
  const element = make('div.pressing', {}, make('h3', {}, words.title), form, state, made);
  let deck = null;
  let drawn = null;
  // The build that is going on, if there is one.
  let running = null;

  // The deck as it is now. What was built of another one goes.
  function draw(now) {
    if (now !== deck) {
      running = null;
      clear();
      state.textContent = '';
    }
    deck = now;
    const { languages, formats } = deck.head;
    const shape = JSON.stringify([languages, formats]);
    if (shape === drawn) return;
    drawn = shape;
    chosen.languages = languages.slice();
    form.replaceChildren(
      make('fieldset', {}, make('legend', {}, words.formats), formats.map((key) => tick('formats', key, words.format[key]))),
      make('fieldset', {}, make('legend', {}, words.languages), languages.map((one) => tick('languages', one, named(one))),
        languages.length > 1 ? make('label.tick', {}, make('input', { type: 'checkbox', id: 'together', checked: chosen.together, onchange: (event) => { chosen.together = event.target.checked; } }), make('span', {}, words.together)) : null),
      make('div.pick', {}, make('label', { for: 'split' }, words.split), make('select', { id: 'split', onchange: (event) => { chosen.split = event.target.value; } },
        ['theme', 'situation', 'deck'].map((value) => make('option', { value, selected: value === chosen.split }, words.splits[value])))),
      make('p', {}, make('button.act', { id: 'build' }, words.go)));
  }

  function tick(list, value, label) {
    const box = make('input', { type: 'checkbox', name: list, value, checked: chosen[list].includes(value), onchange: () => {
      chosen[list] = chosen[list].filter((one) => one !== value).concat(box.checked ? value : []);
    } });
    return make('label.tick', {}, box, make('span', {}, label));
  }

  const named = (tag) => new Intl.DisplayNames([document.documentElement.lang], { type: 'language', fallback: 'code' }).of(tag) || tag;

  async function order() {
    if (running) return;
    if (!chosen.formats.length || !chosen.languages.length) {
      announce(state.textContent = chosen.formats.length ? words.no_languages : words.no_formats);
      return;
    }
    const run = { deck, isStale: false };
    running = run;
    try {
      if (await flush() && running === run) await build(run, { ...chosen });
    } catch (error) {
      if (running === run) state.textContent = failed(error);
    }
    if (running === run) running = null;
  }

  // One state of the deck in every format, whatever is written meanwhile.
  async function build(run, { formats, languages, split, together }) {
    clear();
    run.isStale = false;
    const files = new Map(run.deck.files);
    const packages = [];
    const found = { findings: [], errors: 0, warnings: 0, notes: 0 };
    const inOrder = run.deck.head.languages.filter((one) => languages.includes(one));
    for (const [at, format] of formats.entries()) {
      state.textContent = words.running.replace('{format}', words.format[format]).replace('{done}', at + 1).replace('{all}', formats.length);
      const { head, files: archives } = await engine.ask({ ask: 'build', format, languages: together ? [inOrder.join('+')] : inOrder, split }, [...files]);
      if (running !== run) return;
      if (head.why) throw new Error(head.why);
      const sums = new Map(head.sums);
      packages.push(...archives.map(([name, bytes]) => ({ name, bytes, sum: sums.get(name) })));
      found.findings.push(...head.findings);
      ['errors', 'warnings', 'notes'].forEach((key) => { found[key] += head[key]; });
      // The ids of report columns stay the same in the next build only with it.
      if (head.register) keep(run.deck, files, head.register);
      if (head.errors) break;
    }
    const said = found.errors ? words.refused.replace('{count}', found.errors) : words.done.replace('{count}', packages.length);
    state.textContent = run.isStale ? said + ' ' + words.stale : said;
    made.replaceChildren(found.errors ? '' : table(packages), createFindings(texts.findings, found));
  }

  function keep(own, files, register) {
    const before = files.get(REGISTER);
    if (before && new TextDecoder().decode(before).replace(/\r\n/g, '\n') === register) return;
    const bytes = new TextEncoder().encode(register);
    [files, own.files].forEach((all) => all.set(REGISTER, bytes));
    own.touch();
  }

  function table(packages) {
    const head = ['name', 'size', 'sum', 'get'].map((key) => make('th', { scope: 'col' }, words[key]));
    const rows = packages.map(({ name, bytes, sum }) => make('tr', {}, make('th', { scope: 'row' }, name), make('td', {}, size(bytes.length, texts)),
      make('td', {}, make('code', {}, sum)), make('td.doing', {}, make('a.plain', { href: address(bytes), download: name, 'aria-label': words.download + ' : ' + name }, words.download),
        make('button.plain', { type: 'button', 'aria-label': words.open + ' : ' + name, onclick: () => shop.open(name, bytes) }, words.open))));
    const all = make('button.plain', { type: 'button', id: 'download-all', onclick: () => together(packages) }, words.all);
    return make('div', {}, packages.length > 1 ? all : null, make('div.wide', { tabindex: '0', role: 'region', 'aria-label': words.made },
      make('table', {}, make('caption', {}, words.made), make('thead', {}, make('tr', {}, head)), make('tbody', {}, rows))));
  }

  async function together(packages) {
    const sums = packages.map(({ name, sum }) => sum + '  ' + name + '\n').join('');
    const files = packages.map(({ name, bytes }) => [name, bytes]).concat([['SHA256SUMS', new TextEncoder().encode(sums)]]);
    try {
      download('packages.zip', (await engine.ask({ ask: 'pack' }, files)).files[0][1]);
    } catch (error) {
      state.textContent = failed(error);
    }
  }

  function clear() {
    made.querySelectorAll('a[download]').forEach((link) => URL.revokeObjectURL(link.href));
    made.replaceChildren();
  }

  // What was built, or is being built, is not what is in the deck any more.
  function stale(own) {
    if (own !== deck) return;
    if (running) running.isStale = true;
    else if (made.childElementCount) state.textContent = words.stale;
  }

  return { element, draw, stale };
}
