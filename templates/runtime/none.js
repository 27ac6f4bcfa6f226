// The adapter for a page without an LMS: a file on a disk, a web site, a preview. It keeps nothing. What the visit needs the tracker has,
// in memory, for as long as the page is open: no storage, no cookie, no request. Other pages on the same site, and the next person at
// the same computer, find nothing. It may not know the course, nor any standard.

const createNone = () => ({
  // Nothing is recorded, and the page says so. It is still `writable`: within the visit all works as in an LMS.
  open: () => ({
    connected: true, writable: true, recorded: false, mode: 'normal', resumed: false, status: 'unknown', score: null,
    place: '', state: '', situations: {},
  }),
  save: () => true,
  close: () => {},
});
