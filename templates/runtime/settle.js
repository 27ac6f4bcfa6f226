// A note belongs to its question and a tick to its idea, wherever the author has put them since. Known by their words; where those were
// changed or translated, by their place.

// `article` is the situation as the page came with it.
function settleWords(own, article) {
  settleNotes(own.notes, all(article, '.prompts > li').map((question) => question.textContent));
  all(article, '.level').forEach((level) => {
    const picks = own.picked.get(level.dataset.level);
    if (!picks) return;
    picks.name = level.querySelector('h4').textContent;
    picks.ideas = settledIdeas(picks.ideas, all(level, '.ideas > li').map((idea) => idea.textContent));
  });
}

function settleNotes(notes, questions) {
  const held = Array.from(notes).filter(([key]) => key.startsWith('prompt/'));
  held.forEach(([key]) => notes.delete(key));
  const places = settledPlaces(held.map(([key, { title }]) => [Number(key.slice(7)), title]), questions);
  // What was said to a question that is gone stays on the sheet, under that question.
  held.forEach(([, note], at) => notes.set('prompt/' + (places[at] < 0 ? 'was/' + note.title : places[at]), note));
}

function settledIdeas(ideas, now) {
  const held = Array.from(ideas);
  let gone = 0;
  return new Map(settledPlaces(held, now).map((place, at) => {
    if (place < 0) gone -= 1;
    return [place < 0 ? gone : place, held[at][1]];
  }));
}

// Where each of what is held, a place and a text, stands now; -1 for what is gone.
function settledPlaces(held, now) {
  const taken = new Set();
  return held.map(([at, text]) => {
    const isFree = now[at] !== undefined && !held.some(([, other]) => other === now[at]);
    const found = now[at] === text ? at : now.indexOf(text);
    const place = found < 0 && isFree ? at : found;
    if (taken.has(place)) return -1;
    taken.add(place);
    return place;
  });
}
