// Keeps the screen from going dark while the page is open, and tells whether it can. A browser takes the lock away from a page that
// is hidden, and does not give it to every page.

function stayAwake(tell) {
  const ask = () => {
    if (document.visibilityState !== 'visible') return;
    if (!navigator.wakeLock) {
      tell(false);
      return;
    }
    navigator.wakeLock.request('screen').then((lock) => {
      tell(true);
      lock.addEventListener('release', () => document.visibilityState === 'visible' && tell(false));
    }).catch(() => tell(false));
  };
  document.addEventListener('visibilitychange', ask);
  ask();
}
