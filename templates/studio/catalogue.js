// Catalogues (PO) out and in: for a translator's own tool, or a colleague.

import { announce, make } from './dom.js';
import { createList } from './said.js';

export function createCatalogue(words, studio, taken) {
  const out = make('a.plain', { download: '' }, words.po_out);
  const file = make('input', { type: 'file', id: 'languages-po', accept: '.po,text/x-gettext-translation', onchange: () => send() });
  const said = make('div.came');
  const element = make('div.po', {}, out, make('div.pick', {}, make('label', { for: 'languages-po' }, words.po_in), file), said);
  let language = null;

  function draw(chosen, isHindered) {
    language = chosen;
    out.href = '/api/languages/po?' + new URLSearchParams({ language });
    out.hidden = isHindered;
    file.disabled = isHindered || studio.deck.readOnly;
  }

  async function send() {
    const [chosen] = file.files;
    if (!chosen) return;
    const query = new URLSearchParams({ language, name: chosen.name });
    try {
      const response = await fetch('/api/languages/po?' + query, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: chosen });
      const value = await response.json();
      if (!response.ok) throw new Error(value.error);
      came(value, chosen.name);
      taken();
    } catch (error) {
      say(error.message);
    }
    // The same file can be chosen again.
    file.value = '';
  }

  function came({ taken: isTaken, files, left, findings, errors }, name) {
    const done = words[left ? 'po_part' : 'po_taken'].replace('{count}', files.length).replace('{left}', left);
    const sentence = isTaken ? done : words.po_refused.replace('{count}', errors);
    say(sentence);
    // A place in the catalogue leads nowhere in the deck.
    said.append(files.length ? make('ul', {}, files.map((path) => make('li', {}, path))) : '', createList(studio.texts.write, findings.map((one) => ({ ...one, archive: one.file === name }))));
  }

  function say(sentence) {
    said.replaceChildren(make('p', {}, sentence));
    announce(sentence);
  }

  return { element, draw };
}
