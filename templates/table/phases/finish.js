// Finish: what the group takes away, without names, and a line for the record that says which card was worked through and by how
// many. Both leave the page by the narrator's own hand only.

PANELS.finish = (desk) => {
  const { state } = desk;
  const summary = make('textarea', {
    id: '_summary', 'data-k': 'summary', rows: '4', maxlength: '4000', autocomplete: 'off',
    input: (event) => {
      desk.quietly((own) => { own.summary = event.target.value; });
      byId('_sheet').replaceChildren(...sheetElements(document, state));
      byId('_names').replaceChildren(...warnings(state));
    },
  });
  summary.value = state.summary;
  return [
    part(say('summary'), make('label', { for: '_summary', class: 'fine' }, say('summary_lead')), summary),
    part(say('sheet'),
      make('div', { id: '_names' }, ...warnings(state)),
      make('p', { class: 'fine' }, say('no_names')),
      make('div', { class: 'sheet', id: '_sheet' }, ...sheetElements(document, state)),
      make('div', { class: 'doing' },
        knob('print', say('print_sheet'), () => window.print(), { class: 'first' }),
        knob('save', say('save_sheet'), () => saveFile('table-' + state.card + '.html', 'text/html', sheetPage(state))))),
    part(say('record'), make('p', { class: 'fine' }, say('record_lead')),
      make('div', { class: 'doing' }, knob('csv', say('save_record'), () => saveFile('table-' + today() + '.csv', 'text/csv', sessionRows(state))))),
    part(say('and_now'), make('div', { class: 'doing' },
      knob('next-card', say('next_card'), () => nextCard(desk), { class: 'first' }),
      knob('erase', say('erase'), () => eraseAll(desk)))),
  ];
};

function warnings(state) {
  const found = namesIn(state);
  return found.length ? [make('div', { class: 'note' }, make('p', {}, say('names_found')), make('ul', {}, ...found.map((one) => make('li', {}, one))))] : [];
}

function nextCard(desk) {
  desk.drafts = {};
  desk.undo = [];
  desk.change((state) => {
    const played = state.played.concat(playedNow(state));
    Object.assign(state, newCard(), { played });
  });
  focusPhase();
}

// Nothing of the session stays: not here, not on the device, not on the screen.
function eraseAll(desk) {
  forgetKept();
  desk.isKept = false;
  desk.drafts = {};
  desk.undo = [];
  const { session, v } = desk.state;
  desk.change((state) => Object.assign(state, newSession(), { session, v }));
  focusPhase();
  announce(say('erased'));
}

function saveFile(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type: type + ';charset=utf-8' }));
  const link = make('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  announce(say('handed'));
}
