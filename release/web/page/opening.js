// The way in: files that are dropped on the page or chosen, and what the program is busy with.

import { make } from './dom.js';

// In bytes, as the program has it for archives that it takes apart.
const LARGEST = 100_000_000;

export function createOpening(root, { engine, texts }, packages) {
  const { opening: words, why } = texts;
  const input = make('input', { type: 'file', id: 'file', multiple: true, onchange: async () => {
    const files = [...input.files];
    input.value = '';
    await take(files);
  } });
  const refused = make('div', { role: 'alert' });
  const busy = make('div.busy', { hidden: true }, make('span', {}, words.busy),
    make('button.plain', { type: 'button', id: 'stop', onclick: () => engine.stop() }, words.stop));
  root.setAttribute('aria-label', words.title);
  root.append(make('h2', {}, words.title), make('p.lead', {}, words.lead), make('p.private', { id: 'private' }, words.private),
    make('div.drop', {}, make('label', { for: 'file' }, words.choose), input, make('p.help', {}, words.drop)), refused, busy);

  // What is done at once needs no button.
  let timer = null;
  engine.watch((isBusy) => {
    clearTimeout(timer);
    if (isBusy) timer = setTimeout(() => { busy.hidden = false; }, 400);
    else busy.hidden = true;
  });

  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });

  async function take(files) {
    refused.replaceChildren();
    for (const file of files) {
      if (file.size > LARGEST) refused.append(make('p', {}, file.name + ': ' + why.large));
      else {
        const bytes = await file.arrayBuffer().catch(() => null);
        if (bytes) await packages.add(file.name, new Uint8Array(bytes));
        else refused.append(make('p', {}, file.name + ': ' + why.unreadable));
      }
    }
  }
}
