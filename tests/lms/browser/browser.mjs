// A small browser in node: tabs with a history, one storage, one connection, one clock. It shows the pages of a test LMS: the player with
// its API, and in its frame the module, which `openModule(window, { since })` starts. What it does is what Chromium was seen to do.

import { createClock } from './clock.mjs';
import { send } from '../../../templates/studio/lms/network.js';
import { createStorage } from './storage.mjs';
import { createWindow, forget } from './window.mjs';

export function createBrowser({ site, learner, openModule, installPlayer, clock = createClock() }) {
  const browser = {
    site, clock, origin: 'http://lms.example', cookie: null, online: true, refused: false, gateway: false, storageForbidden: false, unruly: false, beacons: [],
    items: new Map(), windows: new Set(), channels: new Set(), errors: [], tabs: [], crypto: globalThis.crypto, keys: 0,
    // A change of storage, as the other windows hear it.
    tell: (from, change) => browser.windows.forEach((window) => {
      if (window !== from) clock.later(window, () => window.dispatchEvent({ type: 'storage', ...change, storageArea: window.localStorage }));
    }),
    // Waits until nothing is to be done at this moment. 10 ms, so that beacons are seen.
    settle: () => clock.pass(10),
    signIn: (name = learner) => { browser.cookie = site.signIn(name); },
    line: (online) => {
      browser.online = online;
      browser.windows.forEach((window) => clock.later(window, () => window.dispatchEvent({ type: online ? 'online' : 'offline' })));
    },
  };
  browser.openTab = () => createTab(browser, { openModule, installPlayer });
  browser.signIn();
  return browser;
}

function createTab(browser, { openModule, installPlayer }) {
  const tab = { visible: true, entries: [], at: -1, window: null, frame: null, module: null, sessionStorage: createStorage() };
  browser.tabs.push(tab);

  // Asks the site for the page of an entry. A page that goes says goodbye only when the next one has come.
  function fetchPage(entry) {
    const url = new URL(entry.address, browser.origin);
    const answer = send(browser, { method: 'GET', address: entry.address });
    entry.page = answer && answer.status === 200 && url.pathname === '/player'
      ? browser.site.pageFor({ query: Object.fromEntries(url.searchParams), cookie: browser.cookie }) : null;
  }

  function show(type, cached) {
    const entry = tab.entries[tab.at];
    if (entry.page) openPlayer(type, entry, cached);
    else openEmpty(type, entry);
  }

  function openEmpty(type, entry) {
    tab.window = createWindow(browser, { tab, address: entry.address, type, key: entry.key });
  }

  function openPlayer(type, entry, cached) {
    tab.window = createWindow(browser, { tab, address: entry.address, type, key: entry.key, cached });
    installPlayer(tab.window, structuredClone(entry.page));
    // A page that is loaded again loads its frame as if for the first time.
    openFrame(type === 'reload' ? 'navigate' : type, entry, '/content/' + entry.page.revision + '/index.html', null);
  }

  function openFrame(type, entry, address, since) {
    tab.frame = createWindow(browser, { tab, address, type, key: entry.key + '.frame', parent: tab.window });
    tab.module = openModule(tab.frame, { revision: entry.page.revision, since });
  }

  // The page says goodbye, unless the browser is killed.
  function leave(killed) {
    const hide = (window) => {
      if (!window) return;
      window.dispatchEvent({ type: 'pagehide', persisted: false });
      window.gone = true;
      window.document.dispatchEvent({ type: 'visibilitychange' });
      window.dispatchEvent({ type: 'visibilitychange' });
    };
    if (!killed && tab.window) {
      tab.window.dispatchEvent({ type: 'beforeunload' });
      hide(tab.window);
      hide(tab.frame);
    }
    [tab.window, tab.frame].filter(Boolean).forEach((window) => forget(browser, window));
    Object.assign(tab, { window: null, frame: null, module: null });
  }

  return Object.assign(tab, {
    go: (address, replaces = false) => {
      browser.keys += 1;
      // Going where one is already takes the place of the entry, and its key.
      const current = tab.entries[tab.at];
      const same = current && current.address === address;
      const entry = { address, key: same ? current.key : 'k' + browser.keys, page: null };
      fetchPage(entry);
      leave();
      tab.entries.splice(current && (replaces || same) ? tab.at : tab.at + 1, Infinity, entry);
      tab.at = tab.entries.length - 1;
      show('navigate', false);
    },
    back: () => move(-1),
    forward: () => move(1),
    reload: () => { fetchPage(tab.entries[tab.at]); leave(); show('reload', false); },
    // A tab that the browser let go in the background and brings back from its cache.
    discard: () => { leave(true); show('back_forward', true); },
    close: () => { leave(); browser.tabs.splice(browser.tabs.indexOf(tab), 1); },
    kill: () => { leave(true); browser.tabs.splice(browser.tabs.indexOf(tab), 1); },
    // The frame alone goes to another page of the module, or begins anew.
    reloadFrame: (address, since = null) => {
      const { frame } = tab;
      const entry = tab.entries[tab.at];
      frame.dispatchEvent({ type: 'pagehide', persisted: false });
      forget(browser, frame);
      openFrame(address ? 'navigate' : 'reload', entry, address || frame.location.pathname, since);
    },
    look: (visible) => {
      tab.visible = visible;
      [tab.window, tab.frame].filter(Boolean).forEach((window) => {
        window.document.dispatchEvent({ type: 'visibilitychange' });
        window.dispatchEvent({ type: 'visibilitychange' });
      });
    },
  });

  function move(by) {
    if (!tab.entries[tab.at + by]) return false;
    const entry = tab.entries[tab.at + by];
    const cached = entry.page !== null;
    if (!cached) fetchPage(entry);
    leave();
    tab.at += by;
    show('back_forward', cached);
    return true;
  }
}
