// A click in the module, while the author looks for a place: it does nothing there, and tells where it was.

// `found({ id, text, data })`: the id of the closest element that has one, the words that were clicked, and the `data-` values on the way there.
export function createLocator(found) {
  let on = false;
  const look = (event) => {
    if (!on) return;
    event.preventDefault();
    event.stopPropagation();
    const named = event.target.closest('[id]');
    const data = {};
    for (let element = event.target; element; element = element === named ? null : element.parentElement) Object.assign(data, element.dataset);
    found({ id: named ? named.id : '', text: event.target.textContent.trim().slice(0, 400), data });
  };
  return {
    turn: (wanted) => { on = wanted === true; },
    watch: (document) => document.addEventListener('click', look, true),
  };
}
