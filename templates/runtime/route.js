// From the address behind `#` to what is shown: the overview, a situation at a step, a capsule, one of the pages about the
// module. Exactly one view is shown at a time, and a situation is made to work when it is first shown. A module of one situation
// has no overview: its home is the situation.

const OVERVIEW = '_overview';

// The situations that were made to work, by their ids.
const awake = new Map();

function createRoute(course, tracker, overview) {
  const known = new Map(course.situations.map((data) => [data.id, data]));
  const home = document.title;
  const suit = document.body.className;
  let [open, here] = [null, null];
  // From the other pages the way back to the step that was left.
  const back = make('a', { class: 'plain' });
  const away = make('div', { class: 'moves', hidden: true }, back);
  byId('_main').append(away);
  const onDone = (id, next) => {
    if (next || overview) window.location.hash = next ? '#' + id + '/' + next : '#' + OVERVIEW;
    else atEnd(byId(id));
  };
  const wake = (id) => {
    if (awake.has(id)) return awake.get(id);
    if (overview) overview.fresh(byId(id));
    awake.set(id, createSituation(byId(id), known.get(id), tracker, onDone));
    return awake.get(id);
  };
  const reveal = (view) => {
    if (open && open !== view) open.classList.remove('open');
    view.classList.add('open');
    open = view;
    document.body.className = (view.id === OVERVIEW ? 'at-overview ' : 'at-page ') + suit;
    if (view.classList.contains('situation')) document.body.className = 'at-situation ' + /suit-\d/.exec(view.className);
  };
  return (moveFocus) => {
    const place = readHash(known);
    const coming = place.situation ? wake(place.situation) : null;
    // What was shown and is left was done, whichever way leads on.
    if (here && here !== coming) here.leave();
    here = coming;
    const view = byId(place.view);
    reveal(view);
    let target = null;
    if (place.situation) {
      const step = place.step || here.next();
      // The address names the step from now on: the way back leads to what was seen, not to what would come next.
      if (!place.step) window.history.replaceState(null, '', '#' + place.situation + '/' + step);
      view.classList.remove('ended');
      const section = here.show(step, place.target);
      tracker.place(place.situation, step);
      back.href = '#' + place.situation + '/' + step;
      back.textContent = say('go_back', { step: section.querySelector('h3').textContent });
      document.title = here.title(step) + ' – ' + home;
      target = place.target ? byId(place.target) : (pointed && fieldOf(section)) || section.querySelector('h3');
    } else {
      if (place.view === OVERVIEW) overview.show();
      document.querySelector('.foot').append(byId('_saved'));
      target = byId(place.target || (place.view === OVERVIEW ? '_sum' : view.id + '-title'));
      document.title = place.view === OVERVIEW ? home : view.querySelector('h2').textContent + ' – ' + home;
    }
    away.hidden = !back.href || Boolean(place.situation) || place.view === OVERVIEW;
    if (!place.target) target = target || byId('_main');
    const top = place.target ? target : place.situation ? view : byId('_top');
    if (!moveFocus) return place.target ? top.scrollIntoView() : undefined;
    if (target.tabIndex < 0) target.tabIndex = -1;
    return focusOn(target, top);
  };
}

// An address that nobody knows, or that was cut, leads home.
function readHash(known) {
  let hash = '';
  try {
    hash = decodeURIComponent(window.location.hash.slice(1));
  } catch (error) {
    hash = '';
  }
  const [id, part] = hash.split('/');
  if (known.has(id)) return situationPlace(known.get(id), part);
  if (id === '_capsule' && byId(hash)) return { view: '_capsules', target: hash };
  const element = id && byId(id);
  if (element && element.classList.contains('view')) return { view: id };
  const inside = element && element.closest('.view');
  if (inside && inside.id[0] === '_') return { view: inside.id, target: id };
  return byId(OVERVIEW) ? { view: OVERVIEW } : situationPlace(known.values().next().value);
}

// Behind a situation's id stands a step, or an item, which is found in the step that holds it.
function situationPlace(data, part) {
  const place = { view: data.id, situation: data.id, step: null, target: null };
  if (data.steps.indexOf(part) >= 0) return Object.assign(place, { step: part });
  const item = part && byId(data.id + '/' + part);
  const step = item && item.closest('.step');
  return step ? Object.assign(place, { step: data.steps.find((name) => step.matches('.step-' + name)), target: data.id + '/' + part + '/title' }) : place;
}
