// A window of the small browser: what a page or the LMS's client in it may ask for. `place` is { tab, address, type, key, cached,
// parent }; `type` is how the page was reached: navigate, reload or back_forward; `cached` says that no server was asked for it.

import { createTarget } from './events.mjs';
import { createBeacon, createRequest, createTimeline } from '../../../templates/studio/lms/network.js';
import { createStorage } from './storage.mjs';

export function createWindow(browser, place) {
  const { tab, parent = null } = place;
  const { clock, errors } = browser;
  const born = clock.now();
  const window = createTarget(errors);
  const timeline = createTimeline(browser, window);
  const timer = (work, wait) => clock.later(window, work, wait);
  const document = {
    ...createTarget(errors), documentElement: { lang: 'fr' },
    get visibilityState() { return tab.visible && !window.gone ? 'visible' : 'hidden'; },
    get hidden() { return this.visibilityState === 'hidden'; },
  };
  const storage = browser.storageForbidden ? null : createStorage(browser.items, (change) => browser.tell(window, change));
  Object.assign(window, {
    gone: false, document, location: createLocation(browser, window, place), URLSearchParams, URL, TextEncoder, crypto: browser.crypto, Math, JSON,
    parent: parent || window, top: parent || window, opener: null, frameElement: parent ? {} : null,
    setTimeout: timer, clearTimeout: (id) => clock.cancel(id), queueMicrotask,
    setInterval: (work, wait) => { const again = () => { work(); timer(again, wait); }; return timer(again, wait); }, clearInterval: (id) => clock.cancel(id),
    history: { length: tab.entries.length, replaceState: () => {}, back: () => clock.later(tab, () => tab.back()) },
    performance: {
      now: () => clock.now() - born, timeOrigin: born,
      getEntriesByType: (type) => (type === 'navigation' ? [{ entryType: 'navigation', type: place.type, transferSize: place.cached ? 0 : 300 }] : type === 'resource' ? timeline.list() : []),
    },
    PerformanceObserver: timeline.PerformanceObserver,
    XMLHttpRequest: createRequest(browser, window, timeline),
    navigator: { get onLine() { return browser.online; }, languages: ['fr'], sendBeacon: createBeacon(browser, window, timeline) },
    navigation: { currentEntry: { key: place.key, id: place.key + '.' + place.address, index: 0 }, entries: () => [{ key: place.key, sameDocument: true }] },
    sessionStorage: tab.sessionStorage,
    BroadcastChannel: createChannels(browser, window),
    Date: createDate(clock),
  });
  window.window = window;
  window.self = window;
  Object.defineProperty(window, 'localStorage', { get: () => { if (!storage) throw new Error('SecurityError'); return storage; } });
  browser.windows.add(window);
  return window;
}

// The page of a window is gone: it hears nothing more and nothing of it runs any more.
export function forget(browser, window) {
  window.gone = true;
  browser.windows.delete(window);
  browser.channels.forEach((channel) => { if (channel.window === window) browser.channels.delete(channel); });
  browser.clock.forget(window);
}

// Only what leads away is modelled. A frame that reloads is told to the tab, which opens its page again.
function createLocation(browser, window, { tab, address, parent }) {
  const url = new URL(address, browser.origin);
  const away = (work) => browser.clock.later(tab, work);
  const location = { origin: url.origin, host: url.host, pathname: url.pathname, search: url.search, hash: '', toString: () => url.href };
  location.reload = () => away(() => (parent ? tab.reloadFrame() : tab.reload()));
  location.replace = (to) => away(() => (parent ? tab.reloadFrame(to) : tab.go(to, true)));
  location.assign = (to) => away(() => (parent ? tab.reloadFrame(to) : tab.go(to)));
  Object.defineProperty(location, 'href', { get: () => url.href, set: (to) => location.assign(to) });
  return location;
}

function createDate(clock) {
  return class extends Date {
    constructor(...given) { super(...(given.length ? given : [clock.now()])); }
    static now() { return clock.now(); }
  };
}

function createChannels(browser, window) {
  return class BroadcastChannel {
    constructor(name) {
      this.channel = { name, window, heard: (data) => { if (this.onmessage) this.onmessage({ data }); this.target.dispatchEvent({ type: 'message', data }); } };
      this.target = createTarget(browser.errors);
      this.addEventListener = this.target.addEventListener;
      this.removeEventListener = this.target.removeEventListener;
      browser.channels.add(this.channel);
    }
    postMessage(data) {
      browser.channels.forEach((other) => {
        if (other !== this.channel && other.name === this.channel.name) browser.clock.later(other.window, () => other.heard(structuredClone(data)));
      });
    }
    close() { browser.channels.delete(this.channel); }
  };
}
