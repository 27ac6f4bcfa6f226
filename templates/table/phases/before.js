// Before: how many, how long, where the screen is, and which card. What may be hard to hear is read by the narrator first; a card
// that is put aside for another leaves no trace.

PANELS.before = (desk) => [
  part(say('group'), people(desk), minutes(desk)),
  part(say('screen'), ...screenPart(desk)),
  part(say('card'), ...cardPart(desk)),
  part(say('settings'), ...settings(desk)),
];

function people(desk) {
  const { seats } = desk.state;
  const set = (by) => desk.change((state) => {
    state.seats = Math.min(MOST_SEATS, Math.max(LEAST_SEATS, state.seats + by));
  });
  return make('div', {},
    make('p', { class: 'stepper' }, make('span', {}, say('people')),
      knob('seats-', '−', () => set(-1), { 'aria-label': say('fewer', { what: say('people') }), 'aria-disabled': seats <= LEAST_SEATS ? 'true' : null }),
      make('output', {}, String(seats)),
      knob('seats+', '+', () => set(1), { 'aria-label': say('more', { what: say('people') }) })),
    seats > GOOD_SEATS ? make('p', { class: 'fine' }, say('too_many')) : null);
}

function minutes(desk) {
  const shares = PHASES.filter((phase) => SHARES[phase]).map((phase) => say('phase_' + phase) + ' ' + shareOf(desk.state, phase));
  return make('div', {},
    picks(desk, 'minutes', say('minutes'), [30, 45, 60, 90].map((n) => [n, String(n)])),
    make('p', { class: 'fine' }, say('shares', { shares: shares.join(', ') })));
}

function screenPart(desk) {
  return [
    make('p', { class: 'state-of ' + desk.screen }, say('screen_' + desk.screen)),
    desk.awake === false ? make('p', { class: 'note' }, say('not_awake')) : null,
    make('div', { class: 'doing' },
      knob('open', say('open_screen'), () => openScreen(desk, desk.draw), { class: 'first' }),
      knob('stage', say('use_this'), () => desk.setStage(true))),
    make('p', { class: 'fine' }, say('screen_other'), ' ', make('a', { href: '#screen', 'data-k': 'screen' }, say('screen'))),
    picks(desk, 'look', say('theme'), LOOKS.map((look) => [look, say('theme_' + look)])),
  ];
}

function cardPart(desk) {
  const { wish } = desk;
  const themes = make('select', { id: '_theme', 'data-k': 'theme', change: (event) => { wish.theme = event.target.value; desk.draw(); } },
    make('option', { value: '' }, say('any_theme')),
    ...room.themes.map((theme) => make('option', { value: theme.id, selected: wish.theme === theme.id }, wordsOf(theme.title))));
  const left = mayDraw(desk.state, wish).length;
  return [
    make('p', {}, make('label', { for: '_theme' }, say('draw_from')), themes),
    tick('noted', say('draw_noted'), wish.noted, (on) => { wish.noted = on; desk.draw(); }),
    make('div', { class: 'doing' }, knob('draw', say('draw'), () => drawAnother(desk), { class: 'first', 'aria-disabled': left ? null : 'true' }),
      make('span', { class: 'fine' }, say('cards_left', { n: left }))),
    desk.drawn ? drawnCard(desk) : null,
    fold('cards', say('choose_card'), ...room.themes.map((theme) => cardList(desk, theme))),
    desk.state.out.length ? make('div', { class: 'doing' }, knob('back', say('put_back', { n: desk.state.out.length }), () => desk.change((state) => { state.out = []; }))) : null,
  ];
}

function drawAnother(desk) {
  desk.drawn = drawCard(desk.state, desk.wish, desk.drawn) || desk.drawn;
  desk.draw();
  const title = byId('_drawn');
  if (title) title.focus();
}

// The card in the narrator's hand: its note first.
function drawnCard(desk) {
  const { entry, theme, number } = cardOf(desk.drawn);
  return make('div', { class: 'drawn suit-' + theme.suit },
    make('p', { class: 'corner' }, make('b', {}, String(number)), make('i', { class: 'suit' }), make('span', {}, html(theme.title))),
    make('h4', { id: '_drawn', tabindex: '-1' }, html(entry.title)),
    entry.note ? make('div', { class: 'note' }, make('p', { class: 'label' }, say('note_first')), html(entry.note)) : null,
    make('div', { class: 'doing' },
      knob('play', say('play'), () => playCard(desk, entry.id), { class: 'first' }),
      knob('another', say('another'), () => drawAnother(desk)),
      knob('never', say('never'), () => {
        desk.drawn = '';
        desk.change((state) => { state.out.push(entry.id); });
      })));
}

function cardList(desk, theme) {
  const row = (card) => make('li', {}, knob('card-' + card.id, html(card.title), () => {
    desk.drawn = card.id;
    desk.draw();
    byId('_drawn').focus();
  }, { class: 'link' }),
  card.note ? make('span', { class: 'fine' }, say('has_note')) : null,
  desk.state.played.some((one) => one.id === card.id) ? make('span', { class: 'fine' }, say('was_played')) : null);
  return make('section', { class: 'suit-' + theme.suit }, make('h4', {}, html(theme.title)), make('ol', { class: 'cards' }, ...theme.cards.map(row)));
}

function playCard(desk, id) {
  withTexts(id, () => {
    if (!textOf(id)) {
      announce(say('not_loaded'));
      return;
    }
    desk.drawn = '';
    desk.change((state) => {
      Object.assign(state, newCard(), { card: id });
      enterPhase(state, 'read', Date.now());
    });
    focusPhase();
  });
}

function settings(desk) {
  return [
    tick('keep', say('keep'), desk.isKept, (on) => desk.keep(on)),
    tick('clock', say('show_clock'), desk.state.clock, () => toggleClock(desk)),
    tick('keys', say('use_keys'), desk.state.keys, (on) => desk.change((state) => { state.keys = on; })),
    make('p', { class: 'fine' }, say('keys_list')),
  ];
}
