// The fields of a form in which somebody types: what each showed at first, what stands in it now, and when it is saved. When the form is drawn
// again, what is not saved yet moves to where its text has gone; what somebody else changed meanwhile is shown beside it. Nothing is dropped.

import { make } from './dom.js';

const PAUSE = 1200;
// Whoever goes on typing is saved meanwhile.
const LONGEST = 3000;

// The program trims what it writes; white space alone is nobody's change.
const plain = (text) => text.split(/\s+/).filter(Boolean).join(' ');

// `waiting()` is told when something stands on the page that is not saved.
export function createControls(words, waiting) {
  const held = new Map();
  // What each field showed before the form was drawn again, by its id.
  let before = new Map();
  const isDirty = (control) => control.element.value !== control.last;

  // `send(text, typed)` writes the text, and calls `typed.saved` once it is written, before the form may be drawn again. It asks
  // `typed.isClashing` just before it writes: what somebody else wrote may have come to light while the text waited for its turn.
  function add(element, given, send) {
    const control = { element, last: given, send, timer: null, since: 0, clash: null };
    held.set(element.id, control);
    element.addEventListener('change', () => save(control));
    element.addEventListener('input', () => schedule(control));
  }

  function schedule(control) {
    waiting();
    control.since = control.since || Date.now();
    clearTimeout(control.timer);
    control.timer = setTimeout(() => save(control), Math.max(0, Math.min(PAUSE, control.since + LONGEST - Date.now())));
  }

  async function save(control) {
    clearTimeout(control.timer);
    control.since = 0;
    const text = control.element.value;
    if (text === control.last || control.clash || held.get(control.element.id) !== control) return;
    await control.send(text, { saved: () => { control.last = text; }, isClashing: () => control.clash !== null });
  }

  async function flush() {
    for (const control of [...held.values()]) await save(control);
  }

  const shown = () => new Map([...held].map(([id, control]) => [id, plain(control.last)]));
  // Whether a text is one that another field showed: then a field in which it is now was not changed, but has moved.
  const isAnothers = (texts, text, id) => text !== '' && [...texts].some(([other, own]) => other !== id && own === plain(text));

  // Whether something is being typed in a field whose place another one has taken.
  function hasMoved(values) {
    const texts = shown();
    return [...held].some(([id, control]) => isDirty(control) && values.has(id) && plain(values.get(id)) !== plain(control.last) && isAnothers(texts, values.get(id), id));
  }

  // What the disk has now, for the fields in which nothing is unsaved.
  function renew(values) {
    held.forEach((control, id) => {
      if (!values.has(id) || plain(values.get(id)) === plain(control.last)) return;
      if (isDirty(control) && plain(control.element.value) !== plain(values.get(id))) clashWith(control, control.element.value, values.get(id));
      else control.element.value = values.get(id);
      control.last = values.get(id);
    });
  }

  // Takes the fields away before the form is drawn again, and gives what is to be put back with `give`.
  function take() {
    const kept = [...held.values()].filter((control) => isDirty(control) || control.element === document.activeElement).map((control) => {
      const { element, last } = control;
      return { id: element.id, last, text: element.value, isDirty: isDirty(control), isClash: control.clash !== null, at: [element.selectionStart, element.selectionEnd], isFocused: element === document.activeElement };
    });
    held.forEach((control) => clearTimeout(control.timer));
    before = shown();
    held.clear();
    return kept;
  }

  // Gives the texts for which there is no field any more.
  function give(kept) {
    return kept.filter((one) => {
      const same = held.get(one.id);
      const fits = (control) => plain(control.last) === plain(one.last);
      // Two fields may say the same: then nobody knows which of them it was.
      const others = [...held.values()].filter((control) => one.last !== '' && fits(control));
      const place = same && fits(same) ? same : others.length === 1 ? others[0] : same && !isAnothers(before, same.last, one.id) ? same : null;
      if (!place) return one.isDirty;
      if (one.isDirty) {
        if (!one.isClash && (fits(place) || plain(place.last) === plain(one.text))) place.element.value = one.text;
        else clashWith(place, one.text, place.last);
        if (!place.clash && isDirty(place)) schedule(place);
      }
      if (one.isFocused) {
        place.element.focus();
        if (one.at[0] !== null && place.element.setSelectionRange) place.element.setSelectionRange(...one.at);
      }
      return false;
    });
  }

  // Two people wrote in one field: nothing is saved from it before one of the two is chosen.
  function clashWith(control, mine, theirs) {
    if (control.clash) control.clash.remove();
    const { element } = control;
    element.value = mine;
    const choose = (text) => {
      control.clash.remove();
      control.clash = null;
      element.value = text;
      element.focus();
      save(control);
    };
    control.clash = make('div.conflict', { role: 'alert' }, make('p', {}, words.clash), make('blockquote', {}, theirs),
      make('div.doing', {},
        make('button.act', { type: 'button', onclick: () => choose(element.value) }, words.keep_mine),
        make('button.plain', { type: 'button', onclick: () => choose(theirs) }, words.take_theirs)));
    element.after(control.clash);
  }

  return { add, flush, renew, hasMoved, take, give, unsaved: () => [...held.values()].filter(isDirty).map(({ element }) => element.value), isDirty: () => [...held.values()].some(isDirty) };
}
