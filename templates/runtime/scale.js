// A place on a line between two ends, for a position and for the end of a dilemma.

// Places are counted from 0 at the first end. Each is a radio with a spoken name; the ends are its words.
function createScale(ends, steps, titleId, value, onChange) {
  const name = freshName();
  const stops = Array.from({ length: steps }, (_, at) => make('div', { class: 'stop' },
    make('input', { type: 'radio', name, value: at, checked: at === value, 'aria-label': placeWords(ends, steps, at), change: () => onChange(at) }),
    make('span', { class: 'dot' })));
  return make('div', { role: 'group', class: 'scale', 'aria-labelledby': titleId },
    make('div', { class: 'line' }, ...stops),
    make('div', { class: 'words', 'aria-hidden': 'true' }, make('span', {}, ends[0]), make('span', {}, ends[1])));
}
