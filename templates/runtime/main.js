// Puts the parts together: reads the course from the page, opens the tracker, shows what the address asks for. An adapter in
// front of this script gives `createAdapter`; where there is none, or it finds no LMS, nothing is recorded.

// An adapter that has to ask somebody first is `ready` later. Until then the page is there to be read, as without the script.
function begin(since) {
  const adapter = typeof createAdapter === 'function' ? createAdapter(window) : null;
  if (adapter && adapter.ready) adapter.ready.then(() => play(since, adapter));
  else play(since, adapter);
}

function play(since, adapter) {
  const course = JSON.parse(byId('_course').textContent);
  texts = course.texts;

  const tracker = createTracker(course, adapter || createNone(), Date.now);

  // Said in a line that stays, and without alarm: what could not be saved is tried again by itself.
  let troubled = false;
  tracker.onTrouble((trouble) => {
    troubled = trouble;
    showSaved(tracker, trouble);
  });
  tracker.start(since);
  showSaved(tracker, troubled);

  const display = displayPanel();
  byId('_tools').append(make('a', { class: 'plain home', href: '#_overview' }, say('all_cards')), display.opener);
  byId('_tools').after(display.panel);
  if (byId('_consent')) showConsent(tracker);
  if (typeof createSwitch === 'function') createSwitch(course, tracker);

  // The skip link must not count as an address: it would close what it leads to.
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('_main').focus();
  });

  const show = createRoute(course, tracker, createOverview(course, tracker));
  document.documentElement.classList.add('js');
  show(false);
  window.addEventListener('hashchange', () => show(true));
  listen(window, document, tracker);
}

function showSaved(tracker, trouble) {
  const { recorded } = tracker.now();
  byId('_saved').textContent = trouble ? say('not_saved') : recorded ? say('saved') : say('not_recorded');
  byId('_saved').classList.toggle('trouble', trouble);
  byId('_saved').classList.toggle('idle', !recorded);
}

// Only a module in several languages has the script that goes from one to another.
if (typeof arrive === 'function') arrive(begin);
else begin(null);
