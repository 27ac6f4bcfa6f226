// Keeps the page for visits without a connection, and hands out the pages of packages that it was given. It asks for nothing but its own files.

// Other workshops of the same server have their own.
const OWN = 'cartable ' + self.registration.scope + ' ';
const NAME = OWN + '{sum}';
const LOOK = 'look';
const FILES = ['{files}'];
// The languages. Of their words, those are kept that somebody here reads.
const WORDS = ['{words}'];
const own = (name) => new URL(name, self.registration.scope);
const words = (language) => own(language + '.txt');
// What the page has just loaded need not be sent again.
const asked = (address) => new Request(address, { cache: 'no-cache' });

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(NAME);
    const kept = await Promise.all(WORDS.map(words).map(async (address) => (await caches.match(address) ? [address] : [])));
    await cache.addAll([...FILES.map(own), ...kept.flat()].map(asked));
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== NAME && await isOwn(name)) await caches.delete(name);
    await self.clients.claim();
  })());
});

// Earlier versions had names without the place.
async function isOwn(name) {
  return name.startsWith(OWN) || (name.startsWith('cartable-') && await (await caches.open(name)).match(own('index.html')) !== undefined);
}

self.addEventListener('message', (event) => {
  const { data, ports } = event;
  const keep = async () => {
    const cache = await caches.open(NAME);
    if (WORDS.includes(data) && !await cache.match(words(data))) await cache.add(asked(words(data)));
  };
  event.waitUntil(keep().then(() => ports[0].postMessage(true), () => ports[0].postMessage(false)));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith((async () => {
    if (request.url.startsWith(own('look/').href)) return (await (await caches.open(LOOK)).match(request, { ignoreSearch: true })) || new Response('', { status: 404 });
    const plain = request.url.split(/[?#]/)[0];
    // The one address beside those of its pages where a frame may go: it asks the server for nothing there.
    if (plain === own('service.js').href) return new Response('', { status: 404 });
    const wanted = plain === self.registration.scope ? own('index.html') : plain;
    return (await (await caches.open(NAME)).match(wanted)) || fetch(request);
  })());
});
