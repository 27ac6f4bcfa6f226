// The one thing that may stay on the device: the session that runs, so that it outlives a crash, and only when the narrator asked
// for it. It goes when the session ends.

function keptKey() {
  return 'cartable.table.' + room.deck;
}

function readKept() {
  try {
    const kept = JSON.parse(window.localStorage.getItem(keptKey()));
    return isSession(kept) ? kept : null;
  } catch (error) {
    return null;
  }
}

// Says whether it worked: storage may be full or forbidden.
function writeKept(state) {
  try {
    window.localStorage.setItem(keptKey(), JSON.stringify(state));
    return true;
  } catch (error) {
    return false;
  }
}

function forgetKept() {
  try {
    window.localStorage.removeItem(keptKey());
  } catch (error) {
    return;
  }
}
