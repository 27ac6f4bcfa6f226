// Makes elements. A child is an element or a text; a name that begins with `aria-` or `data-`, and `role`, is an attribute.

export function make(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  Object.entries(given).forEach(([name, value]) => {
    if (/^(aria-|data-|role$)/.test(name)) element.setAttribute(name, value);
    else element[name] = value;
  });
  element.append(...children);
  return element;
}

// A table in a box that scrolls, by keyboard too. `head` is a list of texts, the first cell of a row is its heading.
export function makeTable(caption, head, rows) {
  const cells = (row) => row.map((cell, i) => (i ? make('td', {}, cell) : make('th', { scope: 'row' }, cell)));
  const table = make(
    'table', {}, make('caption', {}, caption),
    make('thead', {}, make('tr', {}, ...head.map((text) => make('th', { scope: 'col' }, text)))),
    make('tbody', {}, ...rows.map((row) => make('tr', {}, ...cells(row)))),
  );
  return make('div', { className: 'wide', tabIndex: 0, role: 'region', 'aria-label': caption }, table);
}

// Puts values in the places of a text: fill('{n} of {all}', { n: 1, all: 2 }).
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

export const number = (value) => new Intl.NumberFormat(document.documentElement.lang).format(value);

export const clock = (at) => new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: 'medium' }).format(at);
