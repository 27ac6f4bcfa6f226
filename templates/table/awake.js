// Keeps the screen from going dark while the page is open. A browser takes the lock away from a page that is hidden.

function stayAwake() {
  if (!navigator.wakeLock) return;
  const ask = () => {
    if (document.visibilityState === 'visible') navigator.wakeLock.request('screen').catch(() => null);
  };
  document.addEventListener('visibilitychange', ask);
  ask();
}
