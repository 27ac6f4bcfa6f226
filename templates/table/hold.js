// A session outlives a reload and a crash of its window, and nothing of it is stored for that. The name of a window is in memory
// only and lasts as long as its tab; but the next page in the tab may read it, so the session is encrypted there. The key is the
// fragment of the address, which no server and no other page gets. It may be in the browser's history, where it opens nothing. The
// state of the history would be no place for either: Chromium writes it to the disk, and loses it in a crash.

const HELD = 'cartable-table/';
const KEY = '#k-';

function toCode(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fromCode(code) {
  return Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
}

function createHold() {
  // A page over plain http from another machine has no cipher: there the other window alone remembers.
  const { subtle } = window.crypto;
  const known = /^#k-([\w-]{22})$/.exec(window.location.hash);
  const raw = known ? fromCode(known[1].replace(/-/g, '+').replace(/_/g, '/')) : crypto.getRandomValues(new Uint8Array(16));
  const key = subtle ? subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']) : null;
  const address = KEY + toCode(raw).slice(0, 22).replace(/\+/g, '-').replace(/\//g, '_');
  let last = 0;
  const put = (bytes) => {
    if (window.location.hash !== address) window.history.replaceState(null, '', address);
    window.name = HELD + toCode(bytes);
  };
  return {
    // The session, or null where there is none that can be read.
    read: () => {
      if (!key || !known || !window.name.startsWith(HELD)) return Promise.resolve(null);
      return key.then((own) => {
        const bytes = fromCode(window.name.slice(HELD.length));
        return subtle.decrypt({ name: 'AES-GCM', iv: bytes.slice(0, 12) }, own, bytes.slice(12));
      }).then((plain) => JSON.parse(new TextDecoder().decode(plain))).then((state) => (isSession(state) ? state : null)).catch(() => null);
    },
    write: (state) => {
      last += 1;
      const turn = last;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify(state));
      // What was changed or erased in the meantime is not written over.
      if (key) key.then((own) => subtle.encrypt({ name: 'AES-GCM', iv }, own, plain)).then((secret) => turn === last && put([...iv, ...new Uint8Array(secret)]));
    },
    forget: () => {
      last += 1;
      window.name = '';
    },
  };
}
