// The fields of a form, by what they hold.

import { make } from './dom.js';

// `fields` as the program tells them: { path, key, label, help, input, required, value, choices, pattern, between, fields, entries }.
export function createFields(fields, context) {
  return fields.map((field) => (DRAW[field.input] || single)(field, context));
}

const DRAW = { table, tables, list };

const idOf = (path) => 'f:' + path;
const set = (path, value) => ({ do: 'set', name: path, value });

// A label, a control, and below it what the field means.
function around(field, control, context) {
  const id = idOf(field.path);
  return make('div.field', {},
    make('label', { for: id }, field.label, field.required ? make('span.needed', {}, ' ' + context.words.required) : null),
    control, field.help ? make('p.help', { id: id + '?' }, field.help) : null);
}

function single(field, context) {
  const id = idOf(field.path);
  const shared = { id, 'aria-describedby': field.help ? id + '?' : null, disabled: context.readOnly, required: field.required };
  const given = field.value === null ? '' : String(field.value);
  if (field.input === 'choice') {
    const options = (field.required && given ? [] : ['']).concat(field.choices).map((value) => make('option', { value, selected: value === given }, value || '–'));
    const pick = make('select', { ...shared, onchange: () => context.act(set(field.path, pick.value || null)) }, options);
    return around(field, pick, context);
  }
  const value = (text) => (text === '' ? null : field.input === 'number' && /^-?\d+$/.test(text) ? Number(text) : text);
  // Progress hangs on an identifier: it is changed only where somebody means to, in the text.
  if (field.key === 'id' && given) Object.assign(shared, { readOnly: true });
  const control = field.input === 'long' ? make('textarea', { ...shared, rows: 3 }) : make('input', { ...shared, inputmode: field.input === 'number' ? 'numeric' : null });
  control.value = given;
  context.controls.add(control, given, (text, typed) => context.act(set(field.path, value(text)), false, typed));
  return around(field, control, context);
}

// A list of texts: one a line.
function list(field, context) {
  const id = idOf(field.path);
  const given = Array.isArray(field.value) ? field.value : field.value === null ? [] : [String(field.value)];
  const area = make('textarea', { id, rows: Math.max(2, given.length), disabled: context.readOnly, 'aria-describedby': id + '?' });
  area.value = given.join('\n');
  context.controls.add(area, area.value, (text, typed) => {
    const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
    return context.act(set(field.path, lines.length || field.required ? lines : null), false, typed);
  });
  return around({ ...field, help: [field.help, context.words.one_a_line].filter(Boolean).join(' ') }, area, context);
}

function table(field, context) {
  return make('fieldset.field', {}, make('legend', {}, field.label), field.help ? make('p.help', {}, field.help) : null, createFields(field.fields, context));
}

function tables(field, context) {
  const { words, act } = context;
  const entries = field.entries.map((fields, at) => make('fieldset.entry', {}, make('legend', {}, field.label + ' ' + (at + 1)), createFields(fields, context),
    context.readOnly ? null : make('div.doing', {},
      at > 0 ? button('up', words, field.label + ' ' + (at + 1), () => act({ do: 'swap', name: field.path + '.' + at, with: field.path + '.' + (at - 1) }, true)) : null,
      button('remove', words, field.label + ' ' + (at + 1), () => act({ do: 'remove', name: field.path + '.' + at }, true)))));
  return make('fieldset.field', {}, make('legend', {}, field.label), field.help ? make('p.help', {}, field.help) : null, entries, context.readOnly ? null : fresh(field, context));
}

// A new table of a list: nothing is written before all that must be there is.
function fresh(field, context) {
  const values = {};
  const own = { ...context, controls: { add: direct }, act: async ({ name, value }) => { values[name.split('.').slice(2).join('.')] = value; return true; } };
  const form = make('div.fresh', {}, createFields(field.fields.filter((one) => !['table', 'tables'].includes(one.input)), own),
    make('button.act', { type: 'button', onclick: () => {
      if (document.activeElement) document.activeElement.blur();
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
      context.act({ do: 'table', name: field.path, values: given }, true, { saved: () => form.querySelectorAll('input, textarea').forEach((one) => { one.value = ''; }) });
    } }, context.words.add));
  return make('details', {}, make('summary', {}, context.words.add_to.replace('{what}', field.label)), form);
}

const SIGNS = { up: '↑', remove: '✕' };

// A small button with a sign; its name says in words what it does, and to what.
export function button(what, words, about, onclick) {
  return make('button.sign', { type: 'button', title: words[what], 'aria-label': words[what] + ' : ' + about, onclick }, SIGNS[what]);
}

// A field of something that is not there yet: what is in it is taken when it is left.
function direct(element, given, send) {
  element.addEventListener('change', () => send(element.value));
}
