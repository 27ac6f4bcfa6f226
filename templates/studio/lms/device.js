// What the learner's device remembers of a module: the journal (`course::JOURNAL` names its place). The player can see it, because it has
// the module's origin.

const JOURNAL = 'cartable.journal.';
const STORAGES = ['localStorage', 'sessionStorage'];

// As if so many milliseconds had passed. The module's own clock cannot be moved from outside; the age of its journal is all that
// depends on the day.
export function ageJournal(window, milliseconds) {
  each(window, (storage, key) => {
    const entry = JSON.parse(storage.getItem(key));
    storage.setItem(key, JSON.stringify({ ...entry, at: entry.at - milliseconds }));
  });
}

// Another learner's device.
export function forgetJournal(window) {
  each(window, (storage, key) => storage.removeItem(key));
}

// A private window gives a frame of another site no storage; then the module keeps no journal either.
function reach(window, name) {
  try {
    return window[name];
  } catch (error) {
    return null;
  }
}

function each(window, work) {
  STORAGES.map((name) => reach(window, name)).filter(Boolean).forEach((storage) => {
    Object.keys(storage).filter((key) => key.startsWith(JOURNAL)).forEach((key) => work(storage, key));
  });
}
