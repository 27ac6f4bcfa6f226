// What is filled in on a handout is on the page alone, whoever keeps their notes.

document.addEventListener('input', ({ target }) => {
  if (target.closest('.part-fields')) guardWords(['_capsules'], all(document, '.part-fields input').some(({ value }) => value.trim()));
});
