// How a place on a line between two ends is said: for a learner and around the table.

// Places are counted from 0 at the first end; `ends` are its words.
function placeWords(ends, steps, at) {
  const middle = (steps - 1) / 2;
  if (at === middle) return say('place_middle');
  const distance = Math.abs(at - middle) / middle;
  const key = distance === 1 ? 'place_fully' : distance > 0.5 ? 'place_rather' : 'place_slightly';
  return say(key, { end: at < middle ? ends[0] : ends[1] });
}
