// The program, one question after the other. A question that takes too long, or that somebody stops, ends its worker; the next one gets a new
// worker. Nothing is lost by that: the page has the files, and the program keeps nothing.

// In milliseconds. The longest build of a large deck takes a tenth of this.
const LONGEST = 60000;

// Why there was no answer: `stopped`, `long` or `broken`.
export class NoAnswer extends Error {}

// The program, speaking `language`.
export async function createEngine(language) {
  const load = async (name) => {
    const response = await fetch(name);
    if (!response.ok) throw new Error(name + ': ' + response.status);
    return response;
  };
  // Not compileStreaming: some servers do not say what kind of file this is.
  const module = await WebAssembly.compile(await (await load('cartable.wasm')).arrayBuffer());
  const words = parts(await (await load(language + '.txt')).text());
  const script = URL.createObjectURL(new Blob([await (await load('worker.js')).text()], { type: 'text/javascript' }));
  seal();
  let worker = null;
  let last = Promise.resolve();
  let end = null;
  const watchers = new Set();
  const tell = (isBusy) => watchers.forEach((watch) => watch(isBusy));

  function start() {
    worker = new Worker(script);
    worker.postMessage({ module, language, words });
  }

  function stop(why = 'stopped') {
    if (worker) worker.terminate();
    worker = null;
    if (end) end(why);
  }

  const once = (head, files, longest) => new Promise((resolve, reject) => {
    if (!worker) start();
    const timer = setTimeout(() => stop('long'), longest);
    const done = (settle, value) => {
      clearTimeout(timer);
      end = null;
      tell(false);
      settle(value);
    };
    end = (why) => done(reject, new NoAnswer(why));
    worker.onmessage = ({ data }) => {
      // What broke off may have left anything in its memory.
      if (data.broken) stop('broken');
      else done(resolve, data);
    };
    worker.onerror = () => stop('broken');
    tell(true);
    worker.postMessage({ head, files });
  });

  // Asks `head` about `files`, pairs of a name and bytes: `{ head, files }` likewise.
  function ask(head, files = [], longest = LONGEST) {
    last = last.then(() => once(head, files, longest), () => once(head, files, longest));
    return last;
  }

  return { ask, stop: () => stop(), watch: (watch) => watchers.add(watch) };
}

// The words of a language are one file of many, each behind a form feed and a line with its path.
function parts(text) {
  const encoder = new TextEncoder();
  return text.split('\f').slice(1).map((part) => {
    const end = part.indexOf('\n');
    return [part.slice(0, end), encoder.encode(part.slice(end + 1))];
  });
}

// From here on the page cannot connect to anything, its own server included, and neither can a worker that it starts; and a frame in it goes
// nowhere but to pages that the service worker hands out.
function seal() {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  const own = (name) => new URL(name, location.href.split(/[?#]/)[0]).href;
  // Firefox counts the service worker among what the frame loads.
  policy.content = "connect-src 'none'; frame-src " + own('look/') + ' ' + own('service.js');
  document.head.append(policy);
}
