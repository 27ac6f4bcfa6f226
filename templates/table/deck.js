// What can be played: the deck as the page tells it, and the texts of a card, which are a file that is loaded when it is chosen.
// Knows no session.

let room = null;

function openRoom() {
  room = JSON.parse(byId('_room').textContent);
  texts = room.texts;
}

// A text of the deck, which is HTML of the program's own making.
function html(text) {
  const box = document.createElement('template');
  box.innerHTML = text;
  return box.content;
}

function wordsOf(text) {
  return html(text).textContent;
}

// A card with the theme it belongs to and its number there; null where there is no such card.
function cardOf(id) {
  const theme = room.themes.find((one) => one.cards.some((card) => card.id === id));
  if (!theme) return null;
  const at = theme.cards.findIndex((card) => card.id === id);
  return { entry: theme.cards[at], theme, number: at + 1 };
}

function allCards() {
  return room.themes.flatMap((theme) => theme.cards.map((card) => cardOf(card.id)));
}

// The texts of a card, once they are loaded.
function textOf(id) {
  return (window.cartableTable || {})[id] || null;
}

function capsulesOf(id) {
  return textOf(id).capsules;
}

const asked = new Map();

// Loads the texts of a card and then calls `after`; at once where they are there.
function withTexts(id, after) {
  if (!cardOf(id) || textOf(id)) return after();
  const file = room.file.replace('ID', id);
  if (!asked.has(file)) {
    asked.set(file, []);
    const script = make('script', { src: file });
    const done = () => {
      const waiting = asked.get(file);
      asked.delete(file);
      waiting.forEach((one) => one());
    };
    script.addEventListener('load', done);
    script.addEventListener('error', done);
    document.head.append(script);
  }
  asked.get(file).push(after);
  return null;
}
