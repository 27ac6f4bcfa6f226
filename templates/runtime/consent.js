// The choice about reflective answers, where the module asks for it: both ways, at any time, without consequence.

function showConsent(tracker) {
  const name = freshName();
  const agreed = tracker.now().consent;
  const said = make('p', { class: 'said', role: 'status' });
  const choice = (value) => pickOf(name, null, agreed === value, say(value ? 'consent_yes' : 'consent_no'), () => {
    tracker.consent(value);
    said.textContent = say(value ? 'consent_given' : 'consent_refused');
  });
  const group = make('fieldset', {}, make('legend', {}, say('consent')), make('div', { class: 'picks' }, choice(false), choice(true)));
  // A choice that nobody takes note of is not offered.
  const offer = () => { group.disabled = tracker.now().trouble === 'never'; };
  tracker.onTrouble(offer);
  offer();
  byId('_consent').append(group, said);
}
