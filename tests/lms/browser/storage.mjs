// localStorage and sessionStorage: strings under strings. `onChange` hears what other windows are to be told.

export function createStorage(items = new Map(), onChange = () => {}) {
  const put = (key, value) => {
    const oldValue = items.has(key) ? items.get(key) : null;
    if (oldValue === value) return;
    if (value === null) items.delete(key);
    else items.set(key, value);
    onChange({ key, oldValue, newValue: value });
  };
  const storage = {
    get length() { return items.size; },
    key: (n) => Array.from(items.keys())[n] ?? null,
    getItem: (key) => (items.has(String(key)) ? items.get(String(key)) : null),
    setItem: (key, value) => put(String(key), String(value)),
    removeItem: (key) => put(String(key), null),
    clear: () => Array.from(items.keys()).forEach((key) => put(key, null)),
  };
  // Its keys can be listed, as in a browser: Object.keys(localStorage).
  return new Proxy(storage, {
    ownKeys: () => Array.from(items.keys()),
    getOwnPropertyDescriptor: (target, key) => (items.has(key) ? { value: items.get(key), enumerable: true, configurable: true, writable: true } : undefined),
  });
}
