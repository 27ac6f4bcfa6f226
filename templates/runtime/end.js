// The end of a module of one situation, which has no overview to go back to.

function atEnd(article) {
  const place = article.querySelector('.end') || make('p', { class: 'panel end', tabindex: '-1' }, say('module_done'));
  article.prepend(place);
  article.classList.add('ended');
  // Each of its steps is another address again.
  window.history.replaceState(null, '', '#' + article.id);
  focusOn(place);
}
