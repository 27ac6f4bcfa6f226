// What every part of the page needs: making elements, finding several of them, saying something. Knows no course and no tracker.

const all = (root, selector) => Array.from(root.querySelectorAll(selector));

// What is used here and is newer than ES2018. Where it is missing, the page is there to be read, as without the script.
const isAble = document.body.replaceChildren && [].flatMap;

let texts = {};

// A text of the interface with its gaps filled. No text stands in a script.
function say(key, values) {
  return texts[key].replace(/\{(\w+)\}/g, (gap, name) => values[name]);
}

// Attributes are set as they are; a function is a listener; `null` and `false` leave an attribute out.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  Object.keys(attributes || {}).forEach((name) => {
    const value = attributes[name];
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (isGiven(value)) element.setAttribute(name, value === true ? '' : value);
  });
  element.append(...children.filter(isGiven));
  return element;
}

const isGiven = (value) => value !== null && value !== false && value !== undefined;

function button(kind, label, onClick) {
  return make('button', { type: 'button', class: kind, click: onClick }, label);
}

// A box to tick, with its label: { input, element }. `onChange` is told whether it is ticked.
function tickBox(kind, checked, nodes, onChange) {
  const input = make('input', { type: 'checkbox', checked, input: () => onChange(input.checked) });
  return { input, element: make('label', { class: kind }, input, make('span', {}, ...nodes)) };
}

// One of several choices that stand in a row.
const pickOf = (name, value, checked, text, change) => make('label', { class: 'pick' },
  make('input', { type: 'radio', name, value, checked, change }), make('span', {}, text));

// Copies of what stands in an element, for a second place on the page. Ids stay with the first.
function copyOf(element) {
  return Array.from(element.childNodes).map((node) => {
    const copy = node.cloneNode(true);
    if (copy.querySelectorAll) [copy, ...all(copy, '[id]')].forEach((inner) => inner.removeAttribute('id'));
    return copy;
  });
}

let names = 0;

// A name that no other control on the page has.
function freshName() {
  names += 1;
  return '_n' + names;
}

// Said to those who listen to the page, without moving them.
function announce(text) {
  byId('_said').textContent = text;
}

// Whether the learner's last act was one of a pointer or of a key. Arrows choose while they pass, so what a key chooses waits for a button.
let pointed = false;
['pointerdown', 'keydown'].forEach((kind) => document.addEventListener(kind, () => { pointed = kind[0] === 'p'; }, true));

// The focus goes where reading goes on; the page may be scrolled a little higher, so that one sees where that is.
function focusOn(element, top) {
  element.focus({ preventScroll: true });
  (top || element).scrollIntoView({ block: 'start' });
}
