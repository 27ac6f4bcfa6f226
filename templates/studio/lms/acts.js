// What a learner does in any simulated LMS, by the names of the studio's buttons. How a tab opens and closes, and what the line is, the player
// knows.

export const DAYS_LATER = 3;

// `state` has the `tabs` that are open.
export function createActs(state, { open, close, setLine }) {
  const reopen = async (mode) => {
    await close();
    await open(mode);
  };
  return {
    open: () => (state.tabs.length ? null : open('normal')),
    close,
    second: () => open('normal'),
    browse: () => reopen('browse'),
    review: () => reopen('review'),
    offline: () => setLine(false),
    online: () => setLine(true),
  };
}
