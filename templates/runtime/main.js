// Puts the parts together: reads the course from the page, opens the tracker, shows what the address asks for. An adapter in
// front of this script gives `createAdapter`; where there is none, or it finds no LMS, nothing is recorded.

// An adapter that has to ask somebody first is `ready` later. Until then the page is there to be read, as without the script.
function begin(spent) {
  const adapter = typeof createAdapter === 'function' ? createAdapter(window) : null;
  if (adapter && adapter.ready) adapter.ready.then(() => play(spent, adapter));
  else play(spent, adapter);
}

function play(spent, adapter) {
  const course = JSON.parse(byId('_course').textContent);
  texts = course.texts;

  const world = {
    now: Date.now, elapsed: () => performance.now(), later: (work, wait) => setTimeout(work, wait), online: () => navigator.onLine !== false,
  };
  const tracker = createTracker(course, adapter || createNone(), world);
  const tell = createBar(course, tracker);
  tracker.onTrouble(tell);
  tracker.start(spent);
  tell();

  const display = displayPanel();
  const isHand = Boolean(byId('_overview'));
  byId('_tools').append(...(isHand ? [homeLink()] : []), display.opener);
  byId('_tools').after(display.panel);
  if (byId('_consent')) showConsent(tracker);
  if (typeof createSwitch === 'function') createSwitch(course, tracker);

  // The skip link must not count as an address: it would close what it leads to.
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('_main').focus();
  });

  const show = createRoute(course, tracker, isHand ? createOverview(course, tracker, tell) : null);
  document.documentElement.classList.add('js');
  show(false);
  tracker.onJoin(() => {
    tell();
    show(false);
  });
  window.addEventListener('hashchange', () => show(true));
  listen(window, document, tracker);
}

// Only a module in several languages has the script that goes from one to another.
if (isAble && typeof arrive === 'function') arrive(begin);
else if (isAble) begin(null);
