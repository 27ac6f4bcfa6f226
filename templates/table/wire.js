// How the two windows speak: by a channel that all windows of this page share, and beside it from window to window, for browsers
// whose channel does not reach a page opened from a folder. The origin of such a page says nothing, so every message names the deck,
// and whoever takes it checks the session and its shape. Where both ways reach, a message arrives twice and is taken once: otherwise one
// key of a remote would move the table by two.

const BEAT = 2000;
const LOST = 5000;
const SCREEN_WINDOW = 'cartable-screen';
// How many messages a window remembers; the two ways are never that far apart.
const REMEMBERED = 200;

function openWire(take) {
  const mark = 'cartable-table/' + room.deck + '/' + room.language;
  const others = new Set();
  if (window.opener) others.add(window.opener);
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(mark) : null;
  const isOurs = (data) => Boolean(data) && data.mark === mark && typeof data.kind === 'string' && typeof data.number === 'string';
  const self = freshCode();
  const taken = [];
  let sent = 0;
  const takeOnce = (message) => {
    if (taken.includes(message.number)) return;
    taken.push(message.number);
    if (taken.length > REMEMBERED) taken.shift();
    take(message);
  };
  if (channel) {
    channel.onmessage = (event) => {
      if (isOurs(event.data)) takeOnce(event.data);
    };
  }
  // A console that was loaded anew has lost its hold on the screen; the screen's next word brings it back.
  window.addEventListener('message', (event) => {
    if (!isOurs(event.data)) return;
    if (event.source) others.add(event.source);
    takeOnce(event.data);
  });
  const send = (message) => {
    sent += 1;
    const whole = Object.assign({ mark, number: self + '/' + sent }, message);
    if (channel) channel.postMessage(whole);
    others.forEach((other) => {
      try {
        other.postMessage(whole, '*');
      } catch (error) {
        others.delete(other);
      }
    });
  };
  return { send, add: (other) => others.add(other) };
}
