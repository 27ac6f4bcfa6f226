// The hand of cards with how far each has come, the sum of it, and the way back to where the learner was. Only the cards that
// were begun are touched, so that a module of hundreds opens at once.

function createOverview(course, tracker, tell) {
  const bar = make('progress', { max: course.required, value: 0, 'aria-labelledby': '_sum' });
  const sum = make('p', { id: '_sum' });
  const resume = make('a', { class: 'first' });
  const strap = make('div', { class: 'strap' }, make('div', { class: 'sum' }, sum, bar));
  byId('_resume').replaceWith(strap);
  const notebook = createNotebook(course, tell);
  return {
    fresh: notebook.fresh,
    show: () => {
      notebook.show();
      const now = tracker.now();
      const begun = course.situations.filter(({ id }) => now.situations[id].steps.length || now.situations[id].done);
      begun.forEach((situation) => cardState(situation, now.situations[situation.id]));
      const done = begun.filter(({ id }) => now.situations[id].done).length;
      bar.value = Math.min(done, course.required);
      sum.textContent = say(done >= course.required ? 'sum_all' : 'sum', { n: done, all: course.required });
      const last = course.situations.filter(({ id }) => now.place && now.place.situation === id);
      showResume(strap, resume, last, begun, now);
    },
  };
}

const homeLink = () => make('a', { class: 'plain home', href: '#_overview' }, say('all_cards'));

const cardOf = (id) => document.querySelector('.card[href="#' + id + '"]');

function cardState(situation, now) {
  const card = cardOf(situation.id);
  card.querySelector('.state').textContent = now.done ? say('card_done') : say('card_begun', { n: now.steps.length, all: situation.steps.length });
  card.classList.toggle('done', now.done);
}

// The link leads to the card that was seen last, or to another one that was begun. It is on the page only where one is open.
function showResume(strap, resume, last, begun, now) {
  const open = last.concat(begun).find(({ id }) => !now.situations[id].done);
  if (!open) return resume.remove();
  if (!resume.isConnected) strap.append(resume);
  resume.href = '#' + open.id;
  resume.textContent = say('resume', { situation: cardOf(open.id).querySelector('.name').textContent });
}
