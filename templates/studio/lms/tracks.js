// The table in which an LMS keeps what a module tells it: a row for each learner, attempt, part and element. `history` holds every
// write in its order, so that a test can ask whether anything ever went back.

export function createTracks() {
  const rows = new Map();
  const history = [];
  const key = (learner, attempt, sco) => learner + '/' + attempt + '/' + sco;
  return {
    history,
    of: (learner, attempt, sco) => rows.get(key(learner, attempt, sco)) || new Map(),
    attempts: (learner, sco) => Array.from(rows.keys()).filter((one) => one.startsWith(learner + '/') && one.endsWith('/' + sco))
      .map((one) => Number(one.split('/')[1])).sort((a, b) => a - b),
    insert: (learner, attempt, sco, element, value, page) => {
      const at = key(learner, attempt, sco);
      if (!rows.has(at)) rows.set(at, new Map());
      const from = rows.get(at).get(element);
      rows.get(at).set(element, value);
      history.push({ learner, attempt, sco, element, from, to: value, page });
    },
    // All rows in a form that JSON can carry, and back.
    keep: () => Array.from(rows, ([at, values]) => [at, Array.from(values)]),
    restore: (kept) => kept.forEach(([at, values]) => rows.set(at, new Map(values))),
    // What a package that was replaced takes with it.
    drop: (sco) => Array.from(rows.keys()).filter((one) => one.endsWith('/' + sco)).forEach((one) => rows.delete(one)),
  };
}
