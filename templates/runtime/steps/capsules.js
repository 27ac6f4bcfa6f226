// The capsules of the situation, opened here instead of elsewhere on the page, so that nobody loses the thread.

STEPS.capsules = (section) => {
  const list = section.querySelector('.pointers');
  list.replaceWith(...all(list, 'a').map((link) => capsuleHere(link, true)));
};

// The capsule that a link leads to, to be opened in the link's place.
function capsuleHere(link, open, before) {
  const capsule = byId(decodeURIComponent(link.hash.slice(1)));
  if (!capsule) return link;
  const [heading, ...body] = copyOf(capsule).filter((part) => part.nodeType === 1);
  return make('details', { class: 'capsule', open }, make('summary', {}, before, ...heading.childNodes), ...body);
}
