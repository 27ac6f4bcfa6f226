// The capsules of the situation, opened here instead of elsewhere on the page, so that nobody loses the thread.

STEPS.capsules = (section) => {
  const list = section.querySelector('.pointers');
  const parts = all(list, 'a').map((link, at) => {
    const capsule = byId(decodeURIComponent(link.hash.slice(1)));
    if (!capsule) return null;
    const [heading, ...body] = Array.from(capsule.children);
    return make('details', { class: 'capsule', open: at === 0 },
      make('summary', {}, ...copyOf(heading)),
      ...body.map((part) => part.cloneNode(true)));
  });
  list.replaceWith(...parts.filter(Boolean));
  return [];
};
