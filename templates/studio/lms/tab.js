// A tab of the learner's browser: the page of the LMS, which holds the API, and in its frame the module. Requests of the LMS's page
// go to the simulated network, so a line that is down looks to the module as it does in a real browser.

import { createBeacon, createRequest, createTimeline } from './network.js';
import { createGate } from './recorder.js';

// openTab({ root, title, launch, network, install, page, hear, arrived }) → the tab.
//   install   puts the API into a window, see `moodle.js`
//   page      what the LMS's page is made with, see `lms.js`
//   hear      told of each call
//   arrived   told of each document that the module's frame shows
export function openTab({ root, title, launch, network, install, page, hear, arrived }) {
  const outer = createFrame(document, title, 'lms/tab.html');
  const tab = { close: () => outer.remove(), module: () => null };
  outer.addEventListener('load', () => {
    const { contentWindow: window, contentDocument } = outer;
    connect(window, network);
    install(createGate(window, hear), page);
    const inner = createFrame(contentDocument, title, new URL(launch, document.baseURI));
    tab.module = () => inner.contentWindow;
    inner.addEventListener('load', () => arrived(tab));
    contentDocument.body.append(inner);
  }, { once: true });
  root.append(outer);
  return tab;
}

const createFrame = (document, title, src) => Object.assign(document.createElement('iframe'), { title, src, allow: 'fullscreen' });

function connect(window, network) {
  const timeline = createTimeline(network, window);
  window.XMLHttpRequest = createRequest(network, window, timeline);
  window.PerformanceObserver = timeline.PerformanceObserver;
  window.navigator.sendBeacon = createBeacon(network, window, timeline);
}

// Says to a module's window whether the browser has a line. The window may be gone, or show a document that is not the module's.
export function tellLine(window, online) {
  if (!window || window.navigator.onLine === online) return;
  Object.defineProperty(window.navigator, 'onLine', { configurable: true, get: () => online });
  window.dispatchEvent(new window.Event(online ? 'online' : 'offline'));
}

// The name of the module in a document, as an LMS knows it: the page's own title names the step that is open.
export function titleIn(document) {
  const name = document.querySelector('h1');
  return (name && name.textContent.trim()) || document.title;
}
