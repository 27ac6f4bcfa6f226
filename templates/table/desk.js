// The narrator's desk: the session, what only the narrator sees, and the one way in which anything changes.

function createDesk(onChange) {
  const desk = {
    state: newSession(),
    wire: null,
    screen: 'none',
    seen: 0,
    isKept: false,
    // Whether another console goes on with this session: then this one only follows.
    silent: false,
    // Not shared with the screen: the wish for the draw, the card in the hand, the texts that are being typed, what can be undone.
    wish: { theme: '', noted: false },
    drawn: '',
    drafts: {},
    undo: [],
    idea: -1,
    stage: false,
    drawer: true,
    offer: null,
    hold: createHold(),
    // Whether the screen is kept from going dark; null while nobody knows.
    awake: null,
  };
  desk.wire = openWire((message) => hear(desk, message, onChange));
  desk.send = () => desk.silent || desk.wire.send({ kind: 'state', session: desk.state.session, state: desk.state });
  desk.remember = () => {
    if (desk.isKept && !desk.silent) desk.isKept = writeKept(desk.state);
    if (hasBegun(desk.state)) desk.hold.write(desk.state);
    else desk.hold.forget();
    guard(desk);
  };
  // A change by typing draws nothing anew: it would take the field from under the hands.
  desk.quietly = (work) => {
    if (desk.silent) return;
    work(desk.state);
    desk.state.v += 1;
    desk.remember();
    desk.send();
  };
  desk.change = (work) => {
    desk.quietly(work);
    onChange();
  };
  desk.show = (show) => {
    desk.change((state) => {
      state.show = show;
      state.blank = false;
    });
    announce(say('on_screen', { what: showName(desk.state, show) }));
  };
  desk.go = (phase) => {
    if (phase === desk.state.phase || phase !== 'before' && !desk.state.card) return;
    if (phase === 'finish' && !desk.state.round) {
      if (desk.state.phase !== 'end') desk.change((state) => enterPhase(state, 'end', Date.now()));
      announce(say('round_first'));
      return;
    }
    desk.change((state) => enterPhase(state, phase, Date.now()));
    focusPhase();
    announce(say('phase_' + phase) + '. ' + say('on_screen', { what: showName(desk.state, desk.state.show) }));
  };
  desk.step = (by) => {
    const next = showBeside(desk.state, by);
    if (!next || desk.silent) return;
    if (next.phase === desk.state.phase) {
      desk.show(next.show);
      followScreen();
    } else desk.go(next.phase);
  };
  return desk;
}

function hear(desk, message, onChange) {
  const { state } = desk;
  if (message.kind === 'hello') {
    // A screen that knows another session is asked for it before a console that knows none takes its place.
    const isOther = message.session !== '' && message.session !== state.session;
    if (isOther && state.v === 0) desk.wire.send({ kind: 'who' });
    else if (!desk.offer) desk.send();
    return;
  }
  if (message.kind === 'last') {
    if (isSession(message.state)) offer(desk, message.state, onChange);
    return;
  }
  if (message.session !== state.session) return;
  if (message.kind === 'taken') handOver(desk, message.v, onChange);
  if (message.kind === 'handed') takeOver(desk, message.state, onChange);
  if (desk.silent) {
    if (message.kind === 'state') follow(desk, message.state, onChange);
    return;
  }
  if (message.kind === 'key' && isStageKey(message.key)) pressStageKey(desk, message.key);
  if (message.kind !== 'here') return;
  desk.seen = Date.now();
  if (message.v < state.v) desk.send();
  setScreen(desk, 'there', onChange);
}

// An earlier session is offered to a console on which nothing has happened yet; of two states of one session, the later.
function offer(desk, state, onChange) {
  const known = desk.offer;
  if (desk.state.v > 0 || known && known.session === state.session && known.v >= state.v) return;
  desk.offer = state;
  onChange();
}

// Another console goes on with the session. It gets what it lacks of it.
function handOver(desk, v, onChange) {
  if (desk.silent) return;
  if (v < desk.state.v) desk.wire.send({ kind: 'handed', session: desk.state.session, state: desk.state });
  desk.silent = true;
  guard(desk);
  onChange();
  announce(say('taken'));
}

// The state of the console that led the session counts, whatever this one was offered of it.
function takeOver(desk, state, onChange) {
  if (desk.silent || !isSession(state)) return;
  withTexts(state.card, () => {
    desk.state = Object.assign(state, { v: Math.max(state.v, desk.state.v) });
    desk.quietly(() => null);
    onChange();
  });
}

// Of two states of one session the later counts.
function follow(desk, state, onChange) {
  if (!isSession(state)) return;
  withTexts(state.card, () => {
    if (state.session !== desk.state.session || state.v <= desk.state.v) return;
    desk.state = state;
    desk.remember();
    onChange();
  });
}

// This console goes on with its session, and any other that has it falls silent.
function take(desk) {
  desk.silent = false;
  const kept = readKept();
  desk.isKept = Boolean(kept) && kept.session === desk.state.session;
  desk.wire.send({ kind: 'taken', session: desk.state.session, v: desk.state.v });
  desk.change(() => null);
  focusPhase();
}

// What is kept on the device has one place for all windows. What another one erased there is written again by the console that still keeps
// its session; where another session stands now, this one is not kept.
function keptElsewhere(desk, onChange) {
  if (!desk.isKept || desk.silent) return;
  const kept = readKept();
  if (kept && kept.session === desk.state.session) {
    // A console in another language, whose messages do not come here.
    if (kept.v > desk.state.v) handOver(desk, kept.v, onChange);
    follow(desk, kept, onChange);
    return;
  }
  desk.isKept = !kept && writeKept(desk.state);
  guard(desk);
  if (!desk.isKept) announce(say('is_not_kept'));
  onChange();
}

// A session that would end with this window is not closed by mistake: the browser asks first.
function guard(desk) {
  const isAlone = hasBegun(desk.state) && !desk.silent && !desk.isKept && desk.screen !== 'there';
  window[isAlone ? 'addEventListener' : 'removeEventListener']('beforeunload', askFirst);
}

function askFirst(event) {
  event.preventDefault();
}

function setScreen(desk, screen, onChange) {
  if (desk.screen === screen) return;
  desk.screen = screen;
  guard(desk);
  onChange();
  announce(say('screen_' + screen));
}

// Asks after the screen. One that was there and has not answered for five seconds is lost.
function beat(desk, onChange) {
  // While it is open whether an earlier session goes on, the screen keeps that one.
  if (desk.offer || desk.silent) return;
  desk.wire.send({ kind: 'beat', session: desk.state.session, v: desk.state.v });
  if (desk.screen === 'there' && Date.now() - desk.seen > LOST) setScreen(desk, 'lost', onChange);
}

// A window of its own for the table, from a click. The one that is open already comes to the front.
function openScreen(desk, onChange) {
  const other = window.open(window.location.href.split('#')[0] + '#screen', SCREEN_WINDOW, 'popup,width=1024,height=768');
  if (!other) {
    setScreen(desk, 'blocked', onChange);
    return;
  }
  desk.wire.add(other);
  other.focus();
}
