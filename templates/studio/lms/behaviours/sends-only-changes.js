// facts/moodle.md §4 and §8: "1.2 sends only changed values", compared with what the client BELIEVES it has sent: "a failed
// commit loses the values it carried unless they are set to another value later". A number is never equal to its text. What was
// restored into a list has no such memory, so the first commit of a page sends all of it again.

export function collectChanges(held, writable) {
  const sent = [];
  held.values.forEach((value, name) => {
    if (!writable(name) || name === held.model.sessionTime) return;
    if (held.believed.has(name) && held.believed.get(name) === value) return;
    held.believed.set(name, value);
    if (/\.\d+\./.test(name)) held.sentLists = true;
    sent.push([name, value]);
  });
  return sent;
}
