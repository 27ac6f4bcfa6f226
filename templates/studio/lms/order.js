// What the studio asks of a player, one after the other, so that an act never meets a tab that is still closing. One that failed does not hold up
// the next. `studio` is the origin that may ask.

export function hearInOrder(studio, hear) {
  let last = Promise.resolve();
  window.addEventListener('message', ({ origin, source, data }) => {
    if (origin !== studio || source !== window.parent || !data) return;
    last = last.catch(() => {}).then(() => hear(data));
  });
}

// Shows that no tab is open. Until then the main part and the heading of the page are the module's.
export function tellClosed(root, words) {
  const main = Object.assign(document.createElement('main'), { className: 'closed' });
  main.append(Object.assign(document.createElement('h1'), { textContent: words }));
  root.replaceChildren(main);
}
