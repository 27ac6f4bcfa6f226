// How the page looks: size of the text, spacing, colours. The only thing this module keeps on the device, and it says nothing
// about the learner's work.

const DISPLAY_KEY = 'cartable.display';
const DISPLAY = {
  size: ['1', '2', '3'],
  spacing: ['1', '2', '3'],
  theme: ['auto', 'light', 'dark', 'contrast'],
};

// Storage may be forbidden, full or written by others: then the page simply looks as it did before.
function readDisplay() {
  try {
    return Object(JSON.parse(window.localStorage.getItem(DISPLAY_KEY)));
  } catch (error) {
    return {};
  }
}

function writeDisplay(display) {
  try {
    window.localStorage.setItem(DISPLAY_KEY, JSON.stringify(display));
  } catch (error) {
    return;
  }
}

function chosen(display, name) {
  return DISPLAY[name].indexOf(display[name]) < 0 ? DISPLAY[name][0] : display[name];
}

function showDisplay(display) {
  Object.keys(DISPLAY).forEach((name) => {
    document.documentElement.dataset[name] = chosen(display, name);
  });
}

// The button and what it opens; the two stand in different places of the flap.
function displayPanel() {
  const display = readDisplay();
  showDisplay(display);
  const panel = make('div', { class: 'panel', id: '_display', hidden: true });
  Object.keys(DISPLAY).forEach((name) => panel.append(displayGroup(display, name)));
  const opener = button('plain', say('display'), () => {
    panel.hidden = !panel.hidden;
    opener.setAttribute('aria-expanded', String(!panel.hidden));
  });
  opener.setAttribute('aria-expanded', 'false');
  opener.setAttribute('aria-controls', panel.id);
  return { opener, panel };
}

function displayGroup(display, name) {
  const group = freshName();
  const choice = (value) => pickOf(group, value, chosen(display, name) === value, say(name + '_' + value), () => {
    display[name] = value;
    showDisplay(display);
    writeDisplay(display);
  });
  return make('fieldset', {}, make('legend', {}, say(name)), make('div', { class: 'picks' }, ...DISPLAY[name].map(choice)));
}
