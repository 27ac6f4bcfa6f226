// localStorage and sessionStorage: strings under strings. `onChange` hears what other windows are to be told.

export function createStorage(items = new Map(), onChange = () => {}) {
  const put = (key, value) => {
    const oldValue = items.has(key) ? items.get(key) : null;
    if (oldValue === value) return;
    if (value === null) items.delete(key);
    else items.set(key, value);
    onChange({ key, oldValue, newValue: value });
  };
  return {
    get length() { return items.size; },
    key: (n) => Array.from(items.keys())[n] ?? null,
    getItem: (key) => (items.has(String(key)) ? items.get(String(key)) : null),
    setItem: (key, value) => put(String(key), String(value)),
    removeItem: (key) => put(String(key), null),
    clear: () => Array.from(items.keys()).forEach((key) => put(key, null)),
  };
}
