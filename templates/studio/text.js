// The text of a file as it is on the disk.

import { make } from './dom.js';

export function createText(words, pen, studio) {
  const area = make('textarea.text', {
    'aria-label': words.text, spellcheck: true, rows: 30, readOnly: studio.deck.readOnly,
    oninput: () => pen.write(area.value), onblur: () => pen.flush(),
  });

  // Keeps the place of the caret in what others have not changed.
  function draw() {
    if (area.value === pen.text) return;
    const { selectionStart, selectionEnd, scrollTop } = area;
    const before = area.value.slice(0, selectionStart);
    area.value = pen.text;
    const moved = pen.text.startsWith(before) ? 0 : pen.text.length - before.length - (pen.text.length - selectionStart);
    area.setSelectionRange(selectionStart + moved, selectionEnd + moved);
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

  return { element: area, draw, goTo };
}
