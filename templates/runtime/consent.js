// The choice about reflective answers, where the module asks for it: both ways, at any time, without consequence.

function showConsent(tracker) {
  const name = freshName();
  const agreed = tracker.now().consent;
  const said = make('p', { class: 'said', role: 'status' });
  const choice = (value) => pickOf(name, null, agreed === value, say(value ? 'consent_yes' : 'consent_no'), () => {
    tracker.consent(value);
    said.textContent = say(value ? 'consent_given' : 'consent_refused');
  });
  byId('_consent').append(make('fieldset', {}, make('legend', {}, say('consent')), make('div', { class: 'picks' }, choice(false), choice(true))), said);
}
