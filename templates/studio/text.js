// The text of a file as it is on the disk. A field of text has one kind of line end, so that of the file is kept here.

import { make } from './dom.js';

export function createText(words, pen, studio) {
  const area = make('textarea.whole', {
    'aria-label': words.text, spellcheck: true, rows: 30, readOnly: true,
    oninput: () => pen.write(ended(area.value)), onblur: () => pen.flush(),
  });

  const ended = (text) => (pen.base && pen.base.text.includes('\r\n') ? text.replace(/\n/g, '\r\n') : text);
  const plain = (text) => text.replace(/\r\n/g, '\n');

  // Keeps the place of the caret in what others have not changed.
  function draw() {
    if (!pen.base) return;
    area.readOnly = studio.deck.readOnly || pen.conflict !== null;
    const text = plain(pen.text);
    if (area.value === text) return;
    const { selectionStart: at, scrollTop } = area;
    const before = area.value.slice(0, at);
    // What was changed above the caret moves it.
    const behind = area.value.length - at;
    area.value = text;
    const now = text.startsWith(before) ? at : Math.max(0, text.length - behind);
    area.setSelectionRange(now, now);
    area.scrollTop = scrollTop;
  }

  // Selects a line, from 1, and brings it into view.
  function goTo(line) {
    const lines = area.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[line - 1] || '').length);
    const height = parseFloat(getComputedStyle(area).lineHeight);
    area.scrollTop = Math.max(0, (line - 4) * height);
  }

  // Puts a line of its own below the one with the caret, and saves it.
  function insert(line) {
    draw();
    // Never into the front matter, where the caret stands before anybody has set it.
    const front = /^\s*\+\+\+[^\n]*\n[\s\S]*?\n\+\+\+[^\n]*(\n|$)/.exec(area.value);
    const isUnset = front !== null && area.selectionEnd < front[0].length;
    // At the end of the story then.
    const end = isUnset ? area.value.indexOf('\n## ', front[0].length) : area.value.indexOf('\n', area.selectionEnd);
    const at = area.value.slice(0, end < 0 ? undefined : end).trimEnd().length;
    area.setRangeText('\n\n' + line, at, at, 'end');
    pen.write(ended(area.value));
    pen.flush();
  }

  return { element: area, draw, goTo, insert };
}
