// A page of the internet that is launched with an address of the learner's own network: the browser asks the learner before it lets
// anything through, and blocks it without a word where the answer was no. Source: WICG, Local Network Access. A page sees names
// only, not what they resolve to.

const isNearby = (host) => /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.|^[^.]+$|\.local$/.test(host);

// A browser that does not know the permission does not ask.
function explainPrompt(address) {
  const { location, navigator: { permissions } } = window;
  if (!permissions || isNearby(location.hostname) || !isNearby(new URL(address, location).hostname)) return;
  const told = ({ state }) => state === 'granted' || tellOnPage('network');
  permissions.query({ name: 'local-network-access' }).then(told, () => null);
}
