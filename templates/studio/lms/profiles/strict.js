// An LMS that keeps to the letter of the standard and has none of Moodle's ways: a request that fails makes the commit fail, everything
// is sent until it has arrived, a second Initialize changes nothing. Sources: SCORM 1.2 Run-Time Environment, 3.4.2 (errors) and 3.4.4
// (smallest sizes that an LMS must take); SCORM 2004 4th edition Run-Time Environment, 3.1.

import { finishCompletes } from '../behaviours/finish-completes.js';
import { placeIndex12, placeIndex2004 } from '../behaviours/indexes-in-order.js';
import { masteryOverride } from '../behaviours/mastery-override.js';
import { collectEverything } from '../behaviours/sends-everything-again.js';
import { createClient } from '../client.js';
import { model12 } from '../model12.js';
import { model2004 } from '../model2004.js';

export function strict() {
  return { install: installStrict };
}

function installStrict(window, page) {
  const twelve = page.edition === 'scorm12';
  const model = twelve ? model12({ standard: true }) : model2004();
  // An element that does not exist is "not implemented" in SCORM 1.2; Moodle says "invalid argument".
  if (twelve) model.errors.unknown = '401';
  const api = createClient({
    model,
    opening: page.opening,
    send: createPlainLine(window, page.address, twelve ? '101' : '391'),
    habits: {
      keeps: true,
      place: twelve ? placeIndex12 : placeIndex2004,
      collect: collectEverything,
      finish: twelve ? [finishCompletes, masteryOverride] : [],
    },
  });
  window[twelve ? 'API' : 'API_1484_11'] = api;
}

// A request that waits for its answer; `code` is the error when none comes.
function createPlainLine(window, address, code) {
  return (pairs) => {
    const request = new window.XMLHttpRequest();
    request.open('POST', address, false);
    request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    try {
      request.send(new window.URLSearchParams(pairs).toString());
    } catch (error) {
      return 'false\n' + code;
    }
    return request.status === 200 ? request.responseText : 'false\n' + code;
  };
}
