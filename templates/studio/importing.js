// A document of Word or another office program becomes cards of a theme: chosen, or dropped on the theme. What was taken for what is said, and
// where the words that had no place are.

import { announce, make } from './dom.js';
import { send } from './server.js';
import { open } from './address.js';

const FORMS = '.docx,.odt,.md,.txt,.xlsx,.ods,.csv';

export function createImporter(words, theme) {
  const id = 'import-' + theme.id;
  const field = make('input', { type: 'file', accept: FORMS, id, onchange: () => take(field.files[0]) });
  const element = make('details.maker', {}, make('summary', {}, words.import), make('form', {}, make('label', { for: id }, words.import_file), field, make('p.help', {}, words.import_help)));

  async function take(file) {
    if (!file) return;
    announce(words.importing.replace('{file}', file.name));
    let said;
    try {
      said = await send('import', { theme: theme.id, name: file.name }, file);
    } catch (error) {
      announce(error.message);
      return;
    } finally {
      field.value = '';
    }
    show(said, file.name);
    element.open = false;
    if (said.files.length) open(said.files[0]);
  }

  function show(said, name) {
    const count = said.words && said.files.length ? tally(said.words) : words.import_none;
    announce(count);
    const heading = make('h2', { id: 'imported', tabIndex: -1 }, words.imported.replace('{file}', name));
    const box = make('dialog', { 'aria-labelledby': 'imported' }, heading, make('p', {}, count),
      make('ul.findings', {}, said.findings.map((finding) => make('li.' + finding.severity, {}, make('p.message', {}, finding.message), make('p.help', {}, finding.help)))),
      make('button.act', { type: 'button', onclick: () => box.close() }, words.close));
    box.addEventListener('close', () => box.remove());
    document.body.append(box);
    box.showModal();
    // A long list is read from its beginning.
    heading.focus();
  }

  const tally = ({ all, deck, left, file }) => words[left ? 'import_some' : 'import_all'].replace('{all}', all).replace('{deck}', deck).replace('{left}', left).replace('{file}', file);

  return { element, drop: (event) => take(event.dataTransfer.files[0]) };
}
