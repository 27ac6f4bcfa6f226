// facts/moodle.md §4: "re-opening in the same page a SCO that already sent interactions/objectives makes LMSInitialize throw a
// TypeError". Every call first puts the data back: in 1.2 to what is believed sent, in 2004 to what the page was made with.

export function resetData(held) {
  const { model, opening, believed } = held;
  const lists = (name) => /\.\d+\./.test(name);
  held.values = new Map();
  held.counts = new Map();
  opening.forEach((value, name) => { if (!lists(name)) held.values.set(name, value); });
  if (model.prefix === 'LMS') believed.forEach((value, name) => { if (!lists(name)) held.values.set(name, value); });
  if (!held.values.get(model.status)) held.values.set(model.status, model.unset);
  if (model.prefix === 'LMS' && held.sentLists) throw new TypeError('Cannot set properties of undefined');
  opening.forEach((value, name) => { if (lists(name)) held.values.set(name, value); });
  countIndexes(held, opening);
}

// How many things a list has is the number of indexes that the table holds, not the highest one and one more.
export function countIndexes(held, opening) {
  const seen = new Map();
  opening.forEach((value, name) => {
    const parts = name.split('.');
    parts.forEach((part, i) => {
      if (!/^\d+$/.test(part)) return;
      const list = parts.slice(0, i).join('.');
      if (!seen.has(list)) seen.set(list, new Set());
      seen.get(list).add(part);
    });
  });
  seen.forEach((indexes, list) => held.counts.set(list, indexes.size));
}
