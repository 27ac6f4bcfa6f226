// What a learner says and types on the page, for as long as it is open. It is kept in this variable and nowhere else: no
// storage, no LMS, no address. The tracker is not known here, so nothing of it can be sent.

const memory = new Map();

const nothingSaid = () => ({ notes: new Map(), feelings: new Set(), silent: false, weights: [[], []], stance: null, picked: new Map(), first: null, second: null });

function remembered(situation) {
  if (!memory.has(situation)) memory.set(situation, nothingSaid());
  return memory.get(situation);
}

// The situations with words. A handout is none of them: what it holds is in no file of notes, and on no sheet.
const spokenIn = () => Array.from(memory.keys());

const isWritten = (own) => Array.from(own.notes.values()).some(({ text }) => text.trim());

// The situations with words that were neither printed nor saved. While there are any, the browser asks before it leaves. At no other time
// does anybody listen to that.
const loose = new Set();

function guardWords(situations, on) {
  situations.forEach((id) => loose[on ? 'add' : 'delete'](id));
  window[loose.size ? 'addEventListener' : 'removeEventListener']('beforeunload', askFirst);
}

// What the bar has to say of the learner's words.
let wordTrouble = '';

// Whether they are on this device, too.
let areKept = false;

function askFirst(event) {
  event.preventDefault();
  event.returnValue = '';
}

// A private field. `key` names it in its situation, `title` is what the learner's own copy will say above it, and what is read out
// with the field where its label alone does not tell.
function noteField(situation, key, title, label, rows) {
  const own = remembered(situation);
  const id = freshName();
  const held = own.notes.get(key);
  // The words may have been written in another language of the module.
  if (held) held.title = title;
  const area = make('textarea', {
    id, rows: rows || 3, autocomplete: 'off', 'aria-label': title === label ? null : label + ' – ' + title,
    input: () => {
      own.notes.set(key, { title, text: area.value });
      guardWords([situation], isWritten(own));
    },
  });
  area.value = held ? held.text : '';
  return make('div', { class: 'note' }, make('label', { for: id }, label), area);
}
