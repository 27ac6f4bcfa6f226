// facts/moodle.md §4: "indexes: in order, no gap"; 2004: "objectives id: unique, write-once", a type before its responses.
// Gives the error of a write, or '0' and makes room for a new thing. `held` is the client's: values, counts, model.

export function placeIndex12(held, name) {
  const parts = name.split('.');
  for (let i = 1; i + 1 < parts.length; i += 1) {
    if (!/^\d+$/.test(parts[i])) continue;
    const list = parts.slice(0, i).join('.');
    const count = held.counts.get(list) || 0;
    if (Number(parts[i]) > count) return '201';
    if (Number(parts[i]) === count) held.counts.set(list, count + 1);
  }
  return '0';
}

export function placeIndex2004(held, name, value) {
  const [, list, index, field] = /^(cmi\.\w+)\.(\d+)\.(.+)$/.exec(name) || [];
  if (!list) return '0';
  const thing = list + '.' + index;
  const count = held.counts.get(list) || 0;
  if (Number(index) > count) return '351';
  const fresh = !held.values.has(thing + '.id');
  if (field !== 'id' && fresh) return '408';
  if (field === 'id') {
    if (!fresh && held.values.get(name) !== value && list === 'cmi.objectives') return '351';
    for (let n = 0; n < count && list === 'cmi.objectives'; n += 1) {
      if (n !== Number(index) && held.values.get(list + '.' + n + '.id') === value) return '351';
    }
    if (fresh) {
      held.counts.set(list, count + 1);
      const begins = held.model.begins[list.slice(4)];
      Object.keys(begins).forEach((key) => held.values.set(thing + '.' + key, begins[key]));
    }
    return '0';
  }
  return list === 'cmi.interactions' ? placeAnswer2004(held, thing, field, value) : '0';
}

// Responses are judged by the type of their interaction; naming the type again forgets the right ones.
export function placeAnswer2004(held, thing, field, value) {
  const short = '[A-Za-z0-9_.]{1,250}';
  const many = (one) => new RegExp('^' + one + '(\\[,\\]' + one + '){0,35}$');
  const forms = {
    'true-false': /^(true|false)$/, choice: many(short), sequencing: many(short), matching: many(short + '\\[\\.\\]' + short),
    likert: new RegExp('^' + short + '$'), numeric: /^-?\d{1,5}(\.\d{1,18})?$/,
  };
  const patterns = thing + '.correct_responses';
  if (field === 'type') {
    Array.from(held.values.keys()).filter((name) => name.indexOf(patterns) === 0).forEach((name) => held.values.delete(name));
    held.counts.set(patterns, 0);
    return '0';
  }
  if (!/^(learner_response|correct_responses\.\d+\.pattern)$/.test(field)) return '0';
  const type = held.values.get(thing + '.type');
  if (!type) return '408';
  if (forms[type] && !forms[type].test(value)) return '406';
  if (type === 'choice' && new Set(value.split('[,]')).size < value.split('[,]').length) return '406';
  if (field === 'learner_response') return '0';
  const index = Number(field.split('.')[1]);
  const count = held.counts.get(patterns) || 0;
  for (let n = 0; n < count && type === 'choice'; n += 1) {
    if (held.values.get(patterns + '.' + n + '.pattern') === value) return '351';
  }
  if (index > count || (type === 'likert' && index > 0)) return '351';
  if (index === count) held.counts.set(patterns, count + 1);
  return '0';
}
