// The room in the middle: one file, as a form or as a text, with what is to be said of it. Both views write through one pen.

import { createConflict } from './conflict.js';
import { announce, make } from './dom.js';
import { createFindings } from './findings.js';
import { createForm } from './form.js';
import { remove } from './making.js';
import { createPen } from './pen.js';
import { createPictures } from './pictures.js';
import { ask, tell } from './server.js';
import { createText } from './text.js';

export function createWrite(root, studio) {
  const { write: words } = studio.texts;
  let view = 'form';
  let open = null;
  root.setAttribute('aria-label', words.title);
  root.addEventListener('dragover', (event) => event.preventDefault());
  root.addEventListener('drop', (event) => { if (open && !studio.deck.readOnly) open.pictures.drop(event); });
  addEventListener('beforeunload', (event) => { if (open && open.pen.isDirty()) event.preventDefault(); });

  function draw({ deck, file, line }) {
    if (!file) {
      root.replaceChildren(make('p.hint', {}, words.nothing));
      open = null;
      return;
    }
    if (!open || open.file !== file) begin(file);
    else open.pen.read().catch((error) => announce(error.message));
    open.findings.draw(deck.findings.filter((finding) => finding.file === file));
    if (line && line !== open.line) {
      Object.assign(open, { line });
      show('text');
      open.ready.then(() => open.text.goTo(line));
    }
  }

  async function begin(file) {
    if (open) open.pen.flush();
    const own = { file, line: 0, state: make('p.state', { role: 'status' }), body: make('div.body') };
    own.pen = createPen({
      load: () => ask('file', { file }),
      save: (checksum, text) => tell('save', { file, checksum, text }),
      alter: (checksum, change) => tell('change', { file, checksum, change }),
      told: (event, more) => told(own, event, more),
    });
    own.text = createText(words, own.pen, studio);
    own.form = createForm(words, own.pen, studio, file);
    own.findings = createFindings(words, (line) => { show('text'); own.text.goTo(line); });
    own.pictures = createPictures(words, (line) => { show('text'); own.text.insert(line); });
    own.conflict = createConflict(words, own.pen);
    open = own;
    const tab = (key) => make('button.tab', { type: 'button', id: 'view-' + key, onclick: () => show(key) }, words[key]);
    root.replaceChildren(
      make('div.heading', {}, make('h2', {}, file.split('/').pop()), make('div.tabs', { role: 'group', 'aria-label': words.view }, tab('form'), tab('text'))),
      own.state, own.conflict.element, own.findings.element, own.body, studio.deck.readOnly ? '' : tools(own),
    );
    show(view);
    own.ready = own.pen.read().catch((error) => { own.state.textContent = error.message; });
    await own.ready;
  }

  // What else can be done to a file: a picture for a text; the bin for everything that a deck can do without.
  function tools(own) {
    const isText = own.file.endsWith('.md');
    return make('div.makers', {}, isText ? own.pictures.element : null,
      isText ? make('button.plain', { type: 'button', onclick: async () => { await own.pen.flush(); remove(words, own.file); } }, words.bin) : null);
  }

  function show(key) {
    view = key;
    open.pen.flush();
    open.body.replaceChildren(open[key].element);
    ['form', 'text'].forEach((one) => root.querySelector('#view-' + one).setAttribute('aria-pressed', String(one === key)));
    open[key].draw();
  }

  function told(own, event, more) {
    if (event === 'changed') {
      own.text.draw();
      own.form.draw();
      return;
    }
    if (event === 'conflict') own.conflict.draw(more);
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
    own.state.textContent = event === 'failed' ? words.failed.replace('{reason}', more.message) : words[event].replace('{time}', time);
    own.state.dataset.event = event;
  }

  return { draw };
}
