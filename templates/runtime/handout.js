// What is filled in or ticked on a handout is on the page alone, whoever keeps their notes.

document.addEventListener('input', ({ target }) => {
  if (target.closest('.handout')) guardWords(['_capsules'], all(document, '.handout input').some(({ type, value, checked }) => checked || (type === 'text' && value.trim())));
});
