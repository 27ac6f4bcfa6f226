// A second copy of what a learner keeps on the device: Moodle empties the local storage whenever somebody signs in, and leaves this one
// alone. It is asked for after the page has begun, and where a browser has none, nothing is in it.

function createShelf(key) {
  const open = () => new Promise((resolve, reject) => {
    const asked = window.indexedDB.open('cartable.words', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('words');
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = reject;
  });
  const ask = (mode, work) => open().then((base) => new Promise((resolve) => {
    const deal = base.transaction('words', mode);
    const asked = work(deal.objectStore('words'));
    deal.oncomplete = deal.onabort = () => {
      base.close();
      resolve(asked.result);
    };
  })).catch(() => undefined);
  // One after the other, and of texts that wait only the last one.
  let last = Promise.resolve();
  let newest;
  const queue = (text, work) => {
    newest = text;
    last = last.then(() => text === newest && ask('readwrite', work));
    return last;
  };
  return {
    get: () => ask('readonly', (words) => words.get(key)),
    put: (text) => queue(text, (words) => words.put(text, key)),
    empty: () => queue(null, (words) => words.delete(key)),
  };
}
