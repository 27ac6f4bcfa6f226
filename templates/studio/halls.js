// The halls beside the three rooms, one at a time: publishing, and the languages. The address says which is open.

import { goTo } from './address.js';
import { find, make } from './dom.js';
import { createLanguages } from './languages.js';
import { createPublish } from './publish.js';

const HALLS = ['publish', 'languages'];

export function createHalls(studio) {
  const { halls: words } = studio.texts;
  const nav = find('halls');
  const link = (name) => make('a', { href: name ? '#/' + name : '#' }, words[name || 'rooms']);
  const links = [null, ...HALLS].map((name) => ({ name, element: link(name) }));
  const halls = [createPublish(find('publish'), studio), createLanguages(find('languages'), studio)];
  nav.setAttribute('aria-label', words.title);
  nav.append(...links.map(({ element }) => element));
  // Going back to the rooms goes back to the file that was open there.
  links[0].element.addEventListener('click', (event) => {
    if (!studio.file) return;
    event.preventDefault();
    goTo(studio.file);
  });
  let open = null;

  function draw() {
    const hall = HALLS.includes(studio.hall) ? studio.hall : null;
    find('rooms').hidden = Boolean(hall);
    HALLS.forEach((name) => { find(name).hidden = name !== hall; });
    links.forEach(({ name, element }) => (name === hall ? element.setAttribute('aria-current', 'page') : element.removeAttribute('aria-current')));
    if (hall && hall !== open) find(hall).focus();
    open = hall;
    halls.forEach((one) => one.draw(studio));
  }

  return { draw };
}
