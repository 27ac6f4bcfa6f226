// The questions, each with a private note.

STEPS.prompts = (section, desk) => {
  all(section, '.prompts > li').forEach((entry, at) => {
    const question = entry.textContent;
    entry.append(
      make('p', { class: 'prompt' }, ...entry.childNodes),
      noteField(desk.data.id, 'prompt/' + at, question, say('your_note')));
  });
};
