// How the two windows speak: by a channel that all windows of this page share, and beside it from window to window, for browsers
// whose channel does not reach a page opened from a folder. The origin of such a page says nothing, so every message names the deck,
// and whoever takes it checks the session and its shape.

const BEAT = 2000;
const LOST = 5000;
const SCREEN_WINDOW = 'cartable-screen';

function openWire(take) {
  const mark = 'cartable-table/' + room.deck + '/' + room.language;
  const others = new Set();
  if (window.opener) others.add(window.opener);
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(mark) : null;
  const isOurs = (data) => Boolean(data) && data.mark === mark && typeof data.kind === 'string';
  if (channel) {
    channel.onmessage = (event) => {
      if (isOurs(event.data)) take(event.data);
    };
  }
  // A console that was loaded anew has lost its hold on the screen; the screen's next word brings it back.
  window.addEventListener('message', (event) => {
    if (!isOurs(event.data)) return;
    if (event.source) others.add(event.source);
    take(event.data);
  });
  const send = (message) => {
    const whole = Object.assign({ mark }, message);
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
