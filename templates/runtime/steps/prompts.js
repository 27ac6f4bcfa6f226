// The questions, one at a time, each with a private note. The numbers of the questions are links of their own.

STEPS.prompts = (section, desk) => {
  const list = section.querySelector('.prompts');
  const entries = Array.from(list.children);
  entries.forEach((entry, at) => {
    const question = entry.textContent;
    const words = make('p', { class: 'prompt', tabindex: '-1' }, ...entry.childNodes);
    entry.append(
      make('p', { class: 'count' }, say('prompt_count', { n: at + 1, all: entries.length })),
      words,
      noteField(desk.data.id, 'prompt/' + at, question, say('your_note')));
    if (entries.length > 1) entry.append(promptMoves(entries, at));
  });
  list.classList.add('one-by-one');
  entries[0].classList.add('open');
  return [];
};

function promptMoves(entries, at) {
  const go = (to) => {
    entries[at].classList.remove('open');
    entries[to].classList.add('open');
    focusOn(entries[to].querySelector('.prompt'));
  };
  return make('div', { class: 'doing' },
    at > 0 && button('second', say('prompt_before'), () => go(at - 1)),
    at + 1 < entries.length && button('second', say('prompt_next'), () => go(at + 1)));
}
