// Puts the page together: the console, unless the address asks for the screen.

function begin() {
  openRoom();
  window.addEventListener('hashchange', () => window.location.reload());
  if (window.location.hash === '#screen') startScreen();
  else startConsole();
}

function startConsole() {
  document.title = say('console') + ' – ' + room.title;
  const main = byId('_main');
  const stage = make('div', { id: '_stage', hidden: true });
  const face = make('div', { class: 'console' });
  main.replaceChildren(stage, face);
  const desk = createDesk(() => desk.draw());
  desk.draw = () => drawConsole(desk, face, stage);
  desk.keep = (on) => {
    desk.isKept = on && writeKept(desk.state);
    if (!desk.isKept) forgetKept();
    guard(desk);
    announce(say(desk.isKept ? 'is_kept' : 'is_not_kept'));
    desk.draw();
  };
  desk.setStage = (on) => setStage(desk, on);
  desk.offer = readKept();
  desk.draw();
  listenToKeys(desk, desk.draw);
  window.addEventListener('storage', () => keptElsewhere(desk, desk.draw));
  desk.wire.send({ kind: 'who' });
  desk.hold.read().then((state) => state && offer(desk, state, desk.draw));
  setInterval(() => {
    beat(desk, desk.draw);
    byId('_clock').textContent = clockWords(desk.state, Date.now());
    all(main, '.sand').forEach((sand) => sand.style.setProperty('--full', String(sandOf(desk.state, Date.now()))));
  }, BEAT);
  stayAwake((can) => {
    if (desk.awake === can) return;
    desk.awake = can;
    desk.draw();
  });
}

// What had the focus has it again, as long as it is still there; else reading goes on at the heading of the phase.
function drawConsole(desk, face, stage) {
  const active = document.activeElement;
  const key = active && face.contains(active) ? active.dataset.k || active.id : '';
  const places = active && active.matches('input[type="text"], textarea') ? [active.selectionStart, active.selectionEnd] : null;
  const card = cardOf(desk.state.card);
  face.className = 'console suit-' + (card ? card.theme.suit : room.themes[0].suit) + (desk.stage ? ' as-drawer' : '');
  face.hidden = desk.stage && !desk.drawer;
  face.replaceChildren(...consoleParts(desk));
  drawScreen(byId('_mirror'), desk.state, Date.now());
  // On a narrow screen the phases are wider than it: the one at work is in the middle.
  const [here] = all(face, '.phase[aria-current]');
  const phases = here.closest('ol');
  phases.scrollLeft = here.getBoundingClientRect().left - phases.getBoundingClientRect().left - (phases.clientWidth - here.clientWidth) / 2;
  stage.hidden = !desk.stage;
  stage.className = desk.drawer ? 'beside' : '';
  stage.replaceChildren();
  if (desk.stage) {
    const place = make('div', {});
    drawScreen(place, desk.state, Date.now());
    stage.append(place, make('div', { class: 'stage-tools' },
      knob('stage-back', '‹', () => desk.step(-1), { 'aria-label': say('back') }),
      knob('stage-next', '›', () => desk.step(1), { 'aria-label': say('next') }),
      knob('drawer', say(desk.drawer ? 'close_drawer' : 'open_drawer'), () => {
        desk.drawer = !desk.drawer;
        desk.draw();
      }, { 'aria-expanded': String(desk.drawer) })));
  }
  if (!key) return;
  const again = document.querySelector('[data-k="' + (desk.silent ? 'take-back' : CSS.escape(key)) + '"]') || byId(key);
  if (again) again.focus({ preventScroll: true });
  else byId('_phase').focus({ preventScroll: true });
  if (again && places && again.setSelectionRange) again.setSelectionRange(places[0], places[1]);
}

// What a remote brings to the screen comes into view on the console too.
function followScreen() {
  const shown = document.querySelector('.console [aria-pressed="true"]:is([data-k^="show-"], [data-k^="answer/"])');
  if (!shown) return;
  const entry = shown.closest('li');
  if (entry) entry.scrollIntoView({ block: 'nearest' });
  else shown.closest('.part').scrollIntoView({ block: 'start' });
}

// One window for both: the screen fills it, and the console is a drawer over it.
function setStage(desk, on) {
  desk.stage = on;
  desk.drawer = on;
  document.documentElement.classList.toggle('at-stage', on);
  if (on && document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => null);
  if (!on && document.fullscreenElement) document.exitFullscreen();
  desk.draw();
  announce(say(on ? 'screen_here' : 'screen_' + desk.screen));
}

begin();
