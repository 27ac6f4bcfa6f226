// "Keep my notes on this device": off until the learner asks for it, under the module's own key, gone with one button. It is not offered
// where the browser refuses storage. It knows no LMS: nothing of it is sent.

// `said(text)` tells the learner, `changed()` is called when the hints below the fields have to say something else.
function createKeeping(course, said, changed) {
  const key = 'cartable.words.' + course.id;
  const store = deviceStorage();
  const [gone, asked] = [texts.note_hint, texts.switch_sheets];
  let on = false;
  const show = () => {
    texts.note_hint = on ? texts.note_hint_kept : gone;
    if (asked) texts.switch_sheets = on ? texts.note_hint_kept : asked;
    box.input.checked = on;
    erase.hidden = !on;
  };
  const keep = () => {
    if (!on) return;
    try {
      store.setItem(key, wordsText(course));
      guardWords(false);
    } catch (error) {
      forget();
    }
  };
  const forget = () => {
    on = false;
    store.removeItem(key);
    show();
    said(say('forgotten'));
    changed();
  };
  const box = tickBox('weight', false, [say('keep_here')], (wanted) => {
    if (!wanted) return forget();
    on = true;
    show();
    keep();
    return changed();
  });
  const erase = button('second', say('forget'), () => {
    forget();
    box.input.focus();
  });
  if (!store) return { keep, elements: [] };
  const held = store.getItem(key);
  on = held !== null && takeWords(course, held) === '';
  show();
  // What was erased in another window stays erased.
  const keepOn = () => (on && store.getItem(key) === null ? forget() : keep());
  ['input', 'change'].forEach((kind) => document.addEventListener(kind, keepOn));
  return { keep, elements: [box.element, make('p', { class: 'fine' }, say('keep_here_hint')), erase] };
}

// A browser may forbid storage; then it is nothing.
function deviceStorage() {
  try {
    return window.localStorage;
  } catch (error) {
    return null;
  }
}
