// Two windows of one attempt: the newer one says that it is there, and the older one falls silent. Where the browser has no such
// channel, nobody is told.

function beAlone({ BroadcastChannel }, key, onOther) {
  if (!BroadcastChannel) return;
  const channel = new BroadcastChannel('cartable');
  channel.onmessage = ({ data }) => { if (data === key) onOther(); };
  channel.postMessage(key);
}
