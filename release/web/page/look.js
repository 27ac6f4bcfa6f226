// A package's pages, shown in a frame with an origin of its own: no other page, no storage and no server is in reach of what is in them,
// whoever wrote it. Each page is one file with all that it shows, kept for the service worker, which hands it out under that policy. No policy
// closes WebRTC, so scripts run only where somebody says so.

import { make } from './dom.js';
import { inline, isPage } from './inline.js';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; media-src data:; base-uri 'none'; form-action 'none'; sandbox allow-forms";
const SCRIPTS = " allow-scripts; script-src 'unsafe-inline'";
const KEPT = 'look';
const ALL = new URL('look/', location.href.split(/[?#]/)[0]).href;
let shown = 0;

export function createLook({ engine, texts, failed }, { name, bytes }) {
  const { look: words } = texts;
  const element = make('div.look', { hidden: true });
  const scripts = make('input', { type: 'checkbox', onchange: () => open() });
  let release = () => {};
  let base = null;

  const show = () => (element.hidden ? open() : close());

  async function close() {
    element.hidden = true;
    element.replaceChildren();
    if (!base) return;
    const old = base;
    base = null;
    release();
    await forget((address) => address.startsWith(old));
  }

  async function open() {
    const isAgain = document.activeElement === scripts;
    await close();
    element.hidden = false;
    try {
      await fill();
      if (isAgain) scripts.focus();
    } catch (error) {
      element.replaceChildren(make('p.failed', { role: 'alert' }, failed(error)));
    }
  }

  async function fill() {
    // Only the service worker can give a page an origin of its own.
    if (!document.body.dataset.offline) throw new Error('no_look');
    const { head, files } = await engine.ask({ ask: 'open', members: true }, [[name, bytes]]);
    if (head.why) throw new Error(head.why);
    const pages = files.map(([path]) => path).filter(isPage);
    if (!pages.length) throw new Error('no_pages');
    base = ALL + Date.now() + '-' + (shown += 1) + '/';
    release = await hold(base);
    await keep(pages, new Map(files));
    const frame = make('iframe', { title: words.frame.replace('{name}', name), referrerpolicy: 'no-referrer' });
    const first = pages.includes('index.html') ? 'index.html' : pages[0];
    const go = (path) => { frame.src = addressOf(path); };
    const pick = make('select', { 'aria-label': words.page, onchange: () => go(pick.value) }, pages.map((path) => make('option', { value: path, selected: path === first }, path)));
    element.replaceChildren(make('p.help', {}, words.lead), make('label.tick', {}, scripts, make('span', {}, words.scripts)), make('p.help', {}, words.risk),
      pages.length > 1 ? pick : '', frame);
    go(first);
  }

  const addressOf = (path) => new URL(encodeURI(path), base).href;

  async function keep(pages, files) {
    const cache = await caches.open(KEPT);
    const policy = POLICY + (scripts.checked ? SCRIPTS : '');
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'referrer-policy': 'no-referrer', 'x-dns-prefetch-control': 'off' };
    for (const path of pages) await cache.put(addressOf(path), new Response(inline(path, files), { headers }));
  }

  return { element, show, close };
}

// A lock in the name of the pages that are shown, as long as this visit shows them. Gives what lets it go.
const hold = (name) => new Promise((held) => {
  navigator.locks.request(name, () => new Promise((release) => { held(release); }));
});

// Drops the pages that a visit left behind which ended otherwise than by a button: nobody holds them.
export async function sweep() {
  const { held } = await navigator.locks.query();
  await forget((address) => address.startsWith(ALL) && !held.some(({ name }) => address.startsWith(name)));
}

async function forget(is) {
  const cache = await caches.open(KEPT);
  for (const request of await cache.keys()) if (is(request.url)) await cache.delete(request);
}
