// The way from a window to the site, and what a window can see of it afterwards. Measured in Chromium 156 and Firefox 153: a
// synchronous request leaves its entry at once (status 0 where there was no answer), a beacon a moment later; an observer sees
// all of them, the list of entries ends at 250. A beacon of more than 64 KiB is refused.

const BEACON_LIMIT = 65536;
const ENTRY_LIMIT = 250;

// One request through the browser's connection; null where no server answers. Redirects are followed.
export function send(browser, { method, address, body = [] }) {
  if (!browser.online || browser.refused) return null;
  const url = new URL(address, browser.origin);
  if (browser.gateway) return { status: 502, body: '<h1>502</h1>' };
  const answer = browser.site.answer({ method, path: url.pathname, query: Object.fromEntries(url.searchParams), cookie: browser.cookie, body });
  if (!answer) return null;
  if (answer.cookie) browser.cookie = answer.cookie;
  return answer.redirect ? send(browser, { method: 'GET', address: answer.redirect }) : answer;
}

const pairsOf = (body) => Array.from(new URLSearchParams(body === null || body === undefined ? '' : String(body)));

// What a window sees of its requests: `write` adds an entry, `Observer` and `list` are for the page.
export function createTimeline(browser, window) {
  const entries = [];
  const observers = new Set();
  const flush = (observer) => {
    const records = observer.records.splice(0);
    if (records.length) observer.callback({ getEntries: () => records, getEntriesByType: () => records }, observer);
  };
  class PerformanceObserver {
    constructor(callback) { Object.assign(this, { callback, records: [] }); }
    observe({ type, entryTypes, buffered } = {}) {
      if (type !== 'resource' && !(entryTypes || []).includes('resource')) return;
      observers.add(this);
      if (buffered) this.records.push(...entries);
    }
    disconnect() { observers.delete(this); this.records = []; }
    takeRecords() { return this.records.splice(0); }
  }
  PerformanceObserver.supportedEntryTypes = ['navigation', 'resource'];
  return {
    PerformanceObserver,
    list: () => entries.slice(),
    write: (address, initiatorType, answer) => {
      const status = answer ? answer.status : 0;
      const entry = {
        entryType: 'resource', name: new URL(address, browser.origin).href, initiatorType, responseStatus: status, transferSize: answer ? 300 : 0,
        encodedBodySize: answer ? String(answer.body).length : 0, startTime: browser.clock.now(), responseStart: answer ? browser.clock.now() : 0, duration: 1,
      };
      if (entries.length < ENTRY_LIMIT) entries.push(entry);
      observers.forEach((observer) => {
        observer.records.push(entry);
        browser.clock.later(window, () => flush(observer));
      });
    },
  };
}

export function createRequest(browser, window, timeline) {
  return class XMLHttpRequest {
    constructor() { Object.assign(this, { status: 0, responseText: '' }); }
    open(method, address, asynchronous = true) { Object.assign(this, { method, address, asynchronous }); }
    setRequestHeader() {}
    addEventListener() {}
    send(body) {
      const work = () => {
        const answer = send(browser, { method: this.method, address: this.address, body: pairsOf(body) });
        timeline.write(this.address, 'xmlhttprequest', answer);
        if (answer) Object.assign(this, { status: answer.status, responseText: answer.body });
        return answer !== null;
      };
      if (this.asynchronous) browser.clock.later(window, work, 1);
      else if (!work()) throw new Error('NetworkError');
    }
  };
}

// It is on its way whatever becomes of the page, and two that were sent at one moment may arrive in either order. What became of it shows
// a moment later, and only to a page that is still there.
export function createBeacon(browser, window, timeline) {
  return (address, body) => {
    if (new TextEncoder().encode(String(body)).length > BEACON_LIMIT) return false;
    const pairs = pairsOf(body);
    const deliver = () => {
      const answer = send(browser, { method: 'POST', address, body: pairs });
      browser.clock.later(window, () => timeline.write(address, 'beacon', answer), 5);
    };
    browser.beacons.push(deliver);
    if (browser.beacons.length === 1) browser.clock.later(browser, () => arriveAll(browser), 1);
    return true;
  };
}

function arriveAll(browser) {
  const all = browser.beacons.splice(0);
  (browser.unruly ? all.reverse() : all).forEach((deliver) => deliver());
}
