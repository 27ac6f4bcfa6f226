// The narrator's console: which phase, what is on the screen, what comes next. It is drawn anew at each change; what has the focus
// keeps it, and what is being typed stays.

const PANELS = {};
const folds = new Set();

// A button that is found again by its key when the console is drawn anew.
function knob(key, label, onClick, attributes) {
  const off = attributes && attributes['aria-disabled'] === 'true';
  return make('button', Object.assign({ type: 'button', class: 'second', 'data-k': key, click: off ? null : onClick }, attributes || {}), label);
}

function toggleKnob(key, label, on, onClick, about) {
  const name = about ? label + ' – ' + about : null;
  return knob(key, label, onClick, { 'aria-pressed': String(on), 'aria-label': name });
}

function showKnob(desk, show) {
  const on = desk.state.show === show;
  const label = say(on ? 'is_shown' : 'show');
  return knob('show-' + show, label, () => desk.show(show), { class: 'second show', 'aria-pressed': String(on), 'aria-label': label + ' – ' + showName(desk.state, show) });
}

function part(title, ...children) {
  const id = freshName();
  return make('section', { class: 'part', 'aria-labelledby': id }, make('h3', { id }, title), ...children);
}

function fold(key, title, ...children) {
  // With the click, not with `toggle`, which comes later: a console that was drawn again meanwhile would have closed it.
  const turn = () => folds[details.open ? 'delete' : 'add'](key);
  const details = make('details', { open: folds.has(key) }, make('summary', { 'data-k': 'fold-' + key, click: turn }, title), ...children);
  return details;
}

function tick(key, label, on, onChange) {
  const input = make('input', { type: 'checkbox', 'data-k': key, checked: on, change: () => onChange(input.checked) });
  return make('p', { class: 'tick' }, make('label', {}, input, ' ', label));
}

function picks(desk, key, title, values) {
  const name = freshName();
  const pick = ([value, label]) => make('label', { class: 'pick' },
    make('input', { type: 'radio', name, value, 'data-k': key + value, checked: desk.state[key] === value, change: () => desk.change((state) => { state[key] = value; }) }),
    make('span', {}, label));
  return make('fieldset', {}, make('legend', {}, title), make('div', { class: 'picks' }, ...values.map(pick)));
}

function focusOnKey(key) {
  const element = document.querySelector('[data-k="' + CSS.escape(key) + '"]');
  if (element) element.focus();
}

function focusPhase() {
  focusOn(byId('_phase'), byId('_top'));
}

function consoleParts(desk) {
  const { state } = desk;
  const card = cardOf(state.card);
  return [
    make('header', { class: 'flap', id: '_top', inert: desk.silent },
      make('div', { class: 'flap-in' },
        make('p', { class: 'deck' }, card ? html(card.entry.title) : room.title),
        make('h1', {}, say('console')),
        make('p', { class: 'clock', id: '_clock', hidden: !state.clock }, clockWords(state, Date.now())),
        make('div', { class: 'tools' },
          make('p', { class: 'state-of ' + desk.screen }, desk.stage ? say('screen_here') : say('screen_' + desk.screen)),
          toggleKnob('blank', say('hide'), state.blank, () => toggleBlank(desk)),
          desk.stage ? null : knob('open-top', say(desk.screen === 'there' ? 'find_screen' : 'open_screen'), () => openScreen(desk, desk.draw), { class: desk.screen === 'there' ? 'plain spare' : 'plain' }),
          knob('stage-top', say(desk.stage ? 'leave_stage' : 'use_this'), () => desk.setStage(!desk.stage), { class: desk.stage ? 'plain' : 'plain spare' }))),
      phaseList(desk)),
    ...(desk.silent ? [silenced(desk)] : []),
    make('div', { class: 'work', inert: desk.silent },
      make('div', { class: 'panel-of' },
        make('h2', { id: '_phase', tabindex: '-1' }, say('phase_' + state.phase)),
        desk.offer ? offered(desk) : null,
        ...PANELS[state.phase](desk)),
      make('aside', { class: 'seen', 'aria-labelledby': '_seen' },
        make('h2', { id: '_seen' }, say('seen')),
        make('p', { class: 'fine' }, state.blank ? say('is_blank') : showName(state, state.show)),
        make('div', { class: 'mirror', 'aria-hidden': 'true' }, make('div', { id: '_mirror' })))),
    moves(desk),
  ];
}

function phaseList(desk) {
  const { state } = desk;
  const item = (phase, at) => make('li', {}, knob('phase-' + phase, make('span', {}, make('b', {}, String(at + 1)), ' ', say('phase_' + phase)), () => desk.go(phase), {
    class: 'phase', 'aria-current': state.phase === phase ? 'step' : null, 'aria-disabled': phase !== 'before' && !state.card ? 'true' : null,
  }));
  return make('nav', { 'aria-label': say('phases') }, make('ol', { class: 'phases' }, ...PHASES.map(item)));
}

function moves(desk) {
  const before = showBeside(desk.state, -1);
  const after = showBeside(desk.state, 1);
  return make('div', { class: 'moves', role: 'group', 'aria-label': say('seen'), inert: desk.silent },
    knob('step-', '‹ ' + say('back'), () => desk.step(-1), { 'aria-disabled': before ? null : 'true' }),
    make('p', { class: 'next-is' }, after ? say('next_is', { what: nextName(desk.state, after) }) : ''),
    knob('step+', say('next') + ' ›', () => desk.step(1), { class: 'first', 'aria-disabled': after ? null : 'true' }));
}

function nextName(state, after) {
  return after.phase === state.phase ? showName(state, after.show) : say('phase_' + after.phase);
}

function offered(desk) {
  const at = new Date(desk.offer.started || Date.now()).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
  return make('div', { class: 'note offer' }, make('p', {}, say('offer', { time: at })),
    make('div', { class: 'doing' },
      knob('go-on', say('offer_yes'), () => takeUp(desk), { class: 'first' }),
      knob('anew', say('offer_no'), () => {
        desk.offer = null;
        forgetKept();
        desk.change(() => null);
      })));
}

// The session goes on where it was, under its own code.
function takeUp(desk) {
  const state = desk.offer;
  withTexts(state.card, () => {
    desk.offer = null;
    desk.state = state;
    take(desk);
  });
}

// While another console goes on with the session, this one shows where it is, and can have it back.
function silenced(desk) {
  return make('div', { class: 'note' }, make('p', {}, say('taken')),
    make('div', { class: 'doing' }, knob('take-back', say('take_back'), () => take(desk), { class: 'first' })));
}
