// What a learner says and types on the page, for as long as it is open. It is kept in this variable and nowhere else: no
// storage, no LMS, no address. The tracker is not known here, so nothing of it can be sent.

const memory = new Map();

function remembered(situation) {
  if (!memory.has(situation)) {
    memory.set(situation, { notes: new Map(), feelings: new Set(), silent: false, weights: [[], []], stance: null, picked: new Map(), first: null, second: null });
  }
  return memory.get(situation);
}

// While words stand on the page that were neither printed nor saved, the browser asks before it leaves. At no other time does anybody
// listen to that.
function guardWords(on) {
  window[on ? 'addEventListener' : 'removeEventListener']('beforeunload', askFirst);
}

function askFirst(event) {
  event.preventDefault();
  event.returnValue = '';
}

// A private field. `key` names it in its situation, `title` is what the learner's own copy will say above it, and what is read out
// with the field where its label alone does not tell.
function noteField(situation, key, title, label, rows) {
  const { notes } = remembered(situation);
  const id = freshName();
  const held = notes.get(key);
  const area = make('textarea', {
    id, rows: rows || 3, autocomplete: 'off', 'aria-label': title === label ? null : label + ' – ' + title,
    input: () => {
      notes.set(key, { title, text: area.value });
      guardWords(all(document, '.note textarea').some((one) => one.value.trim()));
    },
  });
  area.value = held ? held.text : '';
  return make('div', { class: 'note' }, make('label', { for: id }, label), area);
}
