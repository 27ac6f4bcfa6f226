// A first reaction in three taps, or none. It stays in the page's memory. The first position stands below it.

const FEELINGS = ['surprise', 'interest', 'discomfort'];

STEPS.reaction = (section, desk) => {
  const { feelings } = desk.memory;
  const title = section.querySelector('h3');
  title.id = freshName();
  const taps = FEELINGS.map((key) => feelingTap(key, feelings.has(key), (on) => {
    if (on) feelings.add(key);
    else feelings.delete(key);
    if (on) silent.input.checked = false;
    desk.memory.silent = false;
  }));
  const silent = feelingTap('silent', desk.memory.silent, (on) => {
    desk.memory.silent = on;
    if (!on) return;
    feelings.clear();
    taps.forEach((tap) => { tap.input.checked = false; });
  });
  const group = make('fieldset', { class: 'taps', 'aria-labelledby': title.id }, ...taps.concat(silent).map((tap) => tap.element));
  section.querySelector('.lead').after(group);
  return [];
};

function feelingTap(key, checked, onChange) {
  const input = make('input', { type: 'checkbox', checked, change: () => onChange(input.checked) });
  return { input, element: make('label', { class: 'tap' }, input, make('span', {}, say('feeling_' + key))) };
}
