// Whether what was written has arrived. Moodle answers "true" to a commit whose request failed, and believes from then on that it
// has sent the values; in SCORM 1.2 it sends the same ones no more. So the requests of the LMS's window are watched, without making
// any, and what may be lost is set to something else and back again.

// In bytes.
const LONGEST_ANSWER = 1000;

// From here on requests are seen, as far as the browser shows them and the LMS makes them in that window.
function watchRequests(link) {
  try {
    link.watch = new link.frame.PerformanceObserver((list) => noticeLate(link, list.getEntries()));
    link.watch.observe({ type: 'resource' });
  } catch (error) {
    link.watch = null;
  }
}

// Gives true where nothing speaks against it, null where the LMS answers and refuses, else false.
function commit(link) {
  requestsOf(link);
  const answer = call(link, COMMIT, '') === 'true';
  const gone = isGone(link);
  const request = gone ? null : requestsOf(link).filter(isOwn(link)).filter(isAsked).pop();
  const status = request && request.responseStatus;
  if (request) link.line = pathOf(request);
  const kept = answer && !gone && status !== 0;
  if (kept) link.last.clear();
  link.sent.forEach((value, element) => (kept ? link.last : link.doubt).set(element, value));
  link.sent.clear();
  return kept || (!answer && status === 200 ? null : false);
}

// The functions of a window that was closed, or that shows another page by now, answer as ever, and what they send goes nowhere.
const isGone = ({ frame, page }) => frame.closed || reach(frame, 'document') !== page;

const requestsOf = ({ watch }) => (watch ? watch.takeRecords() : []);
const isAsked = ({ initiatorType }) => initiatorType === 'xmlhttprequest';
const pathOf = ({ name }) => name.split('?')[0];

// Where an LMS calls another host, nothing is seen of what that answers.
const isOwn = ({ frame }) => ({ name }) => name.indexOf(frame.location.origin + '/') === 0;

// Requests that a hidden page sent off without waiting for the answer. Firefox has no word of its own for them. A page in the place of
// an answer asks to sign in.
function noticeLate(link, entries) {
  if (isGone(link)) return;
  const isLate = (entry) => entry.initiatorType === 'beacon' || (!isAsked(entry) && pathOf(entry) === link.line);
  const late = entries.filter(isOwn(link)).filter(isLate);
  if (late.some(({ responseStatus, encodedBodySize }) => responseStatus !== 200 || encodedBodySize > LONGEST_ANSWER)) {
    link.last.forEach((value, element) => link.doubt.set(element, value));
    link.last.clear();
    link.plan.trouble(true);
  }
  if (late.length) writeJournal(link, link.doubt.size > 0);
}

// What the LMS may wrongly believe to have. The resume state goes the same way, and is whole all the while. Not by a page that goes:
// its requests may arrive in any order.
function sendAgain(link, goes) {
  const doubt = FORGETS && !goes ? Array.from(link.doubt).filter(([element]) => element !== TIME) : [];
  doubt.forEach(([element, value]) => call(link, SET, element, String(otherThan(element, value))));
  const kept = !doubt.length || commit(link);
  doubt.forEach(([element, value]) => write(link, element, value));
  return kept;
}

// Another value of the same kind that misleads nobody if it stays.
function otherThan(element, value) {
  if (element === STATE) return value + ';';
  if (OTHERS[value] !== undefined) return OTHERS[value];
  if (/score/.test(element)) return Math.abs(value - 0.5);
  return /type$/.test(element) ? 'performance' : value + '_';
}
