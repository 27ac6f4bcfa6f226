// facts/moodle.md §4: "2004 re-sends every non-default value at every commit". The default of a single value is what the page was
// made with, and it never moves; things in lists are sent whole.

export function collectEverything(held, writable) {
  const begins = (name) => {
    const [, list, field] = /^cmi\.(\w+)\.\d+\.(.+)$/.exec(name) || [];
    return list ? (held.model.begins[list] || {})[field] : held.opening.has(name) ? held.opening.get(name) : '';
  };
  const sent = [];
  held.values.forEach((value, name) => {
    if (writable(name) && value !== begins(name)) sent.push([name, value]);
  });
  return sent;
}
