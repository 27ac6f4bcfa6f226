// Tables, and texts with values in them, for the panel.

import { make } from '../dom.js';

// A table in a box that scrolls, by keyboard too. `head` is a list of texts, the first cell of a row is its heading.
export function makeTable(caption, head, rows) {
  const cells = (row) => row.map((cell, i) => (i ? make('td', {}, cell) : make('th', { scope: 'row' }, cell)));
  const table = make(
    'table', {}, make('caption', {}, caption),
    make('thead', {}, make('tr', {}, ...head.map((text) => make('th', { scope: 'col' }, text)))),
    make('tbody', {}, ...rows.map((row) => make('tr', {}, ...cells(row)))),
  );
  return make('div', { class: 'wide', tabIndex: 0, role: 'region', 'aria-label': caption }, table);
}

// Puts values in the places of a text: fill('{n} of {all}', { n: 1, all: 2 }).
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

export const number = (value) => new Intl.NumberFormat(document.documentElement.lang).format(value);

export const clock = (at) => new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: 'medium' }).format(at);
