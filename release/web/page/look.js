// A package's pages, shown in a frame with an origin of its own: no other page, no storage and no connection is in reach of what is in them,
// whoever wrote it. Each page is one file with all that it shows, kept for the service worker, which hands it out under that policy.

import { make } from './dom.js';
import { inline, isPage } from './inline.js';

const POLICY = "sandbox allow-scripts allow-forms; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; media-src data:; base-uri 'none'; form-action 'none'";
const KEPT = 'look';
// In milliseconds: pages of a visit that ended otherwise than by the button.
const DAY = 86_400_000;
let shown = 0;

export function createLook({ engine, texts, failed }, { name, bytes }) {
  const { look: words } = texts;
  const element = make('div.look', { hidden: true });
  let base = null;

  async function show() {
    if (!element.hidden) {
      element.hidden = true;
      element.replaceChildren();
      await forget((address) => base && address.startsWith(base.href));
      return;
    }
    element.hidden = false;
    try {
      await fill();
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
    await forget((address) => Date.now() - Number((/\/look\/(\d+)-/.exec(address) || [])[1]) > DAY);
    base = new URL('look/' + Date.now() + '-' + (shown += 1) + '/', location.href.split(/[?#]/)[0]);
    const cache = await caches.open(KEPT);
    const own = new Map(files);
    for (const path of pages) {
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY, 'referrer-policy': 'no-referrer' };
      await cache.put(new URL(encodeURI(path), base), new Response(inline(path, own), { headers }));
    }
    const frame = make('iframe', { title: words.frame.replace('{name}', name), referrerpolicy: 'no-referrer' });
    const first = pages.includes('index.html') ? 'index.html' : pages[0];
    const go = (path) => { frame.src = new URL(encodeURI(path), base).href; };
    const pick = make('select', { 'aria-label': words.page, onchange: () => go(pick.value) }, pages.map((path) => make('option', { value: path, selected: path === first }, path)));
    element.replaceChildren(make('p.help', {}, words.lead), pages.length > 1 ? pick : '', frame);
    go(first);
  }
  return { element, show };
}

// Drops the pages at certain addresses.
async function forget(is) {
  const cache = await caches.open(KEPT);
  for (const request of await cache.keys()) if (is(request.url)) await cache.delete(request);
}
