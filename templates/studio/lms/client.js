// The SCORM API of a player's page, in either edition. It knows only the data with which the page was made and a line to the
// server. The tests put the texts of these functions into a page of their own, so a function uses no name but those it imports.
//
// createClient({ model, opening, send, habits, afterwards }) → the API object
//   opening    element → value, what the page was made with
//   send       pairs of element and value → the server's answer: "true" or "false", a line feed, an error code
//   habits     { place, collect, finish: [functions], keeps }, see behaviours/; `keeps`: a second Initialize changes no data
//   afterwards what the page does after each commit

import { createLine } from './behaviours/beacon-fallback.js';
import { finishCompletes } from './behaviours/finish-completes.js';
import { placeIndex12, placeIndex2004 } from './behaviours/indexes-in-order.js';
import { masteryOverride } from './behaviours/mastery-override.js';
import { resetData } from './behaviours/second-initialize.js';
import { collectEverything } from './behaviours/sends-everything-again.js';
import { collectChanges } from './behaviours/sends-only-changes.js';
import { addTimes } from './behaviours/times-add-up.js';
import { model12 } from './model12.js';
import { model2004 } from './model2004.js';

export function createClient({ model, opening, send, habits, afterwards = () => {} }) {
  const held = { model, opening: new Map(Object.entries(opening)), values: new Map(), believed: new Map(), counts: new Map(), sentLists: false };
  held.opening.forEach((value, name) => { if (!/\.\d+\./.test(name)) held.believed.set(name, value); });
  const state = { live: false, ended: false, error: '0' };
  const { prefix, errors } = model;
  const generic = (name) => String(name).replace(/\.\d+(?=\.)/g, '.n');
  const fail = (code, answer) => { state.error = code; return answer; };
  const known = (name) => Object.prototype.hasOwnProperty.call(model.elements, generic(name));
  const writable = (name) => known(name) && model.elements[generic(name)].access !== 'r';
  const closed = () => (state.ended ? errors.ended : errors.closed);

  function initialize(text) {
    if (!habits.keeps || !state.live) resetData(held);
    if (text !== '') return fail('201', 'false');
    if (state.live) return fail(errors.again, 'false');
    if (state.ended && prefix === '') return fail(errors.late, 'false');
    state.live = true;
    return fail('0', 'true');
  }

  function get(name) {
    if (!state.live) return fail(closed(), '');
    const list = /^(.+)\._count$/.exec(name);
    if (list && model.lists.some((one) => generic(list[1]).indexOf('cmi.' + one) === 0)) return fail('0', held.counts.get(list[1]) || 0);
    if (!known(name)) return fail(errors.unknown, '');
    if (model.elements[generic(name)].access === 'w') return fail(errors.writeOnly, '');
    if (held.values.has(name)) return fail('0', held.values.get(name));
    const thing = /^(cmi\.\w+)\.(\d+)\./.exec(name);
    if (!thing) return fail('0', '');
    return fail(Number(thing[2]) < (held.counts.get(thing[1]) || 0) ? errors.unset : errors.beyond, '');
  }

  function set(name, given) {
    if (!state.live) return fail(prefix ? '301' : state.ended ? '133' : '132', 'false');
    if (!known(name)) return fail(errors.unknown, 'false');
    const { access, format, range } = model.elements[generic(name)];
    if (access === 'r') return fail(errors.readOnly, 'false');
    const value = String(given);
    if (!format.test(value)) return fail(errors.type, 'false');
    if (range && (Number(value) < range[0] || Number(value) > range[1])) return fail(errors.range, 'false');
    const placed = habits.place(held, name, value);
    if (placed !== '0') return fail(placed, 'false');
    held.values.set(name, range ? Number(value) : value);
    return fail('0', 'true');
  }

  function store(pairs) {
    const [result, code] = String(send(pairs)).split('\n');
    return fail(result === 'true' ? '0' : code || '101', result === 'true' ? 'true' : 'false');
  }

  function commit(text) {
    if (text !== '') return fail('201', 'false');
    if (!state.live) return fail(prefix ? '301' : state.ended ? '143' : '142', 'false');
    const result = store(habits.collect(held, writable));
    afterwards();
    return result;
  }

  function finish(text) {
    if (text !== '') return fail('201', 'false');
    if (!state.live) return fail(prefix ? '301' : state.ended ? '113' : '112', 'false');
    habits.finish.forEach((habit) => habit(held));
    const total = addTimes(held.values.get(model.totalTime), held.values.get(model.sessionTime));
    // 1.2 is over whatever the server says; 2004 may try again.
    if (prefix) state.live = false;
    const result = store(habits.collect(held, writable).concat([[model.totalTime, total]]));
    if (!prefix && result === 'true') Object.assign(state, { live: false, ended: true });
    return result;
  }

  return {
    [prefix + 'Initialize']: initialize,
    [prefix + model.end]: finish,
    [prefix + 'GetValue']: get,
    [prefix + 'SetValue']: set,
    [prefix + 'Commit']: commit,
    [prefix + 'GetLastError']: () => state.error,
    [prefix + 'GetErrorString']: (code) => (String(code) === '0' ? 'No error' : 'Error ' + code),
    [prefix + 'GetDiagnostic']: (code) => String(code),
  };
}

// Puts the API into the player's page. `page` is the data inside that page, as `lms.js` makes it.
export function startPlayer(window, page) {
  const twelve = page.edition === 'scorm12';
  const refresh = () => {
    if (!twelve) return;
    // Moodle asks for its table of contents anew, beside the commit.
    const request = new window.XMLHttpRequest();
    request.open('GET', page.contents, true);
    request.send();
  };
  const api = createClient({
    model: twelve ? model12(page) : model2004(page),
    opening: page.opening,
    send: createLine(window, page.address),
    habits: {
      place: twelve ? placeIndex12 : placeIndex2004,
      collect: twelve ? collectChanges : collectEverything,
      finish: twelve ? [finishCompletes, masteryOverride] : [],
    },
    afterwards: refresh,
  });
  window[twelve ? 'API' : 'API_1484_11'] = api;
  return api;
}
