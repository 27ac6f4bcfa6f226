// "Keep my notes on this device": off until the learner asks for it, under the module's own key, gone with one button. It is not offered
// where the browser refuses storage. It knows no LMS: nothing of it is sent. Several windows may keep their words there at once.

// `said(text)` tells the learner, `tell()` has the bar say what there is to say, `changed(ids)` follows words that came from another window.
function createKeeping(course, said, tell, changed) {
  const key = 'cartable.words.' + course.id;
  const store = deviceStorage();
  const shelf = createShelf(key);
  const gone = texts.note_hint;
  let on = false;
  // The words as this window and the device last agreed on them; nothing until they did.
  let base = null;
  const show = () => {
    areKept = on && !wordTrouble;
    texts.note_hint = areKept ? texts.note_hint_kept : gone;
    all(document, '.hint').forEach((hint) => { hint.textContent = texts.note_hint; });
    box.input.checked = on;
    erase.hidden = store.getItem(key) === null;
    tell();
  };
  const trouble = (text) => {
    if (text === wordTrouble) return;
    wordTrouble = text;
    if (text) said(text);
    show();
  };
  // What the device holds, under the ids of today; nothing where it cannot be read.
  const held = () => {
    try {
      return readWords(course, store.getItem(key));
    } catch (error) {
      return {};
    }
  };
  const keep = () => {
    if (!on) return;
    const own = wordsNow();
    const text = wordsText(course, mergeWords(base || {}, own, held()));
    try {
      store.setItem(key, text);
    } catch (error) {
      // What was kept before stays; what was written since is still to be saved.
      return trouble(say('keep_full'));
    }
    base = own;
    shelf.put(text);
    guardWords(spokenIn(), false);
    return trouble('');
  };
  // Says so once the words are nowhere but on this page.
  const forget = () => {
    guardWords(spokenIn().filter((id) => isWritten(memory.get(id))), true);
    on = false;
    base = null;
    wordTrouble = '';
    store.removeItem(key);
    show();
    return shelf.empty().then(() => said(say('forgotten')));
  };
  // What was erased in another window stays erased, and is on this page alone.
  const isErased = () => {
    if (!base || store.getItem(key) !== null) return false;
    forget().then(() => announce(say('forgotten')));
    return true;
  };
  // An LMS has emptied the whole storage, and nobody has erased anything.
  const writeAnew = () => {
    base = {};
    keep();
  };
  // What another window wrote, but for the situation that is open: there a field would change under the hands.
  const takeIn = () => {
    if (!base || isErased()) return;
    const [other, own] = [held(), wordsNow()];
    const news = Object.keys(other).filter((id) => !isSame(other[id], base[id]) && !(awake.has(id) && byId(id).classList.contains('open')));
    const merged = mergeWords(base, own, other);
    news.forEach((id) => {
      putWords(course, { [id]: merged[id] });
      base[id] = other[id];
    });
    if (news.length) changed(news);
    // What stands in an open field is not in what the device holds any more.
    const now = wordsNow();
    const lost = Object.keys(other).filter((id) => memory.has(id) && now[id].notes.some(([key, , text]) => text.trim() && !other[id].notes.some(([its, , whole]) => its === key && whole.includes(text))));
    if (!lost.length) return;
    guardWords(lost, true);
    trouble(say('keep_other'));
  };
  // What the storage has lost since the last visit.
  const bringBack = (kept) => {
    if (kept === undefined || on) return;
    try {
      readWords(course, kept);
      store.setItem(key, kept);
    } catch (error) {
      return;
    }
    on = true;
    base = {};
    takeIn();
    show();
  };
  const box = tickBox('weight', false, [say('keep_here')], (wanted) => {
    if (!wanted) return forget();
    on = true;
    keep();
    return show();
  });
  const erase = button('second', say('forget'), () => {
    forget();
    box.input.focus();
  });
  if (!store) return { keep, takeIn, elements: [] };
  const text = store.getItem(key);
  on = text !== null && takeWords(course, text) !== 'words_broken';
  if (on) {
    base = wordsNow();
    shelf.put(text);
  }
  show();
  if (text === null) shelf.get().then(bringBack);
  ['input', 'change'].forEach((kind) => document.addEventListener(kind, () => isErased() || keep()));
  window.addEventListener('storage', (event) => (event.key === null && on ? writeAnew() : takeIn()));
  return { keep, takeIn, elements: [box.element, make('p', { class: 'fine' }, say('keep_here_hint')), erase] };
}

// A browser may forbid storage; then it is nothing.
function deviceStorage() {
  try {
    return window.localStorage;
  } catch (error) {
    return null;
  }
}
