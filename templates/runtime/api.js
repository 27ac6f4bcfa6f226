// The way to the API of a SCORM LMS: finds it, calls it, and tells a refusal from an answer. It may not know what is written. The
// names of the functions are an edition's, in a file before this one.

// The API and the window that holds it. The LMS may put it up after the page.
function findApi(link, window) {
  const opener = reach(window, 'opener');
  return climb(link, window) || climb(link, opener) || climb(link, reach(reach(window, 'top'), 'opener'));
}

function climb(link, start) {
  let frame = start;
  for (let level = 0; frame && level <= 10; level += 1) {
    const api = reach(frame, API);
    if (api && api[START]) return Object.assign(link, { api, frame, page: reach(frame, 'document') });
    const parent = reach(frame, 'parent');
    frame = parent === frame ? null : parent;
  }
  return null;
}

// A frame from elsewhere throws when it is looked into; its own parent may still be ours.
function reach(frame, name) {
  try {
    return frame ? frame[name] || null : null;
  } catch (error) {
    return null;
  }
}

function call(link, what, ...values) {
  link.threw = false;
  try {
    const answer = link.api[what](...values);
    return answer === null || answer === undefined ? '' : String(answer);
  } catch (error) {
    link.threw = true;
    return '';
  }
}

function read(link, element) {
  return link.live ? call(link, GET, element) : '';
}

// Nothing and no answer are two things: to take one for the other would write over what a learner has. An element that the LMS
// does not have (401), or that was never set (403 in 2004), holds nothing.
function readSurely(link, element) {
  const value = read(link, element);
  if (value || !isFault(link)) return value;
  const again = read(link, element);
  link.unread = link.unread || (!again && isFault(link));
  return again;
}

const isFault = (link) => link.live && (link.threw || !/^(0|401|403)?$/.test(call(link, ERROR)));

// An element that the LMS does not have is given up (401; in 2004 also 402); any other refusal is worth another try.
function write(link, element, value) {
  const kind = element.replace(/[0-9]+/g, 'n');
  if (link.missing.has(kind)) return true;
  if (call(link, SET, element, String(value)) === 'true') {
    link.sent.set(element, String(value));
    return true;
  }
  if (!/^40[12]$/.test(call(link, ERROR))) return false;
  link.missing.add(kind);
  return true;
}
