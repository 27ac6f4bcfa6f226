// The room in the middle: one file, as a form or as a text, with what is to be said of it. Both views write through one pen.

import { createConflict } from './conflict.js';
import { make } from './dom.js';
import { createFindings } from './findings.js';
import { isFullTheme } from './files.js';
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
  // Texts that could not be saved before another file was opened stay here until somebody has taken them.
  const kept = make('div');
  const room = make('div');
  root.setAttribute('aria-label', words.title);
  root.append(kept, room);
  root.addEventListener('dragover', (event) => event.preventDefault());
  root.addEventListener('drop', (event) => { if (open && !studio.deck.readOnly) open.pictures.drop(event); });
  addEventListener('beforeunload', (event) => { if (kept.hasChildNodes() || (open && isBusy(open))) event.preventDefault(); });

  const isBusy = ({ pen, form }) => pen.isBusy() || form.isDirty();

  function draw({ deck, file, line }) {
    if (!file) {
      leave();
      room.replaceChildren(make('p.hint', {}, words.nothing));
      return;
    }
    if (!open || open.file !== file) begin(file, deck);
    else read(open);
    open.heading.textContent = titleOf(deck, file);
    // Its cards would stay behind with no theme.
    open.bin.hidden = isFullTheme(deck, file);
    open.findings.draw(deck.findings.filter((finding) => finding.file === file));
    if (line && line !== open.line) {
      Object.assign(open, { line });
      show('text');
      const own = open;
      own.ready.then(() => own.text.goTo(line));
    }
  }

  function begin(file, deck) {
    leave();
    const own = { file, line: 0, state: make('p.state', { role: 'status' }), body: make('div.body'), heading: make('h2', {}, titleOf(deck, file)) };
    own.bin = make('button.plain', { type: 'button', onclick: async () => { await own.form.flush(); await own.pen.flush(); remove(words, file); } }, words.bin);
    const waiting = () => told(own, 'waiting');
    own.pen = createPen({
      load: () => ask('file', { file }),
      save: (checksum, text) => tell('save', { file, checksum, text }),
      alter: (checksum, change) => tell('change', { file, checksum, change }),
      told: (event, more) => told(own, event, more),
    });
    own.text = createText(words, own.pen, studio);
    own.form = createForm(words, own.pen, studio, file, waiting);
    own.findings = createFindings(words, async (line) => { await show('text'); own.text.goTo(line); });
    own.pictures = createPictures(words, async (line) => { await own.form.flush(); await own.pen.flush(); own.text.insert(line); });
    own.conflict = createConflict(words, own.pen);
    open = own;
    const tab = (key) => make('button.tab', { type: 'button', id: 'view-' + key, onclick: () => show(key) }, words[key]);
    room.replaceChildren(
      make('div.heading', {}, own.heading, make('div.tabs', { role: 'group', 'aria-label': words.view }, tab('form'), tab('text'))),
      make('p.place', {}, file), own.state, own.conflict.element, own.findings.element, own.body, studio.deck.readOnly ? '' : tools(own),
    );
    show(view);
    own.ready = read(own);
  }

  // Saves what is open; what cannot be saved is kept on the page.
  async function leave() {
    const own = open;
    open = null;
    if (!own) return;
    await own.form.flush();
    await own.pen.flush();
    const whole = own.pen.isDirty() ? [own.pen.text] : [];
    const texts = own.form.unsaved().concat(own.pen.conflict ? own.conflict.unsaved() : whole);
    texts.forEach((text) => {
      const box = make('div.kept', { role: 'alert' }, make('p', {}, words.unsaved.replace('{file}', own.file)), make('textarea', { readOnly: true, rows: 4, 'aria-label': own.file }, text),
        make('button.plain', { type: 'button', onclick: () => box.remove() }, words.discard));
      kept.append(box);
    });
  }

  const read = (own) => own.pen.read().then(() => back(own), (error) => gone(own, error));

  // The file is there, perhaps again.
  function back(own) {
    if (own.state.dataset.event !== 'gone') return;
    own.state.textContent = '';
    delete own.state.dataset.event;
  }

  // The file is not there any more: it was moved, deleted, or undone.
  function gone(own, error) {
    if (own !== open || isBusy(own) || error.why === 'lost') return;
    own.state.textContent = words.gone;
    own.state.dataset.event = 'gone';
  }

  // What else can be done to a file: a picture for a text; the bin for everything that a deck can do without.
  function tools(own) {
    const isText = own.file.endsWith('.md');
    return make('div.makers', {}, isText ? own.pictures.element : null,
      isText ? own.bin : null);
  }

  async function show(key) {
    const own = open;
    view = key;
    await own.form.flush();
    await own.pen.flush();
    if (own !== open) return;
    own.body.replaceChildren(own[key].element);
    ['form', 'text'].forEach((one) => root.querySelector('#view-' + one).setAttribute('aria-pressed', String(one === key)));
    await own[key].draw();
  }

  function told(own, event, more) {
    if (event === 'changed') {
      own.text.draw();
      own.form.draw().then(() => settled(own));
      return;
    }
    if (event === 'conflict') {
      own.conflict.draw(more);
      own.text.draw();
    }
    if (event === 'saved' || event === 'merged') {
      own.text.draw();
      // Another field may still be refused, or have been typed in since.
      if (own.form.isDirty() || own.pen.isDirty()) {
        told(own, 'waiting');
        return;
      }
    }
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
    own.state.textContent = event === 'failed' ? words.failed.replace('{reason}', more.message) : words[event].replace('{time}', time);
    own.state.dataset.event = event;
  }

  // What waited may be on the disk by now, once the form has read it there.
  function settled(own) {
    if (own.state.dataset.event === 'waiting' && !own.pen.isBusy() && !own.form.unsaved().length) told(own, 'saved');
  }

  return { draw };
}

// The title of what is in a file; its name where it has none.
function titleOf(deck, file) {
  const themes = deck.editions.flatMap((edition) => edition.themes);
  const found = themes.flatMap((theme) => [theme, ...theme.cards, ...theme.capsules]).find((one) => one.file === file);
  return (found && found.title) || file.split('/').pop();
}
