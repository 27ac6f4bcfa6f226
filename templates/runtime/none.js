// The adapter for a page without an LMS: a file on a disk, a web site, a preview. It keeps what it is given in memory, for
// as long as the page is open, and nowhere else: no storage, no cookie, no request. Other pages on the same site, and the
// next person at the same computer, find nothing. It may not know the course, nor any standard.

function createNone() {
  const held = {
    // Nothing is recorded, and the page says so. It is still `writable`: within the visit all works as in an LMS.
    connected: true,
    writable: true,
    recorded: false,
    mode: 'normal',
    resumed: false,
    status: 'unknown',
    score: null,
    place: '',
    state: '',
    situations: {},
  };
  let open = false;
  return {
    open: () => {
      open = true;
      return Object.assign({}, held, { situations: Object.assign({}, held.situations) });
    },
    save: (changes) => {
      if (!open) return false;
      mergeInto(held, changes);
      return true;
    },
    close: () => {
      open = false;
    },
  };
}

// Answers and session time are let go: the tracker has the first, and nobody asks for the second.
function mergeInto(held, changes) {
  ['status', 'score', 'place', 'state'].forEach((key) => {
    if (changes[key] !== undefined) held[key] = changes[key];
  });
  Object.assign(held.situations, changes.situations);
  held.resumed = true;
}
