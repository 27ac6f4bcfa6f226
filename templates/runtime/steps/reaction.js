// A first reaction in three taps, or none. It stays in the page's memory. The first position stands below it.

const FEELINGS = ['surprise', 'interest', 'discomfort'];

STEPS.reaction = (section, desk) => {
  const { feelings } = desk.memory;
  const title = section.querySelector('h3');
  title.id = freshName();
  const tap = (key, checked, onChange) => tickBox('tap', checked, [say('feeling_' + key)], onChange);
  const taps = FEELINGS.map((key) => tap(key, feelings.has(key), (on) => {
    if (on) feelings.add(key);
    else feelings.delete(key);
    if (on) silent.input.checked = false;
    desk.memory.silent = false;
  }));
  const silent = tap('silent', desk.memory.silent, (on) => {
    desk.memory.silent = on;
    if (!on) return;
    feelings.clear();
    taps.forEach((one) => { one.input.checked = false; });
  });
  const group = make('div', { role: 'group', class: 'taps', 'aria-labelledby': title.id }, ...taps.concat(silent).map((one) => one.element));
  section.querySelector('.lead').after(group);
};
