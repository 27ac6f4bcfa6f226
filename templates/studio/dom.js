// Elements. Texts are always texts: nothing that a deck says becomes markup.

// make('button.plain', { onclick, 'aria-label': … }, child, …): an element; children are elements or texts, and what is null is left out.
export function make(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  Object.entries(attributes).forEach(([key, value]) => {
    if (value === null || value === undefined || value === false) return;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key in element && typeof value !== 'string') element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  });
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export const find = (id) => document.getElementById(id);

// Says something to everybody, screen readers included.
export function announce(words) {
  find('status').textContent = words;
}
