// The table's screen: draws what the session says, in a window of its own or in the console's. It answers to no click; keys that a
// remote sends to it go to the console, which alone decides.

function drawScreen(place, state, now) {
  const card = cardOf(state.card);
  const look = state.look === 'auto' ? '' : state.look;
  place.className = 'screen suit-' + (card ? card.theme.suit : room.themes[0].suit) + (state.blank ? ' blank' : '') + (look ? ' look-' + look : '');
  const [kind, at] = state.show.split('/');
  const isReady = state.phase === 'before' || kind === 'rules' || Boolean(textOf(state.card));
  const view = isReady && VIEWS[kind] ? VIEWS[kind](state, at) : [];
  const cloth = make('div', { class: 'cloth of-' + kind }, ...(state.blank ? [] : view));
  place.replaceChildren(cloth, sandGlass(state, now));
  fit(cloth);
}

// A text that is too long for the screen is set smaller, step by step, until it is all there.
function fit(cloth) {
  for (let size = 0.95; size > 0.4 && cloth.scrollHeight > cloth.clientHeight + 1; size -= 0.05) cloth.style.setProperty('--fit', String(size));
}

function sandGlass(state, now) {
  const sand = make('div', { class: 'sand' });
  sand.style.setProperty('--full', String(sandOf(state, now)));
  return sand;
}

// A window that is nothing but the screen. `wire` brings the session; until it does, the window says what it waits for.
function startScreen() {
  document.title = say('screen') + ' – ' + room.title;
  document.documentElement.classList.add('at-screen');
  const main = byId('_main');
  const place = make('div', { class: 'screen suit-' + room.themes[0].suit });
  const waiting = make('div', { class: 'cloth waiting' }, make('h1', {}, room.title), make('p', {}, say('screen_waits')));
  place.append(waiting);
  main.replaceChildren(place);
  byId('_said').remove();
  let state = null;
  let seen = 0;
  const draw = () => {
    if (state) drawScreen(place, state, Date.now());
  };
  const greet = () => wire.send({ kind: 'hello', session: state ? state.session : '' });
  const wire = openWire((message) => {
    if (message.kind === 'who' && state) wire.send({ kind: 'last', session: state.session, state });
    if (message.kind !== 'state' && message.kind !== 'beat') return;
    // One console at a time; another may take over when it has been silent.
    if (state && message.session !== state.session && Date.now() - seen < LOST) return;
    seen = Date.now();
    place.classList.remove('alone');
    if (message.kind === 'state' && isSession(message.state)) {
      const isNew = !state || message.state.session !== state.session || message.state.v >= state.v;
      if (isNew) ({ state } = message);
      withTexts(state.card, draw);
    }
    if (state && message.session === state.session) wire.send({ kind: 'here', session: state.session, v: state.v });
    else greet();
  });
  greet();
  setInterval(() => {
    if (!state || Date.now() - seen > LOST) greet();
    if (state && Date.now() - seen > LOST) place.classList.add('alone');
    draw();
  }, BEAT);
  window.addEventListener('resize', draw);
  document.addEventListener('keydown', (event) => {
    if (!isPlain(event) || !state || !isStageKey(event.key)) return;
    event.preventDefault();
    wire.send({ kind: 'key', session: state.session, key: event.key });
  });
  stayAwake(() => null);
}
