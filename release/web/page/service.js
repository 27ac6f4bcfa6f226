// Keeps the page for visits without a connection, and hands out the pages of packages that it was given. It asks for nothing but its own files.

const NAME = 'cartable-{sum}';
const LOOK = 'look';
const FILES = ['{files}'];
const own = (name) => new URL(name, self.registration.scope);

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(NAME);
    await cache.addAll(FILES.map((name) => new Request(own(name), { cache: 'reload' })));
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith('cartable-') && name !== NAME);
    await Promise.all([...old, LOOK].map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith((async () => {
    if (request.url.startsWith(own('look/').href)) return (await (await caches.open(LOOK)).match(request, { ignoreSearch: true })) || new Response('', { status: 404 });
    const plain = request.url.split(/[?#]/)[0];
    const wanted = plain === self.registration.scope ? own('index.html') : plain;
    return (await (await caches.open(NAME)).match(wanted)) || fetch(request);
  })());
});
