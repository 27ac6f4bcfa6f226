// A file of the deck as text. A button puts it into the deck, and until then the deck has what it had.

import { make } from './dom.js';

export function createRaw(words, bytes, isOpen, put) {
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return '';
  }
  // A field of a page has its own ends of lines; the author's come back.
  const hasReturns = text.includes('\r\n');
  const shown = text.replace(/\r\n/g, '\n');
  const area = make('textarea', { id: 'raw', rows: 16, 'aria-label': words.raw, spellcheck: true }, shown);
  const done = () => put(new TextEncoder().encode(hasReturns ? area.value.replace(/\n/g, '\r\n') : area.value), () => { area.defaultValue = area.value; });
  return make('details.raw', { open: isOpen }, make('summary', {}, words.raw), area,
    make('button.act', { type: 'button', onclick: () => { if (area.value !== shown) done(); } }, words.raw_put));
}
