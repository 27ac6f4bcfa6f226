// facts/moodle.md §8: "A page that outlives its session can never save again, not even after signing in anew in another tab: the
// session key in the player page is dead." Without a session a request is led to the sign-in page; with another session's key it
// is answered by nothing at all.

export function createSessions() {
  const sessions = new Map();
  let next = 1;
  return {
    open: (learner) => {
      const id = 's' + next;
      sessions.set(id, { learner, key: 'k' + next });
      next += 1;
      return id;
    },
    close: (id) => sessions.delete(id),
    of: (id) => sessions.get(id) || null,
    // 'ok', 'signed out' or 'dead key'.
    judge: (id, key) => (!sessions.has(id) ? 'signed out' : sessions.get(id).key === key ? 'ok' : 'dead key'),
  };
}
