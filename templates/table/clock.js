// Time as advice: how much was used of about how much. It is reckoned from the moment at which something began, never from ticks,
// so a window that sleeps loses nothing. Nothing ends by itself, and nothing turns red.

const MINUTE = 60000;

function shareOf(state, phase) {
  return Math.max(1, Math.round(state.minutes * SHARES[phase] / 100));
}

function usedIn(state, phase, now) {
  const running = phase === state.phase && state.since ? now - state.since : 0;
  return (state.spent[phase] || 0) + running;
}

function usedAll(state, now) {
  return PHASES.reduce((sum, phase) => sum + usedIn(state, phase, now), 0);
}

function inMinutes(time) {
  return Math.floor(time / MINUTE);
}

// How full the glass of the phase is, from 0 to 1, in steps that nobody feels as a hurry.
function sandOf(state, now) {
  if (!state.clock || !state.started || !SHARES[state.phase]) return 0;
  return Math.min(1, Math.round(usedIn(state, state.phase, now) / (shareOf(state, state.phase) * MINUTE) * 40) / 40);
}

function clockWords(state, now) {
  if (!state.started) return '';
  const all = say('clock_all', { n: inMinutes(usedAll(state, now)), all: state.minutes });
  if (!SHARES[state.phase]) return all;
  return say('clock_phase', { n: inMinutes(usedIn(state, state.phase, now)), all: shareOf(state, state.phase) }) + ' · ' + all;
}
