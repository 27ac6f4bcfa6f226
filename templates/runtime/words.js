// What the learner said and typed as one text, for a file of their own or for this device, and back into the page's memory. Names in that
// text stay as they are, so that a file can be opened years later. It knows no tracker and no storage.

const WORDS_FORM = 'words-1';
const LONGEST_WORDS = 1e6;

function wordsText(course) {
  const situations = {};
  memory.forEach((own, id) => {
    situations[id] = {
      notes: Array.from(own.notes, ([key, { title, text }]) => [key, title, text]),
      feelings: Array.from(own.feelings),
      silent: own.silent,
      arguments: own.weights,
      stance: own.stance,
      actions: Array.from(own.picked, ([level, { name, ideas, nothing }]) => [level, name, Array.from(ideas), nothing]),
      positions: [own.first, own.second],
    };
  });
  return JSON.stringify({ form: WORDS_FORM, module: course.id, situations });
}

// Gives '' once the words are back, else the name of what is to be said. A text that is not whole changes nothing.
function takeWords(course, text) {
  try {
    const { form, module, situations } = JSON.parse(text);
    if (form !== WORDS_FORM || module !== course.id) return 'words_broken';
    const read = course.situations.filter(({ id }) => situations[id]).map(({ id }) => [id, readWords(situations[id])]);
    read.forEach(([id, own]) => memory.set(id, own));
    return '';
  } catch (error) {
    return 'words_broken';
  }
}

// Throws where it is not built as this program would have written it. Its texts only ever become texts.
function readWords(given) {
  const place = (value) => (Number.isInteger(value) && value >= 0 ? value : null);
  return {
    notes: new Map(given.notes.map(([key, title, text]) => [key, { title, text }])),
    feelings: new Set(given.feelings),
    silent: given.silent,
    weights: [0, 1].map((side) => given.arguments[side].filter(Number.isInteger)),
    stance: place(given.stance),
    picked: new Map(given.actions.map(([level, name, ideas, nothing]) => [level, { name, ideas: new Map(ideas), nothing }])),
    first: place(given.positions[0]),
    second: place(given.positions[1]),
  };
}
