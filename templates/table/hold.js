// A session outlives a reload and a crash of its window, and nothing of it is stored for that. The name of a window is in memory
// only and lasts as long as its tab; but the next page in that tab may read it, so the session is encrypted there. The key is in
// this page's entry of the history, which no other page can read. Browsers write the history to the disk, but the key opens nothing there.

const HELD = 'cartable-table/';

function createHold() {
  // A page over plain http from another machine has no cipher: there the other window alone remembers.
  const { subtle } = window.crypto;
  const known = (window.history.state || {}).hold;
  const raw = known instanceof Uint8Array ? known : crypto.getRandomValues(new Uint8Array(32));
  const key = subtle ? subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']) : null;
  let isNoted = raw === known;
  let last = 0;
  const put = (bytes) => {
    if (!isNoted) window.history.replaceState({ hold: raw }, '');
    isNoted = true;
    window.name = HELD + btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  };
  return {
    // The session, or null where there is none that can be read.
    read: () => {
      if (!key || !isNoted || !window.name.startsWith(HELD)) return Promise.resolve(null);
      return key.then((own) => {
        const bytes = Uint8Array.from(atob(window.name.slice(HELD.length)), (letter) => letter.charCodeAt(0));
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
