// What the adapters of a launch over the web share: the shape that the tracker knows, the few words on the page, and that the page
// may speak with nobody else.

// Milliseconds for all of the start.
const LAUNCH_PATIENCE = 20000;

// Takes over what the page before left, or starts.
function beginLink(link, start) {
  const late = new Promise((resolve, reject) => { setTimeout(reject, LAUNCH_PATIENCE); });
  return takeLink(link) ? Promise.resolve() : Promise.race([start(), late]);
}

// A line that breaks may have broken before anything was asked: so everything is asked a second time, when the store wants it.
function twice(act) {
  return act().catch((fault) => new Promise((resolve) => { setTimeout(resolve, pauseOf(Object(fault)) || 1000); }).then(act));
}

// `ready` is kept in any case. Whoever cannot record says so and lets the learner go on.
function adapterOf(link, ready) {
  return {
    ready,
    open: (plan) => openLink(link, plan),
    save: (changes) => saveLink(link, changes),
    handOver: () => link.dead || keepLink(link),
    close: () => closeLink(link),
  };
}

// From here on nothing is recorded in this visit.
function giveUp(link) {
  link.dead = true;
  if (link.held) {
    link.held.recorded = false;
    setTrouble(link, true);
    setTrouble(link, false);
  }
  tellOnPage('failed');
}

function tellOnPage(key) {
  const told = Object.assign(document.createElement('p'), { className: 'panel ask', textContent: wordOf(key) });
  told.setAttribute('role', 'status');
  document.getElementById('_tools').after(told);
}

function wordOf(key) {
  return (XAPI.texts[document.documentElement.lang] || Object.values(XAPI.texts)[0])[key];
}

// The page's own policy cannot know who will launch it. A second one can, and both hold.
function speakOnlyWith(...addresses) {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = 'connect-src ' + addresses.map((address) => new URL(address, window.location).origin).join(' ');
  document.head.append(meta);
}
