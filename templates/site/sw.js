// Serves the pages of one language from the reader's device. In front of this stands `FILES`: each path with the checksum of its
// content. A file is kept under both, so that what has not changed is never loaded again and what has changed always is. Other
// addresses are left to the browser. It may not know the pages.

const CACHE = 'cartable ' + self.registration.scope;
const known = new Map(Object.keys(FILES).map((path) => [new URL(path, self.location.href).href, FILES[path]]));

self.addEventListener('install', (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(sweep().then(() => self.clients.claim())));
self.addEventListener('fetch', (event) => {
  const address = addressOf(event.request.url);
  if (event.request.method === 'GET' && known.has(address)) event.respondWith(answer(address, event.request));
});

function addressOf(url) {
  const address = url.split(/[?#]/)[0];
  return address.slice(-1) === '/' ? address + 'index.html' : address;
}

const keyOf = (address) => address + '?' + known.get(address);

function answer(address, request) {
  return caches.open(CACHE).then((cache) => cache.match(keyOf(address))).then((held) => held || fetch(request));
}

function fill() {
  return caches.open(CACHE).then((cache) => Promise.all(Array.from(known.keys()).map((address) =>
    cache.match(keyOf(address)).then((held) => held || load(cache, address)))));
}

// Half of an update must not be kept for the whole: where the content is not the one that was promised, nothing changes, and the
// browser tries again at the next visit.
function load(cache, address) {
  return fetch(address, { cache: 'no-cache' }).then((response) => response.arrayBuffer().then((content) =>
    crypto.subtle.digest('SHA-256', content).then((digest) => {
      if (!response.ok || hex(digest) !== known.get(address)) throw new Error('not what was promised: ' + address);
      return cache.put(keyOf(address), new Response(content, { headers: { 'Content-Type': response.headers.get('Content-Type') } }));
    })));
}

function hex(digest) {
  return Array.from(new Uint8Array(digest, 0, 8)).map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function sweep() {
  const wanted = new Set(Array.from(known.keys()).map(keyOf));
  return caches.open(CACHE).then((cache) => cache.keys().then((keys) =>
    Promise.all(keys.filter(({ url }) => !wanted.has(url)).map((key) => cache.delete(key)))));
}
