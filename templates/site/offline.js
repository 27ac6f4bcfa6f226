// Keeps the pages for readers without a line. Not from a folder, where it cannot be; not where the reader saves data. Without it
// everything works as well, as long as there is a line.

if (/^https?:$/.test(window.location.protocol) && 'serviceWorker' in navigator && !(navigator.connection && navigator.connection.saveData)) {
  window.addEventListener('load', () => navigator.serviceWorker.register('sw.js').catch(() => null));
}
