// The links to the module's other languages. Each is a page of its own. The place goes along in the address, the progress
// through the LMS, whose session the next page goes on with. What lives on this page alone cannot go along: the learner is
// told, and may save it first. The LMS is not told any language.

// Behind this sign an address says how long the session has lasted. It is for the page that opens, which takes it out again.
const HANDED = /#?~([0-9a-z]{1,9})$/;

// The milliseconds of the session that another page hands over, or null.
function takeOver() {
  const found = HANDED.exec(window.location.hash);
  if (!found) return null;
  window.history.replaceState(null, '', window.location.href.slice(0, -found[0].length));
  return parseInt(found[1], 36);
}

const tongues = () => all(document, '#_tongues a');

// The page in the language that the browser asks for, where it is not this one. Only at the very beginning: whoever comes back
// or reloads is where they want to be, and so is whoever comes to a page that stays, which only a package's first does not.
function preferredPage() {
  const [arrival] = performance.getEntriesByType('navigation');
  const links = tongues();
  if (!links.length || byId('_tongues').dataset.stays || (arrival && arrival.type !== 'navigate')) return null;
  const pages = new Map(links.map((link) => [link.hreflang, link.getAttribute('href')]));
  pages.set(byId('_tongues').dataset.own, null);
  const known = Array.from(pages.keys());
  const main = (tag) => tag.toLowerCase().split('-')[0];
  const match = (wanted) => known.find((tag) => tag.toLowerCase() === wanted.toLowerCase()) || known.find((tag) => main(tag) === main(wanted));
  const best = (navigator.languages || []).map(match).find(Boolean);
  return best ? pages.get(best) : null;
}

function addressOf(page, handed) {
  return page + window.location.search + (window.location.hash || (handed && '#')) + handed;
}

// Begins where the page before this one left off, or goes to the page that the browser would rather read.
function arrive(begin) {
  const handed = takeOver();
  const elsewhere = handed === null ? preferredPage() : null;
  if (elsewhere) window.location.replace(addressOf(elsewhere, ''));
  else begin(handed);
}

function createSwitch(course, tracker) {
  const panel = make('div', { class: 'panel ask', tabindex: '-1', role: 'group', 'aria-labelledby': '_ask', hidden: true });
  byId('_tools').after(panel);
  const ask = (link, reasons, sheets, go) => {
    const close = () => { panel.hidden = true; };
    panel.replaceChildren(
      make('div', { id: '_ask' }, ...reasons.map((key) => make('p', {}, say('switch_' + key)))),
      make('div', { class: 'doing' },
        sheets.length > 0 && button('second', say('save_notes'), () => saveFile(course.id, 'html', 'text/html', keepsakeHtml(...sheets))),
        button('second', say('switch_go', { language: link.textContent }), () => { close(); go(); }),
        button('second', say('switch_stay'), () => { close(); link.focus(); })));
    panel.hidden = false;
    focusOn(panel);
  };
  tongues().forEach((link) => link.addEventListener('click', (event) => {
    // Another tab, or a window of its own, is a visit of its own.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const go = (anyway) => {
      const spent = tracker.handOver(anyway);
      if (spent === null) ask(link, ['unsaved'], [], () => go(true));
      else travel(addressOf(link.getAttribute('href'), '~' + spent.toString(36)));
    };
    const sheets = ownSheets(course);
    const now = tracker.now();
    const isAtRisk = loose.size > 0 || (sheets.length > 0 && !areKept);
    const reasons = [isAtRisk && 'sheets', isAtRisk && sheets.length > 0 && 'save', now.touched && !now.recorded && 'visit',
      // Where something is recorded, it is not handed over without a connection.
      !now.recorded && !navigator.onLine && /^http/.test(window.location) && 'offline'].filter(Boolean);
    if (reasons.length) ask(link, reasons, sheets, () => go(false));
    else go(false);
  }));
}

// The next page takes the place of all that this one has left in the history. Going back to one of them would end the session,
// and Moodle opens none twice in one player. A browser that cannot do this replaces the last one only.
function travel(address) {
  guardWords(loose, false);
  const { navigation } = window;
  const first = navigation && navigation.entries().find((entry) => entry.sameDocument);
  const go = () => window.location.replace(address);
  if (first && first.key !== navigation.currentEntry.key) navigation.traverseTo(first.key).finished.then(go, go);
  else go();
}
