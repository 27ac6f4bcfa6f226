// The parts of a body: headings, paragraphs, lists with their boxes, feedback; and what can be added, moved or taken out.

import { make } from './dom.js';
import { button } from './fields.js';

export function createParts(parts, context) {
  return parts.map((part, at) => createPart(part, parts[at - 1], context));
}

const set = (name, value) => ({ do: 'set', name, value });
const LEVELS = ['individual', 'team', 'organisation', 'policy'];
const FACTS = ['fact', 'facts'];

function createPart(part, before, context) {
  const { words, act } = context;
  const name = part.title ? part.title.text : part.label;
  const entries = part.entries.map((entry, at) => createEntry(entry, part.entries[at - 1], context, part));
  // A question of fact says where its answer is, also before it does.
  const known = FACTS.includes(part.attributes.kind) ? { source: '', ...part.attributes } : part.attributes;
  const attributes = Object.entries(known).filter(([key]) => key !== 'kind').map(([key, value]) => attribute(part, key, value, context));
  const tools = context.readOnly || !part.name ? [] : [
    before && before.name ? button('up', words, name, () => act({ do: 'swap', name: part.name, with: before.name }, true)) : null,
    button('remove', words, name, () => act({ do: 'remove', name: part.name }, true)),
  ];
  return make('section.part.level-' + part.level, {},
    make('div.part-head', {}, make('p.kind', {}, part.label), make('div.doing', {}, tools)),
    part.title ? piece(part.title, context, 'title') : null,
    attributes, part.pieces.map((one) => piece(one, context)),
    entries.length ? make('ol.entries', {}, entries) : null,
    context.readOnly ? null : additions(part, name, context),
    createParts(part.parts, context),
  );
}

// A text with its label. It grows with what is in it.
function piece(one, context, look = 'text') {
  const id = 'p:' + one.name;
  const area = make('textarea.is-' + look, { id, rows: look === 'title' ? 1 : 2, disabled: context.readOnly, spellcheck: true }, one.text);
  // A paragraph that is emptied goes.
  context.controls.add(area, one.text, (text, typed) => context.act(text.trim() || look === 'title' ? set(one.name, text) : { do: 'remove', name: one.name }, false, typed));
  return make('div.piece', {}, make('label', { for: id }, one.label), area);
}

function attribute(part, key, value, context) {
  const id = 'a:' + part.name + '@' + key;
  const input = make('input', { id, disabled: context.readOnly });
  input.value = value;
  context.controls.add(input, value, (text, typed) => context.act(set(part.name + '@' + key, text), false, typed));
  return make('div.piece.small', {}, make('label', { for: id }, context.words[key] || key), input);
}

function createEntry(entry, before, context, part = null) {
  const { words, act } = context;
  const id = 'p:' + entry.name;
  const mark = entry.mark === null ? null : createMark(entry, part, context);
  const area = make('textarea', { id, rows: 1, disabled: context.readOnly, spellcheck: true, 'aria-label': entry.label }, entry.text);
  context.controls.add(area, entry.text, (text, typed) => act(set(entry.name, text), false, typed));
  return make('li.choice', {},
    make('div.row', {}, mark, area, context.readOnly ? null : make('div.doing', {},
      before ? button('up', words, entry.label, () => act({ do: 'swap', name: entry.name, with: before.name }, true)) : null,
      button('remove', words, entry.label, () => act({ do: 'remove', name: entry.name }, true)))),
    entry.pieces.map((one) => piece(one, context)),
    entry.mark !== null && !entry.pieces.length && !context.readOnly ? adding(words.add_feedback, words.feedback, (text, typed) => act({ do: 'add', name: entry.name, new: { kind: 'quote', text } }, true, typed)) : null,
    entry.entries.length ? make('ol.entries', {}, entry.entries.map((one, at) => createEntry(one, entry.entries[at - 1], context))) : null,
  );
}

// Whether an option is right. Where a question has one right answer, choosing another takes the first one back.
function createMark(entry, part, { words, act, readOnly }) {
  const isOne = part !== null && part.attributes.kind === 'fact';
  const choose = async (event) => {
    const wanted = event.target.checked;
    const others = isOne ? part.entries.filter((one) => one !== entry && one.mark) : [];
    for (const other of others) if (await act(set(other.name + '@mark', false))) other.mark = false;
    if (await act(set(entry.name + '@mark', wanted))) entry.mark = wanted;
  };
  const box = make('input', { type: isOne ? 'radio' : 'checkbox', name: isOne ? 'right:' + part.name : null, id: 'p:' + entry.name + '@mark', checked: entry.mark, disabled: readOnly, onchange: choose });
  return make('label.mark-box', {}, box, words.right);
}

// What can be put into a part.
function additions(part, name, { words, act }) {
  const add = (kind) => (text, typed) => act({ do: 'add', name: part.name, new: { kind, text } }, true, typed);
  return make('div.additions', {},
    part.entries.length || (part.id && !['quiz', 'actions'].includes(part.id) && !part.parts.length) ? adding(words.add_entry, words.entry, add('entry')) : null,
    adding(words.add_paragraph, words.paragraph, add('paragraph')),
    part.id === 'quiz' ? items(part, { words, act }) : null,
    part.id === 'actions' ? levels(part, { words, act }) : null);
}

// A new item of a quiz, of a kind that is chosen.
function items(part, { words, act }) {
  const kinds = Object.entries(words).filter(([key]) => key.startsWith('kind_')).map(([key, label]) => [key.slice(5), label]);
  const pick = make('select', { 'aria-label': words.kind }, kinds.map(([value, label]) => make('option', { value }, label)));
  return adding(words.add_item, words.question, (title, typed) => act({ do: 'add', name: part.name, new: { kind: 'part', id: '', title, item: pick.value } }, true, typed), pick);
}

// The levels of action that are not there yet.
function levels(part, { words, act }) {
  const missing = LEVELS.filter((id) => !part.parts.some((one) => one.id === id));
  return missing.map((id) => make('button.plain', {
    type: 'button', onclick: () => act({ do: 'add', name: part.name, new: { kind: 'part', id, title: words['level_' + id], item: null } }, true),
  }, words.add_part.replace('{part}', words['level_' + id])));
}

// A field that opens when it is asked for; what is in it is written by the button.
function adding(label, about, send, more = null) {
  const area = make('textarea', { rows: 2, 'aria-label': about, spellcheck: true });
  const box = make('details.adding', {}, make('summary', {}, label), more, area,
    make('button.act', { type: 'button', onclick: async () => { if (area.value.trim() && await send(area.value, { saved: () => { area.value = ''; } })) box.open = false; } }, label));
  return box;
}

// The parts that a card may have and this one has not.
export function createMissing(form, { words, act, readOnly }) {
  if (form.what !== 'situation' || readOnly) return '';
  const there = form.parts.map((part) => part.id);
  const missing = ['content-note', 'dilemma', 'prompts', 'quiz', 'actions'].filter((id) => !there.includes(id));
  return make('div.additions', {}, missing.map((id) => make('button.plain', {
    type: 'button', onclick: () => act({ do: 'add', name: '', new: { kind: 'part', id, title: words['part_' + id], item: null } }, true),
  }, words.add_part.replace('{part}', words['part_' + id]))));
}
